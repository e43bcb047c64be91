// Which owners the claims of a Pod must have, by the retention policy of its set.
// Rules: `stateful_set_utils.go`, `isClaimOwnerUpToDate`, `updateClaimOwnerRefForSetAndPod` (1.31 and later).

import type { OwnerReference, Stored } from '../cluster/objects.ts';
import { isInRange, ownerReferenceTo, type StatefulSet } from './new-objects.ts';
import { ordinalOf } from './pod-state.ts';

type Claim = Stored<'PersistentVolumeClaim'>;

/**
 * The owners that a claim should have instead of its present ones; `undefined` where nothing has to change.
 */
export function wantedOwners(
  claim: Claim,
  set: StatefulSet,
  pod: { readonly metadata: { readonly name: string; readonly uid: string } },
): readonly OwnerReference[] | undefined {
  const references = claim.metadata.ownerReferences ?? [];
  if (hasStaleOwner(claim, 'StatefulSet', set) || hasStaleOwner(claim, 'Pod', pod)) return undefined;
  const others = references.filter(({ uid }) => uid !== set.metadata.uid && uid !== pod.metadata.uid);
  const ours = references.filter(({ uid }) => uid === set.metadata.uid || uid === pod.metadata.uid);
  if (others.some((reference) => reference.controller)) return ours.length > 0 ? others : undefined;
  const owner = wantedOwner(set, pod);
  const isUpToDate =
    ours.length === (owner ? 1 : 0) &&
    ours.every((reference) => reference.uid === owner?.uid && reference.controller === true);
  return isUpToDate ? undefined : owner ? [...others, owner] : others;
}

/** Whether the claim still belongs to an earlier Pod of this name, so that it is about to go. */
export function hasStalePodOwner(claim: Claim, podName: string): boolean {
  return (claim.metadata.ownerReferences ?? []).some(({ kind, name }) => kind === 'Pod' && name === podName);
}

export function deletesWhenScaled(set: StatefulSet): boolean {
  return set.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete';
}

function wantedOwner(
  set: StatefulSet,
  pod: { readonly metadata: { readonly name: string; readonly uid: string } },
): OwnerReference | undefined {
  const { whenScaled = 'Retain', whenDeleted = 'Retain' } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenScaled === 'Delete' && !isInRange(set, ordinalOf(pod.metadata.name, set.metadata.name))) {
    return ownerReferenceTo('v1', 'Pod', pod);
  }
  return whenDeleted === 'Delete' ? ownerReferenceTo('apps/v1', 'StatefulSet', set) : undefined;
}

function hasStaleOwner(
  claim: Claim,
  kind: string,
  owner: { readonly metadata: { readonly name: string; readonly uid: string } },
): boolean {
  return (claim.metadata.ownerReferences ?? []).some(
    (reference) =>
      reference.kind === kind && reference.name === owner.metadata.name && reference.uid !== owner.metadata.uid,
  );
}
