// Finds the volume for a claim as the volume controller and the scheduler do, without walking through all volumes.
// It holds no claims and changes no object: whoever binds tells it the new state of a volume by `set`.
// Start at `findForController` and `findForNode`.

import { matchesNodeSelectorTerms } from '../../kubernetes/label-selector.ts';
import {
  type AccessMode,
  accessModesOf,
  attributesClassOf,
  type Claim,
  capacityOf,
  claimKeyOf,
  claimRefKeyOf,
  classOf,
  isReservedFor,
  type Node,
  requestOf,
  type Volume,
  volumeModeOf,
} from './storage-objects.ts';
import type { MismatchContext } from './volume-mismatch.ts';
import { createVolumePool, type PooledVolume, type SmallestVolumes, type VolumePool } from './volume-pool.ts';

export interface VolumeMatch {
  readonly volume: Volume;
  /** Why it was taken: reserved for the claim by its reference, or the smallest that fits. */
  readonly rule: 'reserved' | 'smallest';
  /**
   * Names of the volumes that a real cluster might have taken as well, this one included, by name.
   * @param most how many are wanted; without it all, which may be very many
   */
  alternatives(most?: number): readonly string[];
}

export interface VolumeIndex {
  /** Tells the present state of a volume. */
  set(volume: Volume): void;
  delete(name: string): void;
  /**
   * The volume that the volume controller binds to a claim without `volumeName`.
   * @param options.isLate the claim waits for its first consumer: only a volume that is reserved for it is taken.
   */
  findForController(claim: Claim, options: { readonly isLate: boolean }): VolumeMatch | undefined;
  /** The volume that the scheduler would use for a waiting claim on a node. */
  findForNode(claim: Claim, node: Node, excluded: ReadonlySet<string>): VolumeMatch | undefined;
}

interface Entry extends PooledVolume {
  readonly modes: string;
  readonly attributesClass: string;
  readonly isDeleting: boolean;
}

interface Group {
  readonly modes: ReadonlySet<string>;
  /** By class, volume mode and attributes class. */
  readonly pools: Map<string, VolumePool>;
}

interface NodePool {
  readonly key: string;
  readonly modes: ReadonlySet<string>;
  readonly pool: VolumePool;
  readonly volume: Volume;
}

