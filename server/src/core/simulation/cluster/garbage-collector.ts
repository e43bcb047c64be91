// What goes with what: dependents of deleted owners, the three cascades, and claims that are kept while a Pod uses them.
// Rules: `pkg/controller/garbagecollector`, `pkg/controller/volume/pvcprotection`.

import { claimNamesOf, hasEnded, type Pod } from '../statefulset/pod-state.ts';
import type { Cause, Change, Cluster, ClusterState, Controller, DerivedSlot } from './cluster.ts';
import { keyOf, keyOfObject, type SimulatedKind, type Stored } from './objects.ts';

export const GARBAGE_COLLECTOR = 'garbage-collector';
export type Cascade = 'background' | 'foreground' | 'orphan';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
const KINDS = ['Pod', 'PersistentVolumeClaim', 'ControllerRevision'] as const;
type DependentKind = (typeof KINDS)[number];

interface Dependent {
  readonly kind: DependentKind;
  readonly key: string;
}

interface Ownership {
  /** Dependents by the UID of each of their owners; the inner key is `kind key`. */
  readonly byOwner: Map<string, Map<string, Dependent>>;
  /** Keys of the Pods that use a claim, by the claim's key. */
  readonly usersOfClaim: Map<string, Set<string>>;
}

const OWNERSHIP: DerivedSlot<Ownership> = {
  make(cluster) {
    const ownership: Ownership = { byOwner: new Map(), usersOfClaim: new Map() };
    for (const kind of KINDS) for (const object of cluster.list(kind)) note(ownership, kind, undefined, object);
    return ownership;
  },
};

export const garbageCollector: Controller = { name: GARBAGE_COLLECTOR, observe, reconcile };

/** Deletes a StatefulSet as `kubectl delete --cascade=…` does. */
export function deleteSet(cluster: Cluster, set: Stored<'StatefulSet'>, cascade: Cascade, cause: Cause): void {
  if (cascade === 'background') {
    cluster.remove('StatefulSet', keyOfObject(set), cause);
    return;
  }
  const finalizers = [...(set.metadata.finalizers ?? []), cascade === 'foreground' ? FOREGROUND : ORPHAN];
  cluster.markDeleting('StatefulSet', { ...set, metadata: { ...set.metadata, finalizers } }, cause);
}

/** Whether a Pod that has not ended refers to the claim. */
export function isClaimUsed(cluster: Cluster, claimKey: string): boolean {
  return (cluster.derived(OWNERSHIP).usersOfClaim.get(claimKey)?.size ?? 0) > 0;
}

/** The keys of all claims that Pods refer to, for a state that keeps no such list. */
export function usedClaims(state: ClusterState): ReadonlySet<string> {
  const used = new Set<string>();
  for (const pod of state.list('Pod')) for (const key of claimKeysOf(pod)) used.add(key);
  return used;
}

function claimKeysOf(pod: Pod): readonly string[] {
  return hasEnded(pod) ? [] : claimNamesOf(pod).map((name) => keyOf(pod.metadata.namespace, name));
}

function isDependentKind(kind: SimulatedKind): kind is DependentKind {
  return kind === 'Pod' || kind === 'PersistentVolumeClaim' || kind === 'ControllerRevision';
}

function observe(cluster: Cluster, change: Change): void {
  const { kind, key, before, after } = change;
  const ownership = cluster.derived(OWNERSHIP);
  if (isDependentKind(kind)) note(ownership, kind, before, after);
  if (kind === 'StatefulSet' && after?.metadata.deletionTimestamp !== undefined) {
    cluster.enqueue(GARBAGE_COLLECTOR, `set ${key}`);
  }
  if (before && !after) {
    if (ownership.byOwner.has(before.metadata.uid)) cluster.enqueue(GARBAGE_COLLECTOR, `owner ${before.metadata.uid}`);
    for (const { uid, kind: ownerKind, name } of before.metadata.ownerReferences ?? []) {
      if (ownerKind !== 'StatefulSet' || !ownership.byOwner.has(uid)) continue;
      cluster.enqueue(GARBAGE_COLLECTOR, `set ${keyOf(before.metadata.namespace, name)}`);
    }
  }
  if (kind === 'PersistentVolumeClaim' && after?.metadata.deletionTimestamp !== undefined) {
    cluster.enqueue(GARBAGE_COLLECTOR, `claim ${key}`);
  }
  if (kind === 'Pod' && before) {
    for (const claimKey of claimKeysOf(before as Pod)) cluster.enqueue(GARBAGE_COLLECTOR, `claim ${claimKey}`);
  }
}

