// Free volumes of one kind in the order in which the binder prefers them: by size, then by name. Which volumes belong
// together in a pool is decided in `volume-index.ts`.

import { type LabelSelector, matchesSelector } from '../../kubernetes/label-selector.ts';
import type { NanoQuantity } from './size.ts';
import type { Volume } from './storage-objects.ts';

export interface PooledVolume {
  readonly name: string;
  readonly size: NanoQuantity;
  readonly volume: Volume;
}

type Selector = LabelSelector;

export interface VolumePool {
  add(entry: PooledVolume): void;
  remove(entry: PooledVolume): void;
  /** The smallest volumes of at least this size that carry the labels, in order of their names; all of one size. */
  smallest(
    size: NanoQuantity,
    selector: Selector | undefined,
    excluded?: ReadonlySet<string>,
  ): SmallestVolumes | undefined;
}

export interface SmallestVolumes {
  readonly first: PooledVolume;
  /** Volumes of that size, the first included: which of them is taken is arbitrary in a real cluster. */
  equals(most: number): readonly PooledVolume[];
}

interface Bucket {
  readonly size: NanoQuantity;
  /** In falling order of names, so that taking the first by name is taking the last of the list. */
  readonly entries: PooledVolume[];
}

/** Costs of every operation grow with the logarithm of the number of volumes (a list's own insertion aside). */
export function createVolumePool(): VolumePool {
  const buckets: Bucket[] = [];
  const bySelector = new Map<string, { readonly selector: Selector; readonly pool: VolumePool }>();
  const members = new Set<PooledVolume>();

  const selected = (selector: Selector): VolumePool => {
    const key = JSON.stringify(selector);
    const known = bySelector.get(key);
    if (known) return known.pool;
    const pool = createVolumePool();
    for (const entry of members) if (matchesSelector(selector, entry.volume.metadata?.labels)) pool.add(entry);
    bySelector.set(key, { selector, pool });
    return pool;
  };

  return {
    add(entry) {
      members.add(entry);
      const at = firstAtLeast(buckets, entry.size);
      const bucket = buckets[at];
      if (bucket?.size === entry.size) bucket.entries.splice(placeOf(bucket.entries, entry.name), 0, entry);
      else buckets.splice(at, 0, { size: entry.size, entries: [entry] });
      for (const { selector, pool } of bySelector.values()) {
        if (matchesSelector(selector, entry.volume.metadata?.labels)) pool.add(entry);
      }
    },
    remove(entry) {
      if (!members.delete(entry)) return;
      const at = firstAtLeast(buckets, entry.size);
      const entries = buckets[at]?.entries ?? [];
      const place = placeOf(entries, entry.name);
      if (entries[place] === entry) entries.splice(place, 1);
      if (entries.length === 0) buckets.splice(at, 1);
      for (const { pool } of bySelector.values()) pool.remove(entry);
    },
    smallest(size, selector, excluded) {
      if (selector) return selected(selector).smallest(size, undefined, excluded);
      for (let at = firstAtLeast(buckets, size); at < buckets.length; at++) {
        const entries = buckets[at]?.entries ?? [];
        const first = entries.findLast((entry) => !excluded?.has(entry.name));
        if (first) return { first, equals: (most) => firstByName(entries, most, excluded) };
      }
      return undefined;
    },
  };
}

function firstAtLeast(buckets: readonly Bucket[], size: NanoQuantity): number {
  let [low, high] = [0, buckets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((buckets[middle]?.size ?? 0n) < size) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeOf(entries: readonly PooledVolume[], name: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.name ?? '') > name) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstByName(
  entries: readonly PooledVolume[],
  most: number,
  excluded: ReadonlySet<string> | undefined,
): readonly PooledVolume[] {
  const found: PooledVolume[] = [];
  for (let at = entries.length - 1; at >= 0 && found.length < most; at--) {
    const entry = entries[at];
    if (entry && !excluded?.has(entry.name)) found.push(entry);
  }
  return found;
}
