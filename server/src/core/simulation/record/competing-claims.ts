// Claims that a StatefulSet controller makes at one moment come to the volume controller in any order: those of one Pod,
// those of one batch of a Parallel set (1, 2, 4, … Pods at a time), those of two sets. Every order is tried here on the
// volumes that they got, with the binder's own rules, to know who could have got what.

import type { Cluster, ClusterState } from '../cluster/cluster.ts';
import { keyOfObject } from '../cluster/objects.ts';
import { BOUND_BY_CONTROLLER, bindsLate, classOf, PROVISIONED_BY, type Volume } from '../storage/storage-objects.ts';
import { createVolumeIndex } from '../storage/volume-index.ts';
import type { StoredClaim } from '../storage/volume-writes.ts';

/** By the key of each claim the volume that it has, or null where it stays without. */
export type Deal = ReadonlyMap<string, string | null>;

const MOST_CLAIMS = 5;
const MOST_VOLUMES = 200;

/** For each group of claims that compete the deals that are possible, where there is more than one. */
export function competingDeals(cluster: Cluster, state: ClusterState, until: number): readonly (readonly Deal[])[] {
  if (state.count('PersistentVolume') > MOST_VOLUMES) return [];
  const groups = new Map<string, StoredClaim[]>();
  for (const key of madeByController(cluster, until)) {
    const claim = state.getByKey('PersistentVolumeClaim', key);
    if (!claim || !competes(state, claim)) continue;
    const moment = `${claim.metadata.creationTimestamp} ${batchOf(state, claim)}`;
    groups.set(moment, [...(groups.get(moment) ?? []), claim]);
  }
  return [...groups.values()].flatMap((claims) => {
    if (claims.length < 2 || claims.length > MOST_CLAIMS) return [];
    const deals = new Map<string, Deal>();
    for (const order of orders(claims)) {
      const deal = dealIn(state, order, claims);
      deals.set(JSON.stringify([...deal].sort()), deal);
    }
    return deals.size > 1 ? [[...deals.values()]] : [];
  });
}

function madeByController(cluster: Cluster, until: number): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const entry of cluster.log.slice(0, until)) {
    if (entry.type !== 'write' || entry.change.kind !== 'PersistentVolumeClaim' || entry.change.before) continue;
    if (entry.cause.sentence === 'create-claim') keys.add(entry.change.key);
    else keys.delete(entry.change.key);
  }
  return keys;
}

/** Claims that were bound by the controller's own search, or that are still searching. */
function competes(state: ClusterState, claim: StoredClaim): boolean {
  if (bindsLate(state.get('StorageClass', '', classOf(claim)))) return false;
  const { volumeName } = claim.spec ?? {};
  if (!volumeName) return claim.status?.phase === 'Pending';
  const annotations = state.get('PersistentVolume', '', volumeName)?.metadata.annotations ?? {};
  return annotations[BOUND_BY_CONTROLLER] !== undefined && annotations[PROVISIONED_BY] === undefined;
}

/** Parallel sets make 1, 2, 4, … Pods at a time, the claims of each batch before those of the next. */
function batchOf(state: ClusterState, claim: StoredClaim): number {
  const ordinal = Number(/-(\d+)$/.exec(claim.metadata.name)?.[1] ?? 0);
  const podOf = [...state.list('StatefulSet')].find(({ metadata }) =>
    claim.metadata.name.includes(`-${metadata.name}-`),
  );
  return Math.floor(Math.log2(Math.max(0, ordinal - (podOf?.spec?.ordinals?.start ?? 0)) + 1));
}

function dealIn(state: ClusterState, order: readonly StoredClaim[], group: readonly StoredClaim[]): Deal {
  const index = createVolumeIndex({ comparesAttributesClass: true });
  const held = new Set(group.map(({ spec }) => spec?.volumeName ?? ''));
  for (const volume of state.list('PersistentVolume')) {
    index.set(held.has(volume.metadata.name) ? asFree(volume) : volume);
  }
  const deal = new Map<string, string | null>();
  for (const claim of order) {
    const { volumeName: _, ...spec } = claim.spec ?? {};
    const name = index.findForController({ ...claim, spec }, { isLate: false })?.volume.metadata?.name;
    deal.set(keyOfObject(claim), name ?? null);
    if (name !== undefined) index.delete(name);
  }
  return deal;
}

function asFree(volume: Volume): Volume {
  const { claimRef: _, ...spec } = volume.spec ?? {};
  return { ...volume, spec, status: { phase: 'Available' } };
}

function* orders<T>(list: readonly T[]): Iterable<readonly T[]> {
  if (list.length < 2) yield list;
  for (const [at, first] of list.entries()) {
    if (list.length < 2) return;
    for (const rest of orders(list.filter((_, other) => other !== at))) yield [first, ...rest];
  }
}
