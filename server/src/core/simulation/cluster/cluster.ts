// The store of a simulated cluster and the loop that lets controllers act on it until nothing changes.
// It knows no rule of any controller, has no clock and no randomness. Start at `createCluster` and `settle`.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { PlainValue } from '../../kubernetes/plain-value.ts';
import type { SimulatedKind, Stored, StoredMetadata } from './objects.ts';
import { isNamespaced, keyOf, keyOfObject } from './objects.ts';
import { createTimers, type Timers } from './timers.ts';

/** Why something happened: the acting part, the id of a sentence in the catalogue of texts, and what to fill in. */
export interface Cause {
  readonly by: string;
  readonly sentence: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** One write: of a new object (`before` absent), of a changed one, or the end of one (`after` absent). */
export interface Change<K extends SimulatedKind = SimulatedKind> {
  readonly kind: K;
  readonly key: string;
  readonly before?: Stored<K>;
  readonly after?: Stored<K>;
}

/** An Event object of the API. */
export interface EventRecord {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly kind: SimulatedKind;
  readonly namespace: string;
  readonly name: string;
  readonly message: string;
}

export type LogEntry =
  | { readonly type: 'write'; readonly time: number; readonly change: Change; readonly cause: Cause }
  | { readonly type: 'event'; readonly time: number; readonly event: EventRecord };

/** A choice that a real cluster makes at random or by a race; what was chosen and what else is possible. */
export interface ArbitraryChoice {
  /** Such as `volume-tie`; an id in the catalogue of texts. */
  readonly choice: string;
  readonly kind: SimulatedKind;
  readonly key: string;
  /** The field that could be otherwise, as the settled state names it: `volume`, `node`. */
  readonly field: string;
  readonly chosen: PlainValue;
  readonly alternatives: readonly PlainValue[];
  /** Position in the log at which the choice was made. */
  readonly at: number;
}

/** What can be asked of a cluster, and of the state of one at an earlier moment. */
export interface ClusterState {
  readonly profile: ClusterProfile;
  get<K extends SimulatedKind>(kind: K, namespace: string, name: string): Stored<K> | undefined;
  getByKey<K extends SimulatedKind>(kind: K, key: string): Stored<K> | undefined;
  /** All objects of a kind, in order of their creation. */
  list<K extends SimulatedKind>(kind: K): Iterable<Stored<K>>;
  count(kind: SimulatedKind): number;
}

/**
 * A part of the control plane. It keeps nothing between calls: what it derives lives in `cluster.derived`.
 */
export interface Controller {
  readonly name: string;
  /** Called for every write, in order: keeps derived facts up to date and says by `enqueue` what must be looked at. */
  observe(cluster: Cluster, change: Change): void;
  /** Looks at one key and writes what has to change. Called until nobody enqueues anything more. */
  reconcile(cluster: Cluster, key: string): void;
}

/** What a controller creates: metadata without what the API server fills in. */
export type NewObject<K extends SimulatedKind> = Omit<Stored<K>, 'metadata'> & {
  readonly metadata: Omit<StoredMetadata, 'uid' | 'generation' | 'creationTimestamp' | 'deletionTimestamp'>;
};

export interface Cluster extends ClusterState {
  /** Logical milliseconds since the cluster was made. */
  readonly now: number;
  readonly log: readonly LogEntry[];
  readonly arbitrary: readonly ArbitraryChoice[];
  /** Stores a new object; the caller has made sure that there is none of this name. */
  create<K extends SimulatedKind>(kind: K, object: NewObject<K>, cause: Cause): Stored<K>;
  /** Stores another state of an object. Without effect where it is the same object. */
  update<K extends SimulatedKind>(kind: K, object: Stored<K>, cause: Cause): void;
  /** Ends an object at once, whatever finalizers it has. */
  remove(kind: SimulatedKind, key: string, cause: Cause): void;
  /** Marks an object as being deleted (`deletionTimestamp`); whoever has to finish the deletion sees the change. */
  markDeleting<K extends SimulatedKind>(kind: K, object: Stored<K>, cause: Cause): void;
  recordEvent(event: EventRecord): void;
  markArbitrary(choice: Omit<ArbitraryChoice, 'at'>): void;
  /** Lets a controller look at a key, once, after everything that already waits. */
  enqueue(controller: string, key: string): void;
  /** The same, after a delay in logical milliseconds. */
  enqueueAfter(delay: number, controller: string, key: string): void;
  /**
   * Facts that a controller derives from the store; made on first use. A controller that keeps them up to date in
   * `observe` must do so only if they exist already (`peekDerived`), since making them reads the present state.
   */
  derived<T>(slot: DerivedSlot<T>): T;
  peekDerived<T>(slot: DerivedSlot<T>): T | undefined;
}

/** Names a kind of derived facts and makes them from the present state; one object per kind, at module level. */
export interface DerivedSlot<T> {
  readonly make: (cluster: Cluster) => T;
}

export interface ClusterOptions {
  readonly profile: ClusterProfile;
  readonly controllers: readonly Controller[];
}

/** Why `settle` ended: nothing more to do, or too much to do. */
export type Settled = 'quiet' | 'too-long';

interface MutableCluster extends Cluster {
  now: number;
  readonly log: LogEntry[];
  readonly queue: Queue;
  readonly timers: Timers<QueueItem>;
  readonly controllersByName: ReadonlyMap<string, Controller>;
  readonly tables: Map<SimulatedKind, Map<string, Stored>>;
}

interface QueueItem {
  readonly controller: string;
  readonly key: string;
}

interface Queue {
  push(item: QueueItem): void;
  shift(): QueueItem | undefined;
}

export function createCluster(options: ClusterOptions): Cluster {
  return newCluster(options);
}

function newCluster({ profile, controllers }: ClusterOptions): MutableCluster {
  const tables = new Map<SimulatedKind, Map<string, Stored>>();
  const log: LogEntry[] = [];
  const arbitrary: ArbitraryChoice[] = [];
  const queue = createQueue();
  const timers = createTimers<QueueItem>();
  const derivedFacts = new Map<DerivedSlot<unknown>, unknown>();
  let uids = 0;
  let lastTime = -1;
  let lastTimestamp = '';

  const table = <K extends SimulatedKind>(kind: K): Map<string, Stored<K>> => {
    let found = tables.get(kind);
    if (!found) {
      found = new Map();
      tables.set(kind, found);
    }
    // Only `write` puts objects into a table, always into that of their own kind.
    return found as unknown as Map<string, Stored<K>>;
  };

  const write = <K extends SimulatedKind>(change: Change<K>, cause: Cause): void => {
    const objects = table(change.kind);
    if (change.after) objects.set(change.key, change.after);
    else objects.delete(change.key);
    // A change of one kind is a change: `K` is one of the kinds.
    const written = change as unknown as Change;
    log.push({ type: 'write', time: cluster.now, change: written, cause });
    for (const controller of controllers) controller.observe(cluster, written);
  };

  const timestamp = (): string => {
    if (lastTime !== cluster.now) {
      lastTime = cluster.now;
      lastTimestamp = new Date(cluster.now).toISOString();
    }
    return lastTimestamp;
  };

  const cluster: MutableCluster = {
    profile,
    now: 0,
    log,
    arbitrary,
    queue,
    timers,
    tables,
    controllersByName: new Map(controllers.map((controller) => [controller.name, controller])),
    get: (kind, namespace, name) => table(kind).get(keyOf(namespace, name)),
    getByKey: (kind, key) => table(kind).get(key),
    list: (kind) => table(kind).values(),
    count: (kind) => table(kind).size,
    create(kind, object, cause) {
      const namespace = isNamespaced(kind) ? object.metadata.namespace || profile.namespace : '';
      uids += 1;
      const metadata: StoredMetadata = {
        ...object.metadata,
        namespace,
        uid: `uid-${uids}`,
        generation: 1,
        creationTimestamp: timestamp(),
      };
      // Everything but the metadata is taken over, and the metadata is complete.
      const stored = { ...object, metadata } as unknown as Stored<typeof kind>;
      write({ kind, key: keyOf(namespace, metadata.name), after: stored }, cause);
      return stored;
    },
    update(kind, object, cause) {
      const key = keyOfObject(object);
      const before = table(kind).get(key);
      if (before === undefined || before === object) return;
      write({ kind, key, before, after: object }, cause);
    },
    remove(kind, key, cause) {
      const before = table(kind).get(key);
      if (before !== undefined) write({ kind, key, before }, cause);
    },
    markDeleting(kind, object, cause) {
      if (object.metadata.deletionTimestamp !== undefined) return;
      const metadata: StoredMetadata = {
        ...object.metadata,
        generation: object.metadata.generation + 1,
        deletionTimestamp: timestamp(),
      };
      cluster.update(kind, { ...object, metadata }, cause);
    },
    recordEvent(event) {
      log.push({ type: 'event', time: cluster.now, event });
    },
    markArbitrary(choice) {
      arbitrary.push({ ...choice, at: log.length });
    },
    enqueue: (controller, key) => queue.push({ controller, key }),
    enqueueAfter: (delay, controller, key) => timers.add(cluster.now + delay, { controller, key }),
    derived<T>(slot: DerivedSlot<T>): T {
      if (!derivedFacts.has(slot)) derivedFacts.set(slot, slot.make(cluster));
      // Only the line above puts something under `slot`, made by that slot.
      return derivedFacts.get(slot) as T;
    },
    peekDerived<T>(slot: DerivedSlot<T>): T | undefined {
      // As above.
      return derivedFacts.get(slot) as T | undefined;
    },
  };
  return cluster;
}

/** How many writes one `settle` may cause at most, so that a set of two thousand million Pods ends in an answer. */
export const MOST_WRITES_PER_SETTLE = 400_000;

/**
 * Lets the controllers act, and logical time pass, until nothing changes.
 *
 * @param until stops earlier, at the first moment at which it holds; asked whenever time would pass.
 */
export function settle(cluster: Cluster, until?: () => boolean): Settled {
  // Every cluster is made by `createCluster`, which makes a mutable one.
  const running = cluster as MutableCluster;
  const most = running.log.length + MOST_WRITES_PER_SETTLE;
  for (;;) {
    const item = running.queue.shift();
    if (item) {
      running.controllersByName.get(item.controller)?.reconcile(running, item.key);
      if (running.log.length > most) return 'too-long';
      continue;
    }
    if (until?.()) return 'quiet';
    const due = running.timers.next();
    if (!due) return 'quiet';
    running.now = due.time;
    for (const waiting of due.items) running.queue.push(waiting);
  }
}

/** First in, first out; what already waits is not added again. */
function createQueue(): Queue {
  const items: QueueItem[] = [];
  const waiting = new Map<string, Set<string>>();
  let first = 0;
  return {
    push(item) {
      let keys = waiting.get(item.controller);
      if (!keys) {
        keys = new Set();
        waiting.set(item.controller, keys);
      }
      if (keys.has(item.key)) return;
      keys.add(item.key);
      items.push(item);
    },
    shift() {
      const item = items[first];
      if (!item) return undefined;
      first += 1;
      if (first > 1024 && first * 2 > items.length) {
        items.splice(0, first);
        first = 0;
      }
      waiting.get(item.controller)?.delete(item.key);
      return item;
    },
  };
}
