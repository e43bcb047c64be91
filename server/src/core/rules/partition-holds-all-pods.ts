import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; partition: number; replicas: number };

export const partitionHoldsAllPods: Rule = defineRule<'StatefulSet', Facts>({
  id: 'partition-holds-all-pods',
  family: 'rollout',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#partitions',
  *check(set, { unit }) {
    const strategy = set.object.spec?.updateStrategy;
    const partition = strategy?.rollingUpdate?.partition ?? 0;
    const { replicas, most } = ordinalsOf(set, unit);
    if (strategy?.type === 'OnDelete' || partition === 0 || replicas === 0 || partition < most) return;
    yield {
      at: ['spec', 'updateStrategy', 'rollingUpdate', 'partition'],
      facts: { set: set.name, partition, replicas },
      related: [{ resource: set, at: ['spec', 'replicas'], text: 'replicas' }],
    };
  },
  fixes: {
    'set-to-zero': {
      isSafe: false,
      changes: (_, set) => [
        { do: 'set', resource: set, at: ['spec', 'updateStrategy', 'rollingUpdate', 'partition'], value: 0 },
      ],
    },
  },
});
