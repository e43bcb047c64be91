// Whether the Pods that run already let another one in: affinity and anti-affinity between Pods, and their spreading.

import type { LabelSelector } from '../../kubernetes/label-selector.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { type Misfit, matchesNodeOf, type Node, type Pod } from './node-fit.ts';
import { belongsTo, countsOf, groupOfTerm, PLACEMENTS, type PodGroup } from './pod-counts.ts';

const SPREAD_WORDS = "node(s) didn't match pod topology spread constraints";

/** Rule: plugin PodTopologySpread, constraints with `whenUnsatisfiable: DoNotSchedule`. */
export function spreadMisfit(cluster: Cluster, pod: Pod, node: Node): Misfit | undefined {
  const constraints = (pod.spec?.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
  );
  for (const constraint of constraints) {
    const value = node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined) return { words: `${SPREAD_WORDS} (missing required label)`, dependsOnPods: false };
    const group = spreadGroup(pod, constraint);
    const { counts } = countsOf(cluster, group);
    const domains = domainsFor(cluster, pod, constraints, constraint);
    const isTooFew = domains.size < (constraint.minDomains ?? 1);
    let smallest = isTooFew ? 0 : Number.POSITIVE_INFINITY;
    for (const domain of domains) smallest = Math.min(smallest, counts.get(domain) ?? 0);
    const self = belongsTo(group, pod) ? 1 : 0;
    const skew = (counts.get(value) ?? 0) + self - (smallest === Number.POSITIVE_INFINITY ? 0 : smallest);
    if (skew > constraint.maxSkew) return { words: SPREAD_WORDS, dependsOnPods: true };
  }
  return undefined;
}

/** Rule: plugin InterPodAffinity, required terms of this Pod and of those that run. */
export function podAffinityMisfit(cluster: Cluster, pod: Pod, node: Node): Misfit | undefined {
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {};
  const labels = node.metadata.labels ?? {};
  const wanted = (podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) =>
    groupOfTerm(cluster, pod, term),
  );
  if (wanted.length > 0 && !hasCompany(cluster, pod, labels, wanted)) {
    return { words: "node(s) didn't match pod affinity rules", dependsOnPods: false };
  }
  for (const term of podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
    const value = labels[term.topologyKey];
    if (value !== undefined && countsOf(cluster, groupOfTerm(cluster, pod, term)).counts.has(value)) {
      return { words: "node(s) didn't match pod anti-affinity rules", dependsOnPods: true };
    }
  }
  for (const { group, counts } of cluster.derived(PLACEMENTS).antiAffinity.values()) {
    const value = labels[group.topologyKey];
    if (value !== undefined && counts.has(value) && belongsTo(group, pod)) {
      return { words: "node(s) didn't satisfy existing pods anti-affinity rules", dependsOnPods: true };
    }
  }
  return undefined;
}

/** Higher is better: preferred terms of this Pod's affinity, less those of its anti-affinity. */
export function podPreference(cluster: Cluster, pod: Pod, node: Node): number {
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {};
  const sum = (terms: readonly { weight: number; podAffinityTerm: Parameters<typeof groupOfTerm>[2] }[]): number => {
    let total = 0;
    for (const { weight, podAffinityTerm: term } of terms) {
      const value = node.metadata.labels?.[term.topologyKey];
      if (value === undefined) continue;
      total += weight * (countsOf(cluster, groupOfTerm(cluster, pod, term)).counts.get(value) ?? 0);
    }
    return total;
  };
  return (
    sum(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []) -
    sum(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
  );
}

/** The first Pod of a group that asks for its own company is let in anywhere. */
function hasCompany(
  cluster: Cluster,
  pod: Pod,
  labels: Readonly<Record<string, string>>,
  wanted: readonly PodGroup[],
): boolean {
  if (!wanted.every(({ topologyKey }) => labels[topologyKey] !== undefined)) return false;
  if (wanted.every((group) => countsOf(cluster, group).counts.has(labels[group.topologyKey] ?? ''))) return true;
  return wanted.every((group) => countsOf(cluster, group).total === 0 && belongsTo(group, pod));
}

interface SpreadConstraint {
  readonly topologyKey: string;
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly nodeAffinityPolicy?: string;
}

function spreadGroup(pod: Pod, { topologyKey, labelSelector, matchLabelKeys = [] }: SpreadConstraint): PodGroup {
  const labels = pod.metadata.labels ?? {};
  const same = matchLabelKeys.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
  });
  const matchExpressions = [...(labelSelector?.matchExpressions ?? []), ...same];
  const selector = labelSelector && { ...labelSelector, matchExpressions };
  return { namespaces: [pod.metadata.namespace], selector, topologyKey, countsTerminating: false };
}

/** The values of the topology label on the nodes that count: those that carry the labels of all constraints. */
function domainsFor(
  cluster: Cluster,
  pod: Pod,
  constraints: readonly SpreadConstraint[],
  { topologyKey, nodeAffinityPolicy }: SpreadConstraint,
): ReadonlySet<string> {
  const domains = new Set<string>();
  for (const node of cluster.list('Node')) {
    const labels = node.metadata.labels ?? {};
    if (!constraints.every((constraint) => labels[constraint.topologyKey] !== undefined)) continue;
    if (nodeAffinityPolicy !== 'Ignore' && !matchesNodeOf(pod, node)) continue;
    const value = labels[topologyKey];
    if (value !== undefined) domains.add(value);
  }
  return domains;
}
