// An immutable map from texts, in which a change shares everything untouched with the map before: a snapshot of 50,000
// files costs as much to change as one of fifty. Two maps of one history are compared in the time of their differences.

const BITS = 5;
const WIDTH = 1 << BITS;

type Slot<V> = Leaf<V> | Branch<V> | undefined;

interface Leaf<V> {
  readonly hash: number;
  /** One pair, or several whose keys have one hash. */
  readonly pairs: readonly (readonly [string, V])[];
}

type Branch<V> = readonly Slot<V>[];

export class PersistentMap<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  readonly #root: Slot<V>;

  private constructor(root: Slot<V>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(undefined, 0);
  }

  get(key: string): V | undefined {
    const hash = hashOf(key);
    let slot: Slot<V> = this.#root;
    for (let shift = 0; isBranch(slot); shift += BITS) slot = slot[(hash >>> shift) & (WIDTH - 1)];
    if (slot === undefined || slot.hash !== hash) return undefined;
    for (const pair of slot.pairs) if (pair[0] === key) return pair[1];
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** The map with the pair; itself where it already has the very same. */
  with(key: string, value: V): PersistentMap<V> {
    const before = this.get(key);
    if (before === value) return this;
    const root = insert(this.#root, hashOf(key), key, value, 0);
    return new PersistentMap(root, before === undefined ? this.size + 1 : this.size);
  }

  without(key: string): PersistentMap<V> {
    if (!this.has(key)) return this;
    return new PersistentMap(remove(this.#root, hashOf(key), key, 0), this.size - 1);
  }

  /** Keys whose values are not identical in both maps. */
  changedKeys(other: PersistentMap<V>): readonly string[] {
    const keys = new Set<string>();
    difference(this.#root, other.#root, keys);
    return [...keys];
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  *entries(): MapIterator<[string, V]> {
    for (const [key, value] of pairsOf(this.#root)) yield [key, value];
  }

  *keys(): MapIterator<string> {
    for (const [key] of pairsOf(this.#root)) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of pairsOf(this.#root)) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

function isBranch<V>(slot: Slot<V>): slot is Branch<V> {
  return Array.isArray(slot);
}

/** FNV-1a over UTF-16 code units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function insert<V>(slot: Slot<V>, hash: number, key: string, value: V, shift: number): Slot<V> {
  if (slot === undefined) return { hash, pairs: [[key, value]] };
  if (isBranch(slot)) {
    const index = (hash >>> shift) & (WIDTH - 1);
    const copy = slot.slice();
    copy[index] = insert(slot[index], hash, key, value, shift + BITS);
    return copy;
  }
  if (slot.hash === hash) return { hash, pairs: [...slot.pairs.filter((pair) => pair[0] !== key), [key, value]] };
  const branch: Slot<V>[] = new Array<Slot<V>>(WIDTH).fill(undefined);
  branch[(slot.hash >>> shift) & (WIDTH - 1)] = slot;
  return insert(branch, hash, key, value, shift);
}

function remove<V>(slot: Slot<V>, hash: number, key: string, shift: number): Slot<V> {
  if (slot === undefined) return undefined;
  if (isBranch(slot)) {
    const index = (hash >>> shift) & (WIDTH - 1);
    const copy = slot.slice();
    copy[index] = remove(slot[index], hash, key, shift + BITS);
    const left = copy.filter((child) => child !== undefined);
    if (left.length === 0) return undefined;
    // A branch of one leaf becomes that leaf, so that equal maps have equal shapes.
    return left.length === 1 && !isBranch(left[0]) ? left[0] : copy;
  }
  const pairs = slot.pairs.filter((pair) => pair[0] !== key);
  return pairs.length === 0 ? undefined : { hash: slot.hash, pairs };
}

function* pairsOf<V>(slot: Slot<V>): Generator<readonly [string, V]> {
  if (slot === undefined) return;
  if (isBranch(slot)) for (const child of slot) yield* pairsOf(child);
  else yield* slot.pairs;
}

function difference<V>(a: Slot<V>, b: Slot<V>, keys: Set<string>): void {
  if (a === b) return;
  if (isBranch(a) && isBranch(b)) {
    for (let index = 0; index < WIDTH; index += 1) difference(a[index], b[index], keys);
    return;
  }
  const before = new Map(pairsOf(a));
  const after = new Map(pairsOf(b));
  for (const [key, value] of before) if (after.get(key) !== value) keys.add(key);
  for (const [key, value] of after) if (before.get(key) !== value) keys.add(key);
}
