import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string };

export const updateWaitsForDeletion: Rule = defineRule<'StatefulSet', Facts>({
  id: 'update-waits-for-deletion',
  family: 'rollout',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#on-delete',
  *check(set) {
    if (set.object.spec?.updateStrategy?.type !== 'OnDelete') return;
    yield { at: ['spec', 'updateStrategy', 'type'], facts: { set: set.name } };
  },
  fixes: {
    'roll-updates': {
      isSafe: false,
      changes: (_, set) => [
        { do: 'set', resource: set, at: ['spec', 'updateStrategy', 'type'], value: 'RollingUpdate' },
      ],
    },
  },
});
