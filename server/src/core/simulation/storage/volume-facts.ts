// What the volume controllers derive from the store and keep up to date with every write.

import type { Change, Cluster, DerivedSlot } from '../cluster/cluster.ts';
import { keyOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { createVolumeIndex, type VolumeIndex } from './volume-index.ts';

export type StoredPod = Stored<'Pod'>;

const ATTRIBUTES_CLASS_SINCE = 34;
const UNUSED_CONDITION_SINCE = 37;

/** Feature VolumeAttributesClass: on by default since 1.34. */
export function comparesAttributesClass(cluster: Cluster): boolean {
  const { minor, featureGates } = cluster.profile;
  return featureGates['VolumeAttributesClass'] ?? minor >= ATTRIBUTES_CLASS_SINCE;
}

/** Feature PersistentVolumeClaimUnusedSinceTime: on by default since 1.37. */
export function tellsUnusedClaims(cluster: Cluster): boolean {
  const { minor, featureGates } = cluster.profile;
  return featureGates['PersistentVolumeClaimUnusedSinceTime'] ?? minor >= UNUSED_CONDITION_SINCE;
}

export const VOLUME_INDEX: DerivedSlot<VolumeIndex> = {
  make(cluster) {
    const index = createVolumeIndex({ comparesAttributesClass: comparesAttributesClass(cluster) });
    for (const volume of cluster.list('PersistentVolume')) index.set(volume);
    return index;
  },
};

/** Keys of claims that are not bound, in order of creation; `waitsFor` are their own keys and nothing else. */
export const PENDING_CLAIMS: DerivedSlot<Set<string>> = {
  make(cluster) {
    const pending = new Set<string>();
    for (const claim of cluster.list('PersistentVolumeClaim')) if (isPending(claim)) pending.add(keyOfObject(claim));
    return pending;
  },
};

/** Volumes whose claim is gone and that are not done with: they are tried again at every resync. */
export const RELEASED_VOLUMES: DerivedSlot<Set<string>> = {
  make(cluster) {
    const released = new Set<string>();
    for (const volume of cluster.list('PersistentVolume')) if (isReleased(volume)) released.add(keyOfObject(volume));
    return released;
  },
};

/** Keys of the Pods that name a claim, by the key of the claim; the claim itself need not exist. */
const PODS_BY_CLAIM: DerivedSlot<Map<string, Set<string>>> = {
  make(cluster) {
    const pods = new Map<string, Set<string>>();
    for (const pod of cluster.list('Pod')) notePod(pods, undefined, pod);
    return pods;
  },
};

export function noteChange(cluster: Cluster, change: Change): void {
  const { kind, key, before, after } = change;
  if (kind === 'PersistentVolume') {
    const index = cluster.peekDerived(VOLUME_INDEX);
    // A change of a kind holds objects of that kind.
    if (after) index?.set(after as Stored<'PersistentVolume'>);
    else index?.delete((before as Stored<'PersistentVolume'>).metadata.name);
    const released = cluster.peekDerived(RELEASED_VOLUMES);
    if (after && isReleased(after as Stored<'PersistentVolume'>)) released?.add(key);
    else released?.delete(key);
  } else if (kind === 'PersistentVolumeClaim') {
    const pending = cluster.peekDerived(PENDING_CLAIMS);
    // As above.
    if (after && isPending(after as Stored<'PersistentVolumeClaim'>)) pending?.add(key);
    else pending?.delete(key);
  } else if (kind === 'Pod') {
    const pods = cluster.peekDerived(PODS_BY_CLAIM);
    // As above.
    if (pods) notePod(pods, before as StoredPod | undefined, after as StoredPod | undefined);
  }
}

export function claimKeysOf(pod: StoredPod): readonly string[] {
  const { namespace } = pod.metadata;
  return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
    persistentVolumeClaim ? keyOf(namespace, persistentVolumeClaim.claimName) : [],
  );
}

export function* podsUsing(cluster: Cluster, claimKey: string): Iterable<StoredPod> {
  for (const key of cluster.derived(PODS_BY_CLAIM).get(claimKey) ?? []) {
    const pod = cluster.getByKey('Pod', key);
    if (pod) yield pod;
  }
}

export function hasPodEnded(pod: StoredPod): boolean {
  return pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
}

function notePod(pods: Map<string, Set<string>>, before: StoredPod | undefined, after: StoredPod | undefined): void {
  if (before && after && before.spec?.volumes === after.spec?.volumes) return;
  if (before) for (const key of claimKeysOf(before)) pods.get(key)?.delete(keyOfObject(before));
  if (!after) return;
  for (const key of claimKeysOf(after)) {
    const users = pods.get(key);
    if (users) users.add(keyOfObject(after));
    else pods.set(key, new Set([keyOfObject(after)]));
  }
}

function isReleased(volume: Stored<'PersistentVolume'>): boolean {
  return volume.status?.phase === 'Released' || volume.status?.phase === 'Failed';
}

function isPending(claim: Stored<'PersistentVolumeClaim'>): boolean {
  return (claim.status?.phase ?? 'Pending') === 'Pending' && claim.metadata.deletionTimestamp === undefined;
}
