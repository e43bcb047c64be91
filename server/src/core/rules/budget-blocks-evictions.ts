import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { workloadsOfBudget } from './budgets.ts';
import { isKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { autoscalerOf } from './unit-indexes.ts';

type Facts = { budget: string; pods: number; healthy: number; field: string; workloads: string[] };

/** Rounded as the disruption controller does: percentages of both fields round up. */
export const budgetBlocksEvictions: Rule = defineRule<'PodDisruptionBudget', Facts>({
  id: 'budget-blocks-evictions',
  family: 'scheduling',
  severity: 'warning',
  kinds: ['PodDisruptionBudget'],
  since: '0.1.0',
  reference: 'tasks/run-application/configure-pdb/',
  *check(budget, { unit }) {
    const spec = budget.object.spec;
    const workloads = workloadsOfBudget(budget, unit);
    const pods = podsOf(workloads, unit);
    if (workloads.length === 0 || pods === undefined || pods === 0) return;
    const field = spec?.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const value = spec?.[field];
    if (value === undefined) return;
    const count = amountOf(value, pods);
    if (count === undefined) return;
    const healthy = field === 'minAvailable' ? count : pods - count;
    if (healthy < pods) return;
    yield {
      at: ['spec', field],
      facts: { budget: budget.name, pods, healthy, field, workloads: workloads.map(({ name }) => name) },
      related: workloads.slice(0, 5).map((resource) => ({
        resource,
        at: ['spec', 'replicas'],
        text: 'workload',
        facts: { workload: resource.name },
      })),
    };
  },
  fixes: {
    'allow-one': {
      isSafe: false,
      isPreferred: () => true,
      applies: () => true,
      changes: ({ field }, budget) =>
        field === 'maxUnavailable'
          ? [{ do: 'set', resource: budget, at: ['spec', 'maxUnavailable'], value: 1 }]
          : [
              { do: 'remove', resource: budget, at: ['spec', 'minAvailable'] },
              { do: 'set', resource: budget, at: ['spec', 'maxUnavailable'], value: 1 },
            ],
    },
  },
});

/** `undefined` where the number is not the manifests' to say. */
function podsOf(workloads: readonly Resource[], unit: UnitView): number | undefined {
  let pods = 0;
  for (const workload of workloads) {
    if (!isKind(workload, 'StatefulSet') && !isKind(workload, 'Deployment')) return undefined;
    if (autoscalerOf(unit, workload) !== undefined) return undefined;
    pods += workload.object.spec?.replicas ?? 1;
  }
  return pods;
}

function amountOf(value: number | string, pods: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value);
  return percent === null ? undefined : Math.ceil((Number(percent[1]) * pods) / 100);
}
