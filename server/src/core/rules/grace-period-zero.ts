import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string };

export const gracePeriodZero: Rule = defineRule<'StatefulSet', Facts>({
  id: 'grace-period-zero',
  family: 'rollout',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees',
  *check(set) {
    const spec = set.object.spec?.template?.spec;
    if (spec?.terminationGracePeriodSeconds !== 0) return;
    // Without storage nothing is there to be damaged: then it is only unusual.
    const hasClaims = (set.object.spec?.volumeClaimTemplates ?? []).length > 0;
    yield {
      at: ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'],
      facts: { set: set.name },
      ...(hasClaims ? {} : { severity: 'info' as const }),
    };
  },
  fixes: {
    remove: {
      isSafe: false,
      isPreferred: () => true,
      changes: (_, set) => [
        { do: 'remove', resource: set, at: ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'] },
      ],
    },
  },
});
