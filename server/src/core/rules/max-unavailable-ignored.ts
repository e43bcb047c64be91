import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; maxUnavailable: number | string; version: string };

/** Feature MaxUnavailableStatefulSet: on from 1.37; 1.35 had it on in its first patch releases only. */
export const maxUnavailableIgnored: Rule = defineRule<'StatefulSet', Facts>({
  id: 'max-unavailable-ignored',
  family: 'rollout',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#maximum-unavailable-pods',
  *check(set, { unit }) {
    const { minor, featureGates } = unit.profile;
    if (featureGates['MaxUnavailableStatefulSet'] ?? minor >= 37) return;
    // The effective object has lost the field, as the server drops it; the written one has it.
    const at = ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'];
    const place = set.manifest.place(at);
    const written = place.written && place.node?.type === 'scalar' ? place.node.value : undefined;
    if ((typeof written !== 'number' && typeof written !== 'string') || written === 1) return;
    yield { at, facts: { set: set.name, maxUnavailable: written, version: `1.${minor}` } };
  },
  fixes: {
    remove: {
      isSafe: false,
      changes: (_, set) => [
        { do: 'remove', resource: set, at: ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'] },
      ],
    },
  },
});
