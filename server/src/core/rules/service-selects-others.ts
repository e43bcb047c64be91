import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { hasSelector } from './service-shape.ts';
import { setsGovernedBy } from './unit-indexes.ts';

type Facts = { service: string; set: string; kind: string; other: string; key: string; value: string };

/** Only the governing Service, and only within one file: a Service over several workloads is mostly meant so. */
export const serviceSelectsOthers: Rule = defineRule<'Service', Facts>({
  id: 'service-selects-others',
  family: 'identity',
  severity: 'hint',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(service, { unit }) {
    if (!hasSelector(service)) return;
    const sets = setsGovernedBy(unit, service) ?? [];
    const [set] = sets;
    if (set === undefined || sets.length > 1 || set.file !== service.file) return;
    const selector = service.object.spec?.selector ?? {};
    const selected = unit.workloadsSelectedBy(service.namespace, selector);
    // Where it does not select its own Pods, that is what has to be said.
    if (!selected.includes(set)) return;
    const own = podTemplateOf(set)?.labels ?? {};
    for (const other of selected) {
      if (other === set || other.file !== service.file || other.kind === 'Job' || other.kind === 'CronJob') continue;
      const labels = podTemplateOf(other)?.labels ?? {};
      const [key, value] = Object.entries(own).find(([each, text]) => labels[each] !== text) ?? ['', ''];
      yield {
        at: ['spec', 'selector'],
        facts: { service: service.name, set: set.name, kind: other.kind, other: other.name, key, value },
        related: [{ resource: other, at: ['metadata', 'name'], text: 'other' }],
      };
    }
  },
  fixes: {
    narrow: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ key }) => key !== '',
      changes: ({ key, value }, service) => [{ do: 'set', resource: service, at: ['spec', 'selector', key], value }],
    },
  },
});
