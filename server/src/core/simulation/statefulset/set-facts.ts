// What the controller knows of one set without walking through its Pods: kept up to date with every write.

import type { Cluster, DerivedSlot } from '../cluster/cluster.ts';
import { controllerOf, keyOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { type Attention, createAttention } from './attention.ts';
import {
  isPodReady,
  isRunningAndReady,
  isTerminating,
  ordinalOf,
  type Pod,
  readySince,
  revisionOf,
} from './pod-state.ts';

export interface SetFacts {
  /** The Pods that the set owns. */
  readonly podsByOrdinal: Map<number, Pod>;
  /** Ordinals of Pods outside of the range. */
  readonly condemned: Set<number>;
  /** The same, lowest first, with some that are gone already; `undefined` when it has to be made anew. */
  condemnedInOrder: number[] | undefined;
  /** Ordinals that have been outside of the range since the spec changed. */
  readonly knownCondemned: Set<number>;
  /** Ordinals outside of the range whose claims have to be looked at. */
  readonly unchecked: Set<number>;
  /** Ordinals to create, repair or wait for. */
  readonly attention: Attention;
  /** Ordinals, counted down from the end of the range, that the roll-out has to look at. */
  readonly rollout: Attention;
  /** Pods that are not ready, or terminating. */
  readonly broken: Set<number>;
  /** Pods that are ready, perhaps for less than `minReadySeconds`: when they become available. */
  readonly becomingAvailable: Map<number, BecomingAvailable>;
  /** How many Pods carry a revision and are not terminating. */
  readonly countByRevision: Map<string, number>;
  ready: number;
  /** The set for which `attention`, `rollout` and `condemned` were made; another spec makes them anew. */
  specOf: Stored<'StatefulSet'>['spec'] | undefined;
  updateRevision: string;
  failures: number;
  /** While the set is deleted in the foreground. */
  hasMadeRevisionAgain: boolean;
  /** More replicas are wanted than are simulated. */
  isLimited: boolean;
  retryAt: number;
}

/** How many Pods of one set are simulated at most; further replicas are wanted, but never made. */
export const MOST_PODS_OF_SET = 2_000;

export interface BecomingAvailable {
  readonly time: number;
  readonly isScheduled: boolean;
}

export interface Facts {
  readonly bySet: Map<string, SetFacts>;
  /** Pods without a controller, by namespace: candidates for adoption. */
  readonly orphans: Map<string, Set<string>>;
}

export const FACTS: DerivedSlot<Facts> = {
  make(cluster) {
    const facts: Facts = { bySet: new Map(), orphans: new Map() };
    for (const pod of cluster.list('Pod')) notePod(facts, undefined, pod);
    return facts;
  },
};

export function factsOf(cluster: Cluster, setKey: string): SetFacts {
  return ensure(cluster.derived(FACTS), setKey);
}

/** The key of the set that a Pod belongs to by its controller reference. */
export function setKeyOf(pod: Pod): string | undefined {
  const owner = controllerOf(pod);
  return owner?.kind === 'StatefulSet' ? keyOf(pod.metadata.namespace, owner.name) : undefined;
}

/** Takes over a write to a Pod. */
export function notePod(facts: Facts, before: Pod | undefined, after: Pod | undefined): void {
  noteOrphan(facts, before, after);
  const [keyBefore, keyAfter] = [before && setKeyOf(before), after && setKeyOf(after)];
  if (before && keyBefore !== undefined) {
    const set = facts.bySet.get(keyBefore);
    if (set) drop(set, keyBefore, before);
  }
  if (after && keyAfter !== undefined) add(ensure(facts, keyAfter), keyAfter, after);
}

function noteOrphan(facts: Facts, before: Pod | undefined, after: Pod | undefined): void {
  const pod = after ?? before;
  if (!pod) return;
  const { namespace } = pod.metadata;
  if (after && !controllerOf(after)) {
    const names = facts.orphans.get(namespace) ?? new Set();
    names.add(keyOfObject(after));
    facts.orphans.set(namespace, names);
  } else facts.orphans.get(namespace)?.delete(keyOfObject(pod));
}

function ensure(facts: Facts, setKey: string): SetFacts {
  let set = facts.bySet.get(setKey);
  if (!set) {
    set = {
      podsByOrdinal: new Map(),
      condemned: new Set(),
      condemnedInOrder: undefined,
      unchecked: new Set(),
      knownCondemned: new Set(),
      broken: new Set(),
      attention: createAttention(),
      rollout: createAttention(),
      becomingAvailable: new Map(),
      countByRevision: new Map(),
      ready: 0,
      specOf: undefined,
      updateRevision: '',
      failures: 0,
      isLimited: false,
      hasMadeRevisionAgain: false,
      retryAt: 0,
    };
    facts.bySet.set(setKey, set);
  }
  return set;
}

/** With `minReadySeconds` a ready Pod is not yet an available one. */
export function noteReady(set: SetFacts, ordinal: number, pod: Pod): void {
  const minReadySeconds = set.specOf?.minReadySeconds ?? 0;
  if (minReadySeconds === 0) return;
  set.becomingAvailable.set(ordinal, { time: readySince(pod) + minReadySeconds * 1000 + 1, isScheduled: false });
}

function nameIn(setKey: string): string {
  return setKey.slice(setKey.indexOf('/') + 1);
}

function drop(set: SetFacts, setKey: string, pod: Pod): void {
  const ordinal = ordinalOf(pod.metadata.name, nameIn(setKey));
  if (set.podsByOrdinal.get(ordinal)?.metadata.uid === pod.metadata.uid) set.podsByOrdinal.delete(ordinal);
  set.condemned.delete(ordinal);
  set.becomingAvailable.delete(ordinal);
  set.broken.delete(ordinal);
  if (isRunningAndReady(pod)) set.ready -= 1;
  if (!isTerminating(pod)) count(set, revisionOf(pod), -1);
  touch(set, ordinal);
}

function add(set: SetFacts, setKey: string, pod: Pod): void {
  const ordinal = ordinalOf(pod.metadata.name, nameIn(setKey));
  if (ordinal < 0) return;
  set.podsByOrdinal.set(ordinal, pod);
  const { start, end } = rangeOf(set);
  if (ordinal < start || ordinal > end) {
    set.condemned.add(ordinal);
    const highest = set.condemnedInOrder?.at(-1);
    // A Pod that only changed stands in the list; a new one above its end does not.
    if (highest === undefined || ordinal > highest || !set.knownCondemned.has(ordinal))
      set.condemnedInOrder = undefined;
    set.knownCondemned.add(ordinal);
  }
  if (isRunningAndReady(pod)) set.ready += 1;
  if (isTerminating(pod) || !isPodReady(pod)) set.broken.add(ordinal);
  else noteReady(set, ordinal, pod);
  if (!isTerminating(pod)) count(set, revisionOf(pod), 1);
  touch(set, ordinal);
}

export function rangeOf(set: SetFacts): { readonly start: number; readonly end: number } {
  const start = set.specOf?.ordinals?.start ?? 0;
  return { start, end: start + (set.specOf?.replicas ?? 1) - 1 };
}

/** The highest ordinal outside of the range. */
export function highestCondemned(set: SetFacts): number | undefined {
  set.condemnedInOrder ??= [...set.condemned].sort((a, b) => a - b);
  for (;;) {
    const last = set.condemnedInOrder.at(-1);
    if (last === undefined || set.condemned.has(last)) return last;
    set.condemnedInOrder.pop();
  }
}

export function touch(set: SetFacts, ordinal: number): void {
  set.attention.touch(ordinal);
  if (set.condemned.has(ordinal)) set.unchecked.add(ordinal);
  set.rollout.touch(rangeOf(set).end - ordinal);
}

function count(set: SetFacts, revision: string, by: number): void {
  const total = (set.countByRevision.get(revision) ?? 0) + by;
  if (total > 0) set.countByRevision.set(revision, total);
  else set.countByRevision.delete(revision);
}
