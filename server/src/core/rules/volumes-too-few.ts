import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import { accessModesOf } from '../simulation/storage/storage-objects.ts';
import type { Resource } from '../workspace/snapshot.ts';
import { type Change, defineRule, type RelatedPlace, type Rule } from './rule.ts';
import { suppliesOf, type TemplateSupply, type VolumeReason } from './volume-supply.ts';

type Facts = {
  set: string;
  template: string;
  index: number;
  needed: number;
  bound: number;
  missing: number;
  pending: string[];
  storageClass: string;
};

/** Volumes that are explained one by one. */
const MOST_RELATED = 10;

export const volumesTooFew: Rule = defineRule<'StatefulSet', Facts>({
  id: 'volumes-too-few',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#binding',
  *check(set, { unit }) {
    for (const supply of suppliesOf(set, unit)) {
      if (supply.pending.length === 0) continue;
      const { template, index, needed, bound, pending, storageClass, reasons } = supply;
      yield {
        at: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
        facts: {
          set: set.name,
          template,
          index,
          needed,
          bound,
          missing: needed - bound,
          pending: [...pending.slice(0, 3)],
          storageClass,
        },
        ...(bound > 0 ? { text: 'some' } : {}),
        related: reasons.slice(0, MOST_RELATED).map(relatedOf),
      };
    }
  },
  fixes: {
    'add-volumes': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ missing }) => missing <= 20,
      changes: ({ index }, set, { unit }) => {
        const supply = suppliesOf(set, unit).find((each) => each.index === index);
        return supply === undefined ? [] : supply.pending.map((claim) => addVolume(set, supply, claim));
      },
    },
  },
});

function relatedOf({ volume, takenBy, mismatch }: VolumeReason): RelatedPlace {
  const facts = { volume: volume.name };
  const at = (path: Path, text: string, more: PlainObject = {}): RelatedPlace => ({
    resource: volume,
    at: path,
    text,
    facts: { ...facts, ...more },
  });
  if (mismatch === undefined) return at(['metadata', 'name'], 'taken', { claim: takenBy ?? '' });
  switch (mismatch.reason) {
    case 'too-small':
      return at(['spec', 'capacity', 'storage'], 'too-small', {
        capacity: mismatch.capacity,
        request: mismatch.request,
      });
    case 'access-modes':
      return at(['spec', 'accessModes'], 'access-modes', {
        offered: [...mismatch.offered],
        requested: [...mismatch.requested],
      });
    case 'storage-class':
      return at(['spec', 'storageClassName'], 'storage-class', {
        offered: mismatch.offered,
        requested: mismatch.requested,
      });
    case 'volume-mode':
      return at(['spec', 'volumeMode'], 'volume-mode', { offered: mismatch.offered, requested: mismatch.requested });
    case 'taken':
    case 'released':
      return at(['spec', 'claimRef'], 'reserved', { claim: mismatch.claim });
    case 'selector':
      return at(['metadata', 'labels'], 'selector', { key: mismatch.requirement.key });
    default:
      return at(['metadata', 'name'], 'other');
  }
}

/** A volume like the first one of the unit, reserved for the claim, in a directory of its own. */
function addVolume(set: Resource<'StatefulSet'>, supply: TemplateSupply, claim: string): Change {
  const like = supply.reasons[0]?.volume;
  const spec = like?.object.spec;
  const directory = (path: string): string => `${path.slice(0, path.lastIndexOf('/'))}/${claim}`;
  const source: PlainObject = spec?.nfs?.path
    ? { nfs: { server: spec.nfs.server, path: directory(spec.nfs.path) } }
    : spec?.local?.path
      ? { local: { path: directory(spec.local.path) } }
      : { hostPath: { path: directory(spec?.hostPath?.path ?? '/srv/volumes') } };
  const affinity = like?.manifest.value['spec'];
  const nodeAffinity =
    spec?.local && typeof affinity === 'object' && affinity !== null && !Array.isArray(affinity)
      ? (affinity as PlainObject)['nodeAffinity']
      : undefined;
  const request = supply.claim.spec?.resources?.requests?.['storage'];
  return {
    do: 'add-object',
    near: like ?? set,
    in: 'same-file',
    object: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: claim },
      spec: {
        capacity: { storage: request ?? '1Gi' },
        accessModes: [...accessModesOf(supply.claim)],
        ...(supply.storageClass === '' ? {} : { storageClassName: supply.storageClass }),
        ...(supply.claim.spec?.volumeMode === 'Block' ? { volumeMode: 'Block' } : {}),
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { namespace: set.namespace, name: claim },
        ...source,
        ...(nodeAffinity === undefined ? {} : { nodeAffinity }),
      },
    },
  };
}