const MODE_ORDER: readonly AccessMode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** Rules: `pkg/controller/volume/persistentvolume/index.go` and `storage/volume/pv_helpers.go`, `FindMatchingVolume`. */
export function createVolumeIndex(context: MismatchContext): VolumeIndex {
  const entries = new Map<string, Entry>();
  const reserved = new Map<string, Map<string, Entry>>();
  const groups = new Map<string, Group>();
  const nodePools = new Map<string, Map<string, NodePool>>();
  const poolsByNode = new WeakMap<object, Map<string, readonly NodePool[]>>();
  let nodePoolCount = 0;
  const nodePoolCounts = new WeakMap<object, number>();

  const wantedAttributesClass = (claim: Claim): string | undefined => {
    const attributesClass = attributesClassOf(claim);
    return context.comparesAttributesClass || attributesClass === '' ? attributesClass : undefined;
  };

  const groupOf = (modes: string): Group => {
    let group = groups.get(modes);
    if (!group) {
      group = { modes: new Set(modes === '' ? [] : modes.split(',')), pools: new Map() };
      groups.set(modes, group);
    }
    return group;
  };

  const poolsOf = (entry: Entry): readonly VolumePool[] => {
    const key = poolKey(classOf(entry.volume), volumeModeOf(entry.volume), entry.attributesClass);
    const group = groupOf(entry.modes);
    let pool = group.pools.get(key);
    if (!pool) {
      pool = createVolumePool();
      group.pools.set(key, pool);
    }
    let ofClass = nodePools.get(key);
    if (!ofClass) {
      ofClass = new Map();
      nodePools.set(key, ofClass);
    }
    const nodeKey = `${entry.modes} ${JSON.stringify(entry.volume.spec?.nodeAffinity ?? null)}`;
    let nodePool = ofClass.get(nodeKey);
    if (!nodePool) {
      nodePool = { key: nodeKey, modes: group.modes, pool: createVolumePool(), volume: entry.volume };
      ofClass.set(nodeKey, nodePool);
      nodePoolCount++;
    }
    return [pool, nodePool.pool];
  };

  /** The pools of a class whose volumes can be used on a node; worked out once per node and set of pools. */
  const poolsOnNode = (key: string, node: Node): readonly NodePool[] => {
    let byKey = poolsByNode.get(node);
    if (!byKey || nodePoolCounts.get(node) !== nodePoolCount) {
      byKey = new Map();
      poolsByNode.set(node, byKey);
      nodePoolCounts.set(node, nodePoolCount);
    }
    let pools = byKey.get(key);
    if (!pools) {
      pools = [...(nodePools.get(key)?.values() ?? [])].filter(({ volume }) => isUsableOn(volume, node));
      byKey.set(key, pools);
    }
    return pools;
  };

  const remove = (name: string): void => {
    const entry = entries.get(name);
    if (!entry) return;
    entries.delete(name);
    const reference = claimRefKeyOf(entry.volume);
    if (reference !== undefined) {
      const ofClaim = reserved.get(reference);
      ofClaim?.delete(name);
      if (ofClaim?.size === 0) reserved.delete(reference);
    } else if (isFree(entry)) for (const pool of poolsOf(entry)) pool.remove(entry);
  };

  /** Volumes whose reference is for this claim and that could serve it, by name. */
  const reservedFor = (claim: Claim): readonly Entry[] => {
    const ofClaim = reserved.get(claimKeyOf(claim));
    if (!ofClaim) return [];
    const [size, attributesClass] = [requestOf(claim), wantedAttributesClass(claim)];
    return [...ofClaim.values()]
      .filter(
        (entry) =>
          isReservedFor(entry.volume, claim) &&
          entry.size >= size &&
          volumeModeOf(entry.volume) === volumeModeOf(claim) &&
          entry.attributesClass === attributesClass &&
          !entry.isDeleting,
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  return {
    set(volume) {
      const name = volume.metadata?.name ?? '';
      const before = entries.get(name);
      remove(name);
      // Most changes of a volume leave its size and access modes as they are.
      const isSameSize = before !== undefined && before.volume.spec?.capacity === volume.spec?.capacity;
      const size = isSameSize ? before.size : capacityOf(volume);
      const areSameModes = before !== undefined && before.volume.spec?.accessModes === volume.spec?.accessModes;
      const modes = areSameModes ? before.modes : modesKey(accessModesOf(volume));
      const attributesClass = attributesClassOf(volume);
      const isDeleting = volume.metadata?.deletionTimestamp !== undefined;
      const entry: Entry = { name, size, volume, modes, attributesClass, isDeleting };
      entries.set(name, entry);
      groupOf(modes);
      const reference = claimRefKeyOf(volume);
      if (reference !== undefined) {
        const ofClaim = reserved.get(reference) ?? new Map<string, Entry>();
        reserved.set(reference, ofClaim.set(name, entry));
      } else if (isFree(entry)) for (const pool of poolsOf(entry)) pool.add(entry);
    },
    delete: remove,
    findForController(claim, { isLate }) {
      const attributesClass = wantedAttributesClass(claim);
      if (attributesClass === undefined) return undefined;
      const key = poolKey(classOf(claim), volumeModeOf(claim), attributesClass);
      const [size, requested, candidates] = [requestOf(claim), accessModesOf(claim), reservedFor(claim)];
      for (const level of groupsByCount(groups, requested)) {
        const matches: VolumeMatch[] = [];
        for (const [modes, group] of level) {
          const inGroup = candidates.filter((entry) => entry.modes === modes);
          const match = inGroup[0]
            ? reservedMatch(inGroup[0], inGroup)
            : isLate
              ? undefined
              : smallestMatch(group.pools.get(key)?.smallest(size, claim.spec?.selector));
          if (match) matches.push(match);
        }
        const [first, ...others] = matches;
        if (first) return others.length === 0 ? first : joined(first, matches);
      }
      return undefined;
    },
    findForNode(claim, node, excluded) {
      const attributesClass = wantedAttributesClass(claim);
      if (attributesClass === undefined) return undefined;
      const candidates = reservedFor(claim).filter(
        ({ name, volume }) => !excluded.has(name) && classOf(volume) === classOf(claim),
      );
      if (candidates.length > 0) {
        const first = candidates.find(({ volume }) => isUsableOn(volume, node));
        return first && reservedMatch(first, candidates);
      }
      const [size, requested] = [requestOf(claim), accessModesOf(claim)];
      let best: SmallestVolumes[] = [];
      for (const { modes, pool } of poolsOnNode(poolKey(classOf(claim), volumeModeOf(claim), attributesClass), node)) {
        if (!requested.every((mode) => modes.has(mode))) continue;
        const found = pool.smallest(size, claim.spec?.selector, excluded);
        if (!found) continue;
        const bestSize = best[0]?.first.size;
        if (bestSize === undefined || found.first.size < bestSize) best = [found];
        else if (found.first.size === bestSize) best.push(found);
      }
      const [first] = best.sort((a, b) => (a.first.name < b.first.name ? -1 : 1));
      const match = smallestMatch(first);
      return match && best.length > 1
        ? joined(
            match,
            best.flatMap((found) => smallestMatch(found) ?? []),
          )
        : match;
    },
  };
}

/** Whether a volume's node affinity, if it has any, admits a node. Rule: `storage/volume`, `CheckNodeAffinity`. */
export function isUsableOn(volume: Volume, node: Node): boolean {
  const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return !terms || matchesNodeSelectorTerms(terms, node.metadata?.name ?? '', node.metadata?.labels);
}

/** Groups of volumes that offer all requested modes, those with the fewest modes first; one level per number of modes. */
function groupsByCount(groups: ReadonlyMap<string, Group>, requested: readonly string[]): Iterable<[string, Group][]> {
  const byCount = new Map<number, [string, Group][]>();
  for (const [key, group] of groups) {
    if (!requested.every((mode) => group.modes.has(mode))) continue;
    const level = byCount.get(group.modes.size) ?? [];
    level.push([key, group]);
    byCount.set(group.modes.size, level);
  }
  return [...byCount].sort(([a], [b]) => a - b).map(([, level]) => level.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isFree(entry: Entry): boolean {
  return !entry.isDeleting && entry.volume.status?.phase === 'Available';
}

function modesKey(modes: readonly AccessMode[]): string {
  return MODE_ORDER.filter((mode) => modes.includes(mode)).join(',');
}

function poolKey(storageClass: string, volumeMode: string, attributesClass: string): string {
  return `${storageClass} ${volumeMode} ${attributesClass}`;
}

function reservedMatch(entry: Entry, equals: readonly Entry[]): VolumeMatch {
  return {
    volume: entry.volume,
    rule: 'reserved',
    alternatives: (most) => equals.slice(0, most).map(({ name }) => name),
  };
}

function smallestMatch(found: SmallestVolumes | undefined): VolumeMatch | undefined {
  if (!found) return undefined;
  return {
    volume: found.first.volume,
    rule: 'smallest',
    alternatives: (most = Number.POSITIVE_INFINITY) => found.equals(most).map(({ name }) => name),
  };
}

function joined(first: VolumeMatch, matches: readonly VolumeMatch[]): VolumeMatch {
  return {
    ...first,
    alternatives: (most) =>
      matches
        .flatMap((match) => match.alternatives(most))
        .sort()
        .slice(0, most),
  };
}
