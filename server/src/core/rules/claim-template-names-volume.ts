import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string; volume: string; replicas: number; index: number; first: string };

/** Behaviour reference 6.4, recorded case s074: ordinal 0 gets the volume, the others stay Pending. */
export const claimTemplateNamesVolume: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claim-template-names-volume',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#reserving-a-persistentvolume',
  *check(set, { unit }) {
    const { replicas, most, start } = ordinalsOf(set, unit);
    if (most < 2) return;
    for (const [index, { metadata, spec }] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      if (!spec?.volumeName) continue;
      const template = metadata?.name ?? '';
      yield {
        at: ['spec', 'volumeClaimTemplates', index, 'spec', 'volumeName'],
        facts: {
          set: set.name,
          template,
          volume: spec.volumeName,
          replicas,
          index,
          first: `${template}-${set.name}-${start}`,
        },
        related: [{ resource: set, at: ['spec', 'replicas'], text: 'replicas' }],
      };
    }
  },
  fixes: {
    remove: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ index }, set) => [
        { do: 'remove', resource: set, at: ['spec', 'volumeClaimTemplates', index, 'spec', 'volumeName'] },
      ],
    },
  },
});