function note(ownership: Ownership, kind: DependentKind, before: Stored | undefined, after: Stored | undefined): void {
  const isSame = before && after && before.metadata.ownerReferences === after.metadata.ownerReferences;
  if (!isSame) {
    const id = (object: Stored): string => `${kind} ${keyOfObject(object)}`;
    for (const { uid } of before?.metadata.ownerReferences ?? []) {
      if (before) ownership.byOwner.get(uid)?.delete(id(before));
    }
    for (const { uid } of after?.metadata.ownerReferences ?? []) {
      const dependents = ownership.byOwner.get(uid) ?? new Map<string, Dependent>();
      if (after) dependents.set(id(after), { kind, key: keyOfObject(after) });
      ownership.byOwner.set(uid, dependents);
    }
  }
  if (kind !== 'Pod') return;
  // `kind` says what the objects are.
  const [podBefore, podAfter] = [before as Pod | undefined, after as Pod | undefined];
  if (podBefore && podAfter && podBefore.spec === podAfter.spec && hasEnded(podBefore) === hasEnded(podAfter)) return;
  if (podBefore) {
    for (const key of claimKeysOf(podBefore)) ownership.usersOfClaim.get(key)?.delete(keyOfObject(podBefore));
  }
  if (!podAfter) return;
  for (const key of claimKeysOf(podAfter)) {
    const users = ownership.usersOfClaim.get(key) ?? new Set();
    users.add(keyOfObject(podAfter));
    ownership.usersOfClaim.set(key, users);
  }
}

function reconcile(cluster: Cluster, item: string): void {
  const [what, key = ''] = item.split(' ');
  if (what === 'owner') collect(cluster, key);
  else if (what === 'claim') finishClaim(cluster, key);
  else if (what === 'set') cascadeFrom(cluster, key);
}

/** The owner with this UID is gone: whoever has no other owner left goes too. */
function collect(cluster: Cluster, uid: string): void {
  const dependents = cluster.derived(OWNERSHIP).byOwner.get(uid);
  for (const dependent of [...(dependents?.values() ?? [])]) {
    const object = cluster.getByKey(dependent.kind, dependent.key);
    if (!object) continue;
    const owners = object.metadata.ownerReferences ?? [];
    const living = owners.filter((owner) => owner.uid !== uid && isLiving(cluster, object.metadata.namespace, owner));
    if (living.length > 0) removeOwner(cluster, dependent.kind, object, uid, 'owner-gone');
    else remove(cluster, dependent.kind, object, 'collect');
  }
  if (dependents?.size === 0) cluster.derived(OWNERSHIP).byOwner.delete(uid);
}

function cascadeFrom(cluster: Cluster, key: string): void {
  const set = cluster.getByKey('StatefulSet', key);
  if (set?.metadata.deletionTimestamp === undefined) return;
  const { uid, finalizers = [] } = set.metadata;
  const dependents = [...(cluster.derived(OWNERSHIP).byOwner.get(uid)?.values() ?? [])];
  const isOrphaning = finalizers.includes(ORPHAN);
  for (const { kind, key: dependentKey } of dependents) {
    const object = cluster.getByKey(kind, dependentKey);
    if (!object) continue;
    if (isOrphaning) removeOwner(cluster, kind, object, uid, 'orphan');
    else if (object.metadata.deletionTimestamp === undefined) remove(cluster, kind, object, 'collect-foreground');
  }
  const isEmpty = (cluster.derived(OWNERSHIP).byOwner.get(uid)?.size ?? 0) === 0;
  if (isEmpty && cluster.getByKey('StatefulSet', key))
    cluster.remove('StatefulSet', key, causeOf('set-gone', set.metadata.name));
}

function remove(cluster: Cluster, kind: DependentKind, object: Stored<DependentKind>, sentence: string): void {
  const cause = causeOf(sentence, object.metadata.name);
  const isFinishedByOthers =
    kind === 'PersistentVolumeClaim' || (kind === 'Pod' && (object as Pod).spec?.nodeName !== undefined);
  if (isFinishedByOthers) cluster.markDeleting(kind, object, cause);
  else cluster.remove(kind, keyOfObject(object), cause);
}

/** A claim that is being deleted goes when no Pod uses it any more. */
function finishClaim(cluster: Cluster, key: string): void {
  const claim = cluster.getByKey('PersistentVolumeClaim', key);
  if (claim?.metadata.deletionTimestamp === undefined || isClaimUsed(cluster, key)) return;
  cluster.remove('PersistentVolumeClaim', key, causeOf('claim-unused', claim.metadata.name));
}

function removeOwner(
  cluster: Cluster,
  kind: DependentKind,
  object: Stored<DependentKind>,
  uid: string,
  sentence: string,
): void {
  const left = (object.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid);
  const { ownerReferences: _, ...metadata } = object.metadata;
  const changed = { ...object, metadata: { ...metadata, ...(left.length > 0 ? { ownerReferences: left } : {}) } };
  cluster.update(kind, changed, causeOf(sentence, object.metadata.name));
}

function isLiving(
  cluster: Cluster,
  namespace: string,
  owner: { readonly kind: string; readonly name: string; readonly uid: string },
): boolean {
  if (owner.kind !== 'Pod' && owner.kind !== 'StatefulSet') return true;
  return cluster.get(owner.kind, namespace, owner.name)?.metadata.uid === owner.uid;
}

function causeOf(sentence: string, name: string): Cause {
  return { by: GARBAGE_COLLECTOR, sentence, facts: { name } };
}
