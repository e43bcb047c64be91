// Claims against declared volumes, and what becomes of the data, read from the simulated cluster.

import type { ClusterState } from '../../server/src/core/simulation/cluster/cluster.ts';
import type { Stored } from '../../server/src/core/simulation/cluster/objects.ts';
import { parseQuantity, wholeUnits } from '../../server/src/core/simulation/storage/size.ts';
import { PROVISIONED_BY } from '../../server/src/core/simulation/storage/storage-objects.ts';
import { mismatchesOf } from '../../server/src/core/simulation/storage/volume-mismatch.ts';
import type { PodPicture, StorageFate, StoragePicture } from './picture.ts';
import { fateTexts, mismatchText } from './texts/en.ts';

type Claim = Stored<'PersistentVolumeClaim'>;
type Volume = Stored<'PersistentVolume'>;

interface Subject {
  readonly set: Stored<'StatefulSet'> | undefined;
  readonly namespace: string;
  readonly pods: readonly PodPicture[];
}

/** Cells are made for this many claims and volumes at most: the table shows no more. */
const MOST_CLAIMS = 60;
const MOST_VOLUMES = 40;

export function storagePicture(state: ClusterState, { set, namespace, pods }: Subject): StoragePicture {
  const claims = pods.flatMap((pod) =>
    pod.claims.flatMap((claim) => state.get('PersistentVolumeClaim', namespace, claim.name) ?? []),
  );
  const all = [...state.list('PersistentVolume')];
  const declared = all.filter((volume) => !isProvisioned(volume));
  return {
    claims: claims.map((claim) => claim.metadata.name),
    volumes: declared.map((volume) => volume.metadata.name),
    cells: claims
      .slice(0, MOST_CLAIMS)
      .map((claim) => declared.slice(0, MOST_VOLUMES).map((volume) => cellOf(claim, volume))),
    requested: sumOf(claims),
    provisioned: all.filter(isProvisioned).map((volume) => volume.metadata.name),
    fates: claims.slice(0, MOST_CLAIMS).map((claim) => fateOf(state, set, claim)),
  };
}

function isProvisioned(volume: Volume): boolean {
  return volume.metadata.annotations?.[PROVISIONED_BY] !== undefined;
}

function cellOf(claim: Claim, volume: Volume): StoragePicture['cells'][number][number] {
  if (claim.spec?.volumeName === volume.metadata.name && claim.status?.phase === 'Bound')
    return { fit: 'binds', reasons: [] };
  const reasons = mismatchesOf(claim, volume, { comparesAttributesClass: true }).map(mismatchText);
  return { fit: reasons.length === 0 ? 'fits' : 'unfit', reasons };
}

function sumOf(claims: readonly Claim[]): string {
  let sum = 0n;
  for (const claim of claims) {
    const request = parseQuantity(String(claim.spec?.resources?.requests?.['storage'] ?? '0'));
    if (request !== undefined) sum += wholeUnits(request);
  }
  return formatBytes(sum);
}

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Bytes in the largest binary unit that leaves a whole part, with at most one decimal: `1.5Ti`. */
function formatBytes(bytes: bigint): string {
  let unit = 0;
  let tenths = bytes * 10n;
  while (tenths >= 10_240n && unit < UNITS.length - 1) {
    tenths /= 1024n;
    unit += 1;
  }
  const fraction = tenths % 10n;
  return `${tenths / 10n}${fraction === 0n ? '' : `.${fraction}`}${UNITS[unit] ?? ''}`;
}

/** What the retention policy and the reclaim policy together do to a claim and to what is stored under it. */
function fateOf(state: ClusterState, set: Stored<'StatefulSet'> | undefined, claim: Claim): StorageFate {
  const policy = set?.spec?.persistentVolumeClaimRetentionPolicy;
  const volume = claim.spec?.volumeName ? state.get('PersistentVolume', '', claim.spec.volumeName) : undefined;
  const reclaimPolicy = volume?.spec?.persistentVolumeReclaimPolicy ?? '';
  const deletesOnScaleIn = policy?.whenScaled === 'Delete';
  const deletesOnDeletion = policy?.whenDeleted === 'Delete';
  return {
    claim: claim.metadata.name,
    onScaleIn: fateTexts(deletesOnScaleIn, reclaimPolicy),
    onDeletion: fateTexts(deletesOnDeletion, reclaimPolicy),
    losesData: (deletesOnScaleIn || deletesOnDeletion) && reclaimPolicy !== 'Retain',
  };
}
