// The state of a cluster at an earlier moment of its log, for a time line that can be moved back and forth.

import type { Cluster, ClusterState } from './cluster.ts';
import { keyOf, type SimulatedKind, type Stored } from './objects.ts';

/** Every so many log entries a whole state is kept; between two of them the log is replayed. */
const ENTRIES_PER_CHECKPOINT = 512;

type Tables = Map<SimulatedKind, Map<string, Stored>>;

export interface History {
  /** The state after the first `position` entries of the log. */
  at(position: number): ClusterState;
}

/** Objects are shared with the cluster, so a state costs a list of references. */
export function createHistory(cluster: Cluster): History {
  const checkpoints: Tables[] = [new Map()];
  return {
    at(position) {
      const wanted = Math.max(0, Math.min(position, cluster.log.length));
      const nearest = Math.floor(wanted / ENTRIES_PER_CHECKPOINT);
      while (checkpoints.length <= nearest) {
        const last = copyOf(checkpoints[checkpoints.length - 1] ?? new Map());
        const from = (checkpoints.length - 1) * ENTRIES_PER_CHECKPOINT;
        replay(cluster, last, from, from + ENTRIES_PER_CHECKPOINT);
        checkpoints.push(last);
      }
      const tables = copyOf(checkpoints[nearest] ?? new Map());
      replay(cluster, tables, nearest * ENTRIES_PER_CHECKPOINT, wanted);
      return stateOf(cluster, tables);
    },
  };
}

function copyOf(tables: Tables): Tables {
  return new Map([...tables].map(([kind, objects]) => [kind, new Map(objects)]));
}

function replay(cluster: Cluster, tables: Tables, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    const entry = cluster.log[index];
    if (entry?.type !== 'write') continue;
    const { kind, key, after } = entry.change;
    let objects = tables.get(kind);
    if (!objects) {
      objects = new Map();
      tables.set(kind, objects);
    }
    if (after) objects.set(key, after);
    else objects.delete(key);
  }
}

function stateOf(cluster: Cluster, tables: Tables): ClusterState {
  // `replay` puts objects only into the table of their own kind.
  const table = <K extends SimulatedKind>(kind: K): Map<string, Stored<K>> =>
    (tables.get(kind) ?? new Map()) as unknown as Map<string, Stored<K>>;
  return {
    profile: cluster.profile,
    get: (kind, namespace, name) => table(kind).get(keyOf(namespace, name)),
    getByKey: (kind, key) => table(kind).get(key),
    list: (kind) => table(kind).values(),
    count: (kind) => table(kind).size,
  };
}
