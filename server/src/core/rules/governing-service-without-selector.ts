import type { Resource } from '../workspace/snapshot.ts';
import { containersOf, podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { hasSelector, isExternalName, selectorLabelsOf } from './service-shape.ts';
import { setsGovernedBy } from './unit-indexes.ts';

type Facts = { service: string; sets: string[] };

export const governingServiceWithoutSelector: Rule = defineRule<'Service', Facts>({
  id: 'governing-service-without-selector',
  family: 'identity',
  severity: 'warning',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'concepts/services-networking/service/#services-without-selectors',
  *check(service, { unit }) {
    if (hasSelector(service) || isExternalName(service)) return;
    const sets = setsGovernedBy(unit, service);
    if (sets === undefined || sets.some(writesItsEndpoints)) return;
    yield {
      at: ['spec', 'selector'],
      facts: { service: service.name, sets: sets.map(({ name }) => name) },
      related: sets.map((set) => ({
        resource: set,
        at: ['spec', 'serviceName'],
        text: 'set',
        facts: { set: set.name },
      })),
    };
  },
  fixes: {
    'add-selector': {
      isSafe: true,
      isPreferred: () => true,
      changes: (_, service, { unit }) => {
        const [set] = setsGovernedBy(unit, service) ?? [];
        if (set === undefined) return [];
        return [{ do: 'set', resource: service, at: ['spec', 'selector'], value: { ...selectorLabelsOf(set) } }];
      },
    },
  },
});

/** Patroni and what is built on it keep the endpoints of their Services themselves. */
function writesItsEndpoints(set: Resource<'StatefulSet'>): boolean {
  const template = podTemplateOf(set);
  if (template === undefined) return false;
  return containersOf(template).some(
    ({ container }) =>
      /patroni|spilo|citus/i.test(container.image ?? '') ||
      (container.env ?? []).some(({ name }) => /PATRONI/i.test(name)),
  );
}
