import { defineRule, type Rule } from './rule.ts';
import { autoscalerOf } from './unit-indexes.ts';

type Facts = { set: string; replicas: number; autoscaler: string };

export const replicasBesideAutoscaler: Rule = defineRule<'StatefulSet', Facts>({
  id: 'replicas-beside-autoscaler',
  family: 'scheduling',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference:
    'concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  *check(set, { unit }) {
    const autoscaler = autoscalerOf(unit, set);
    if (autoscaler === undefined || !set.manifest.place(['spec', 'replicas']).written) return;
    yield {
      at: ['spec', 'replicas'],
      facts: { set: set.name, replicas: set.object.spec?.replicas ?? 1, autoscaler: autoscaler.name },
      related: [{ resource: autoscaler, at: ['spec', 'scaleTargetRef', 'name'], text: 'autoscaler' }],
    };
  },
  fixes: {
    remove: {
      isSafe: false,
      isPreferred: () => true,
      changes: (_, set) => [{ do: 'remove', resource: set, at: ['spec', 'replicas'] }],
    },
  },
});
