// How many Pods of a kind run in each part of the cluster (a node, a zone), kept up to date instead of counted anew:
// what affinity between Pods and their spreading are decided by.

import { type LabelSelector, matchesSelector } from '../../kubernetes/label-selector.ts';
import type { Cluster, DerivedSlot } from '../cluster/cluster.ts';
import { keyOfObject } from '../cluster/objects.ts';
import type { Pod } from './node-fit.ts';

export interface PodGroup {
  /** `undefined` stands for all namespaces. */
  readonly namespaces: readonly string[] | undefined;
  readonly selector: LabelSelector | undefined;
  readonly topologyKey: string;
  /** Spreading does not count Pods that are being deleted, affinity does. */
  readonly countsTerminating: boolean;
}

interface Group {
  readonly group: PodGroup;
  /** By the value of the topology label. */
  readonly counts: Map<string, number>;
  total: number;
}

interface PlacedPod {
  readonly pod: Pod;
  readonly node: string;
}

export interface Placements {
  readonly byPod: Map<string, PlacedPod>;
  readonly countByNode: Map<string, number>;
  readonly groups: Map<string, Group>;
  /** Required anti-affinity of the Pods that are placed: those who have it, by where they run. */
  readonly antiAffinity: Map<string, Group>;
}

/** Pods that have a node and have not ended. */
export const PLACEMENTS: DerivedSlot<Placements> = {
  make(cluster) {
    const placements = { byPod: new Map(), countByNode: new Map(), groups: new Map(), antiAffinity: new Map() };
    for (const pod of cluster.list('Pod')) {
      if (pod.spec?.nodeName && !hasEnded(pod)) place(cluster, placements, pod, pod.spec.nodeName);
    }
    return placements;
  },
};

/** Counts a Pod where it runs, or where it has been decided that it will. */
export function place(cluster: Cluster, placements: Placements, pod: Pod, node: string): void {
  const key = keyOfObject(pod);
  const before = placements.byPod.get(key);
  if (before?.pod === pod && before.node === node) return;
  unplace(cluster, placements, key);
  placements.byPod.set(key, { pod, node });
  change(cluster, placements, pod, node, 1);
}

export function unplace(cluster: Cluster, placements: Placements, key: string): void {
  const placed = placements.byPod.get(key);
  if (!placed) return;
  placements.byPod.delete(key);
  change(cluster, placements, placed.pod, placed.node, -1);
}

/** Pods of a group by the value of its topology label. The returned map changes with the cluster. */
export function countsOf(
  cluster: Cluster,
  group: PodGroup,
): { readonly counts: ReadonlyMap<string, number>; readonly total: number } {
  const placements = cluster.derived(PLACEMENTS);
  const key = JSON.stringify(group);
  const known = placements.groups.get(key);
  if (known) return known;
  const made: Group = { group, counts: new Map(), total: 0 };
  for (const { pod, node } of placements.byPod.values()) {
    if (belongsTo(group, pod)) count(cluster, made, node, 1);
  }
  placements.groups.set(key, made);
  return made;
}

export function belongsTo(group: PodGroup, pod: Pod): boolean {
  if (group.namespaces && !group.namespaces.includes(pod.metadata.namespace)) return false;
  if (!group.countsTerminating && pod.metadata.deletionTimestamp !== undefined) return false;
  return matchesSelector(group.selector, pod.metadata.labels);
}

export function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
}

interface AffinityTerm {
  readonly labelSelector?: LabelSelector;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly topologyKey: string;
}

/** The Pods that a term of (anti-)affinity speaks of. */
export function groupOfTerm(cluster: Cluster, pod: Pod, term: AffinityTerm): PodGroup {
  const { labelSelector: selector, topologyKey, namespaces = [], namespaceSelector } = term;
  const group = { selector, topologyKey, countsTerminating: true };
  if (!namespaceSelector) {
    return { ...group, namespaces: namespaces.length > 0 ? namespaces : [pod.metadata.namespace] };
  }
  const isForAll = Object.keys(namespaceSelector.matchLabels ?? {}).length === 0;
  if (isForAll && (namespaceSelector.matchExpressions ?? []).length === 0) return { ...group, namespaces: undefined };
  const selected = [...cluster.list('Namespace')]
    .filter(({ metadata }) => matchesSelector(namespaceSelector, metadata.labels))
    .map(({ metadata }) => metadata.name);
  return { ...group, namespaces: [...namespaces, ...selected] };
}

function change(cluster: Cluster, placements: Placements, pod: Pod, node: string, by: number): void {
  placements.countByNode.set(node, (placements.countByNode.get(node) ?? 0) + by);
  for (const group of placements.groups.values()) if (belongsTo(group.group, pod)) count(cluster, group, node, by);
  const terms = pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  for (const term of terms) {
    const group = groupOfTerm(cluster, pod, term);
    const key = JSON.stringify(group);
    const holders = placements.antiAffinity.get(key) ?? { group, counts: new Map(), total: 0 };
    placements.antiAffinity.set(key, holders);
    count(cluster, holders, node, by);
  }
}

function count(cluster: Cluster, group: Group, nodeName: string, by: number): void {
  const value = cluster.get('Node', '', nodeName)?.metadata.labels?.[group.group.topologyKey];
  if (value === undefined) return;
  const sum = (group.counts.get(value) ?? 0) + by;
  if (sum > 0) group.counts.set(value, sum);
  else group.counts.delete(value);
  group.total += by;
}
