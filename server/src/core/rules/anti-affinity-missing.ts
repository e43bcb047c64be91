import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; replicas: number };

export const antiAffinityMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'anti-affinity-missing',
  family: 'scheduling',
  severity: 'info',
  isAdvice: true,
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/scheduling-eviction/topology-spread-constraints/',
  *check(set, { unit }) {
    const { replicas } = ordinalsOf(set, unit);
    const spec = set.object.spec?.template?.spec;
    // Other affinities say that somebody thought of it.
    if (replicas < 3 || spec === undefined) return;
    if (spec.affinity !== undefined || spec.nodeName !== undefined || (spec.topologySpreadConstraints ?? []).length > 0)
      return;
    yield { at: ['spec', 'template', 'spec'], on: 'key', facts: { set: set.name, replicas } };
  },
  fixes: {
    'add-spread': {
      isSafe: false,
      isPreferred: () => true,
      changes: (_, set) => [
        {
          do: 'set',
          resource: set,
          at: ['spec', 'template', 'spec', 'topologySpreadConstraints'],
          value: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: { ...set.object.spec?.selector?.matchLabels } },
            },
          ],
        },
      ],
    },
  },
});
