// What the API server does when a Pod is bound to a node.

import type { Cause, Cluster, NewObject } from '../cluster/cluster.ts';
import type { Stored } from '../cluster/objects.ts';

const TOPOLOGY_LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
/** Gate PodTopologyLabelsAdmission: off in 1.34, on in 1.36; 1.35 is taken to be like 1.36. */
const FIRST_WITH_TOPOLOGY_LABELS = 35;

/** Puts a Pod on a node: its name, that it was scheduled, and since 1.35 the node's zone and region as labels. */
export function bindPod(cluster: Cluster, pod: Stored<'Pod'>, node: Stored<'Node'>, cause: Cause): void {
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const scheduled = { type: 'PodScheduled', status: 'True' };
  const labels = cluster.profile.minor >= FIRST_WITH_TOPOLOGY_LABELS ? topologyOf(node) : {};
  const bound: Stored<'Pod'> = {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...labels, ...pod.metadata.labels } },
    spec: { ...pod.spec, containers: pod.spec?.containers ?? [], nodeName: node.metadata.name },
    status: { ...pod.status, conditions: [...conditions, scheduled] },
  };
  cluster.update('Pod', bound, cause);
}

/** A new Pod whose template names its node gets the labels of the node at once. */
export function withTopologyOfNamedNode(cluster: Cluster, pod: NewObject<'Pod'>): NewObject<'Pod'> {
  const node = pod.spec?.nodeName ? cluster.get('Node', '', pod.spec.nodeName) : undefined;
  if (!node || cluster.profile.minor < FIRST_WITH_TOPOLOGY_LABELS) return pod;
  return { ...pod, metadata: { ...pod.metadata, labels: { ...topologyOf(node), ...pod.metadata.labels } } };
}

/** Says at the Pod why it cannot be scheduled now. */
export function markUnschedulable(cluster: Cluster, pod: Stored<'Pod'>, message: string, cause: Cause): void {
  const before = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (before?.status === 'False' && before.message === message) return;
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const waiting = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  cluster.update('Pod', { ...pod, status: { ...pod.status, conditions: [...others, waiting] } }, cause);
}

function topologyOf(node: Stored<'Node'>): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const key of TOPOLOGY_LABELS) {
    const value = node.metadata.labels?.[key];
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}
