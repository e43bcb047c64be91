import { matchesSelector } from '../kubernetes/label-selector.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { claim: string; volumes: number };

/** Judged beside the volumes of the same file only: others may be in sight of the cluster. */
export const claimSelectsNoVolume: Rule = defineRule<'PersistentVolumeClaim', Facts>({
  id: 'claim-selects-no-volume',
  family: 'storage',
  severity: 'warning',
  kinds: ['PersistentVolumeClaim'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#selector',
  *check(claim, { unit }) {
    const spec = claim.object.spec;
    if (spec?.selector === undefined || spec.volumeName) return;
    const volumes = unit.ofKind('PersistentVolume').filter((volume) => volume.file === claim.file);
    if (
      volumes.length === 0 ||
      unit
        .ofKind('PersistentVolume')
        .some(({ object }) => matchesSelector(spec.selector, object.metadata?.labels ?? {}))
    )
      return;
    yield {
      at: ['spec', 'selector'],
      on: 'key',
      facts: { claim: claim.name, volumes: volumes.length },
      related: volumes.slice(0, 5).map((volume) => ({
        resource: volume,
        at: ['metadata', 'labels'],
        text: 'volume',
        facts: { volume: volume.name },
      })),
    };
  },
  fixes: {
    remove: {
      isSafe: false,
      changes: (_, claim) => [{ do: 'remove', resource: claim, at: ['spec', 'selector'] }],
    },
  },
});
