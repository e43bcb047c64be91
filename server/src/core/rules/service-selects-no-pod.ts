import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { nearestName } from './near-names.ts';
import { WORKLOAD_KINDS } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import {
  missingPairs,
  type Pair,
  pairTexts,
  standsInMetadata,
  templateLabels,
  unionOfWorkloads,
} from './selector-mismatch.ts';
import { hasSelector, isExternalName } from './service-shape.ts';
import { servicesSelecting, setsGovernedBy } from './unit-indexes.ts';

type Facts = { service: string; workload: string; kind: string; pairs: string[]; key: string; value: string };

/** Only slips are told: a Service whose Pods live elsewhere is ordinary (21 of 23 such Services were right). */
export const serviceSelectsNoPod: Rule = defineRule<'Service', Facts>({
  id: 'service-selects-no-pod',
  family: 'identity',
  severity: 'warning',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'concepts/services-networking/service/#defining-a-service',
  *check(service, { unit }) {
    if (!hasSelector(service) || isExternalName(service) || unit.isIncomplete) return;
    const { namespace, name } = service;
    if (setsGovernedBy(unit, service) !== undefined) return;
    const selector = service.object.spec?.selector ?? {};
    if (unit.workloadsSelectedBy(namespace, selector).length > 0) return;
    const slip = slipOf(service, unit);
    if (slip === undefined) return;
    const { workload, missing, text, value } = slip;
    const [only] = missing.length === 1 ? missing : [];
    yield {
      at: only === undefined ? ['spec', 'selector'] : ['spec', 'selector', only[0]],
      facts: {
        service: name,
        workload: workload.name,
        kind: workload.kind,
        pairs: pairTexts(missing),
        key: only?.[0] ?? '',
        value,
      },
      text,
      related: [{ resource: workload, at: ['metadata', 'name'], text: 'workload' }],
    };
  },
  fixes: {
    'align-value': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ value }) => value !== '',
      changes: ({ key, value }, service) => [{ do: 'set', resource: service, at: ['spec', 'selector', key], value }],
    },
  },
});

interface Slip {
  readonly workload: Resource;
  readonly missing: readonly Pair[];
  readonly text: string;
  /** What the label should be, where that is plain. */
  readonly value: string;
}

function slipOf(service: Resource<'Service'>, unit: UnitView): Slip | undefined {
  const selector: Readonly<Record<string, string>> = service.object.spec?.selector ?? {};
  const pairs = Object.entries(selector);
  for (const [key, value] of pairs) {
    const others = Object.fromEntries(pairs.filter(([other]) => other !== key));
    const candidates =
      pairs.length === 1
        ? workloadsWithKey(unit, service.namespace, key)
        : unit.workloadsSelectedBy(service.namespace, others);
    for (const workload of candidates) {
      const labels = templateLabels(workload);
      const missing = missingPairs(selector, labels);
      // A pair that is set at run time, or filled in later, may yet be there.
      if (missing.length === 0) return undefined;
      const actual = labels[key];
      if (actual !== undefined && nearestName(value, [actual]) !== undefined && !isServed(workload, unit))
        return { workload, missing, text: 'near', value: actual };
      if (pairs.length > 1 && standsInMetadata(workload, missing))
        return { workload, missing, text: 'metadata', value: '' };
    }
  }
  const union = unionOfWorkloads(unit, service.namespace, selector);
  const [workload] = union;
  if (workload === undefined) return undefined;
  return { workload, missing: missingPairs(selector, templateLabels(workload)), text: 'union', value: '' };
}

/** Workloads that another Service finds are not what this one was meant for. */
function isServed(workload: Resource, unit: UnitView): boolean {
  return servicesSelecting(unit, workload, templateLabels(workload)).length > 0;
}

function workloadsWithKey(unit: UnitView, namespace: string, key: string): readonly Resource[] {
  return WORKLOAD_KINDS.flatMap((kind) =>
    unit
      .ofKind(kind)
      .filter((workload: Resource) => workload.namespace === namespace && templateLabels(workload)[key] !== undefined),
  );
}
