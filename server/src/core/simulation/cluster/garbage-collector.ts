// What goes with what: dependents of deleted owners and the three cascades. Claims in use are kept elsewhere.
// Rules: `pkg/controller/garbagecollector`.

import type { Pod } from '../statefulset/pod-state.ts';
import type { Cause, Change, Cluster, Controller, DerivedSlot } from './cluster.ts';
import { keyOf, keyOfObject, type SimulatedKind, type Stored } from './objects.ts';

export const GARBAGE_COLLECTOR = 'garbage-collector';
export type Cascade = 'background' | 'foreground' | 'orphan';

const FOREGROUND = 'foregroundDeletion';
const REVISION_DELAY = 1000;
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
}

const OWNERSHIP: DerivedSlot<Ownership> = {
  make(cluster) {
    const ownership: Ownership = { byOwner: new Map() };
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
      const item = `set ${keyOf(before.metadata.namespace, name)}`;
      // The controller makes a deleted revision again while Pods of the set still end: that must not go on at one moment.
      if (kind === 'ControllerRevision') cluster.enqueueAfter(REVISION_DELAY, GARBAGE_COLLECTOR, item);
      else cluster.enqueue(GARBAGE_COLLECTOR, item);
    }
  }
}

function note(ownership: Ownership, kind: DependentKind, before: Stored | undefined, after: Stored | undefined): void {
  const isSame = before && after && before.metadata.ownerReferences === after.metadata.ownerReferences;
  if (isSame) return;
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

function reconcile(cluster: Cluster, item: string): void {
  const [what, key = ''] = item.split(' ');
  if (what === 'owner') collect(cluster, key);
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
    (kind === 'PersistentVolumeClaim' && (object.metadata.finalizers ?? []).length > 0) ||
    (kind === 'Pod' && (object as Pod).spec?.nodeName !== undefined);
  if (isFinishedByOthers) cluster.markDeleting(kind, object, cause);
  else cluster.remove(kind, keyOfObject(object), cause);
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
