// Nodes that are cordoned, lost and back, and the eviction of Pods by taints.
// Rules: `pkg/controller/nodelifecycle/node_lifecycle_controller.go`, `pkg/controller/tainteviction/taint_eviction.go`.

import type { Cause, Cluster, Controller, DerivedSlot } from '../cluster/cluster.ts';
import { keyOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { isTerminating, type Pod } from '../statefulset/pod-state.ts';
import { deleteForDisruption } from './disruption.ts';
import { wakeNode, withReady } from './kubelet.ts';

export const NODE_LIFECYCLE = 'node-lifecycle-controller';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
/** Logical milliseconds until the silence of a node is noticed, and how long Pods stay on it without own tolerations. */
export const NOTICED_AFTER = 50_000;
const DEFAULT_TOLERATION_SECONDS = 300;

type Node = Stored<'Node'>;
type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number];

/** Evictions that wait for the end of a toleration, by the UID of the Pod. */
const WAITING: DerivedSlot<Map<string, string>> = { make: () => new Map() };

export const nodeLifecycle: Controller = {
  name: NODE_LIFECYCLE,
  observe() {
    // Nodes change only by the functions below.
  },
  reconcile(cluster, item) {
    const [key = '', uid = ''] = item.split(' ');
    const pod = cluster.getByKey('Pod', key);
    if (!cluster.derived(WAITING).delete(uid)) return;
    if (!pod || pod.metadata.uid !== uid || isTerminating(pod)) return;
    recordPodEvent(cluster, pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
    const message = 'Taint manager: deleting due to NoExecute taint';
    const cause = causeOf('taint-eviction', pod.spec?.nodeName ?? '', pod);
    deleteForDisruption(cluster, pod, { reason: 'DeletionByTaintManager', message }, cause);
  },
};

/** `kubectl cordon` and `uncordon`. */
export function setUnschedulable(cluster: Cluster, node: Node, isUnschedulable: boolean): void {
  const taints = (node.spec?.taints ?? []).filter(({ key }) => key !== UNSCHEDULABLE);
  const { unschedulable: _, taints: __, ...spec } = node.spec ?? {};
  const all: readonly Taint[] = isUnschedulable ? [...taints, { key: UNSCHEDULABLE, effect: 'NoSchedule' }] : taints;
  const changed: Node = {
    ...node,
    spec: {
      ...spec,
      ...(isUnschedulable ? { unschedulable: true } : {}),
      ...(all.length > 0 ? { taints: [...all] } : {}),
    },
  };
  cluster.update('Node', changed, causeOf(isUnschedulable ? 'cordon' : 'uncordon', node.metadata.name));
}

/** The kubelet of the node has been silent for so long (`NOTICED_AFTER`) that the control plane notices. */
export function loseNode(cluster: Cluster, node: Node): void {
  const name = node.metadata.name;
  const taints: Taint[] = [
    ...(node.spec?.taints ?? []),
    { key: UNREACHABLE, effect: 'NoSchedule' },
    { key: UNREACHABLE, effect: 'NoExecute' },
  ];
  const cause = causeOf('node-lost', name);
  cluster.update(
    'Node',
    { ...withNodeReady(node, 'Unknown', 'NodeStatusUnknown'), spec: { ...node.spec, taints } },
    cause,
  );
  for (const pod of podsOn(cluster, name)) {
    if (
      pod.status?.phase === 'Running' &&
      pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
    ) {
      cluster.update(
        'Pod',
        { ...pod, status: withReady(pod, false, cluster.now) },
        causeOf('pod-on-lost-node', name, pod),
      );
      recordPodEvent(cluster, pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    }
    const seconds = tolerationSeconds(pod);
    if (seconds === undefined || isTerminating(pod)) continue;
    cluster.derived(WAITING).set(pod.metadata.uid, keyOfObject(pod));
    cluster.enqueueAfter(seconds * 1000, NODE_LIFECYCLE, `${keyOfObject(pod)} ${pod.metadata.uid}`);
  }
}

/** The kubelet of the node runs again: evictions that still wait are called off. */
export function returnNode(cluster: Cluster, node: Node): void {
  const name = node.metadata.name;
  const { taints: _, ...spec } = node.spec ?? {};
  const taints = (node.spec?.taints ?? []).filter(({ key }) => key !== UNREACHABLE);
  const changed = { ...withNodeReady(node, 'True'), spec: { ...spec, ...(taints.length > 0 ? { taints } : {}) } };
  cluster.update('Node', changed, causeOf('node-back', name));
  for (const pod of podsOn(cluster, name)) {
    // Whoever was evicted already gets the event when the deletion is finished and the name comes back.
    if (cluster.derived(WAITING).delete(pod.metadata.uid) || isTerminating(pod)) noteCancelledEviction(cluster, pod);
  }
  wakeNode(cluster, name);
}

/**
 * The event of an eviction that is called off. Also of a Pod that was only waiting for the taint to go: it is scheduled
 * before the eviction controller knows that the taint is gone, so that one is begun and called off.
 */
export function noteCancelledEviction(cluster: Cluster, pod: Pod): void {
  const key = keyOf(pod.metadata.namespace, pod.metadata.name);
  recordPodEvent(cluster, pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
}

export function podsOn(cluster: Cluster, node: string): readonly Pod[] {
  return [...cluster.list('Pod')].filter((pod) => pod.spec?.nodeName === node);
}

function withNodeReady(node: Node, status: 'True' | 'Unknown', reason?: string): Node {
  const others = (node.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
  const ready = { type: 'Ready', status, ...(reason === undefined ? {} : { reason }) };
  return { ...node, status: { ...node.status, conditions: [ready, ...others] } };
}

/** How long a Pod stays on an unreachable node; `undefined` for ever. Without own tolerations admission gives it 300 s. */
function tolerationSeconds(pod: Pod): number | undefined {
  const fitting = (pod.spec?.tolerations ?? []).filter(
    ({ key, effect, operator }) =>
      (key === UNREACHABLE || (!key && operator === 'Exists')) && (!effect || effect === 'NoExecute'),
  );
  if (fitting.length === 0) return DEFAULT_TOLERATION_SECONDS;
  const seconds = fitting.flatMap((toleration) => toleration.tolerationSeconds ?? []);
  return seconds.length === 0 ? undefined : Math.max(0, Math.min(...seconds));
}

function recordPodEvent(cluster: Cluster, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const { namespace, name } = pod.metadata;
  cluster.recordEvent({ type, reason, kind: 'Pod', namespace, name, message });
}

function causeOf(sentence: string, node: string, pod?: Pod): Cause {
  return { by: NODE_LIFECYCLE, sentence, facts: { node, ...(pod ? { pod: pod.metadata.name } : {}) } };
}
