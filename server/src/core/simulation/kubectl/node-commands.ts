// `kubectl drain` and `uncordon`, and nodes that fall silent and come back.
// Rules: section 5.13 of the behaviour notes; `k8s.io/kubectl/pkg/drain`.

import { type Cluster, settle } from '../cluster/cluster.ts';
import { controllerOf } from '../cluster/objects.ts';
import { evict } from '../node/disruption.ts';
import { silenceNode } from '../node/kubelet.ts';
import {
  loseNode,
  NOTICED_AFTER,
  noteCancelledEviction,
  podsOn,
  returnNode,
  setUnschedulable,
} from '../node/node-lifecycle.ts';
import { isTerminating } from '../statefulset/pod-state.ts';
import { findByName } from './find-object.ts';
import { done, failed, missing, type Outcome } from './outcome.ts';
import { causeOf } from './set-commands.ts';

/** kubectl tries a refused eviction again after this many milliseconds, and gives up after its `--timeout`. */
const RETRY = 5_000;
const TIMEOUT = 20_000;
const TIMER = 'kubectl';

export function drain(cluster: Cluster, name: string): Outcome {
  const node = findByName(cluster, 'Node', name);
  if (!node) return missing('Node', name);
  const output: string[] = [node.spec?.unschedulable ? `node/${name} already cordoned` : `node/${name} cordoned`];
  setUnschedulable(cluster, node, true);
  settle(cluster, () => true);
  const pods = podsOn(cluster, name).filter((pod) => !isTerminating(pod) && controllerOf(pod)?.kind !== 'DaemonSet');
  const unowned = pods.filter(
    (pod) => !controllerOf(pod) && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed',
  );
  if (unowned.length > 0) {
    const list = unowned.map((pod) => `${pod.metadata.namespace}/${pod.metadata.name}`).join(', ');
    const why = `cannot delete Pods that declare no controller (use --force to override): ${list}`;
    return failed(...output, `error: unable to drain node "${name}" due to error: ${why}, continuing command...`);
  }
  const waiting = new Map(pods.map((pod) => [pod.metadata.uid, pod]));
  const leaving = new Map<string, string>();
  for (const pod of pods) output.push(`evicting pod ${pod.metadata.namespace}/${pod.metadata.name}`);
  const end = cluster.now + TIMEOUT;
  const isLeft = (uid: string): boolean => podsOn(cluster, name).some((pod) => pod.metadata.uid === uid);
  for (;;) {
    for (const [uid, { metadata }] of waiting) {
      const pod = cluster.get('Pod', metadata.namespace, metadata.name);
      if (pod?.metadata.uid !== uid || isTerminating(pod)) waiting.delete(uid);
      else if (evict(cluster, pod, causeOf('drain', { pod: pod.metadata.name, node: name })) === 'evicted') {
        waiting.delete(uid);
        leaving.set(uid, metadata.name);
      }
    }
    for (const { metadata } of waiting.values()) {
      output.push(
        `error when evicting pods/"${metadata.name}" -n "${metadata.namespace}" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.`,
      );
    }
    const isDone = (): boolean => waiting.size === 0 && ![...leaving.keys()].some(isLeft);
    passTime(cluster, Math.min(RETRY, end - cluster.now), isDone);
    if (isDone()) {
      for (const pod of leaving.values()) output.push(`pod/${pod} evicted`);
      return done(...new Set(output), `node/${name} drained`);
    }
    if (cluster.now >= end)
      return failed(
        ...new Set(output),
        timeoutLine(
          name,
          [...waiting.values()].map((pod) => pod.metadata),
        ),
      );
  }
}

function timeoutLine(node: string, pods: readonly { readonly name: string; readonly namespace: string }[]): string {
  const errors = pods.map(
    (pod) => `error when evicting pods/"${pod.name}" -n "${pod.namespace}": global timeout reached: 20s`,
  );
  const list = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
  return `error: unable to drain node "${node}" due to error: ${list}, continuing command...`;
}

export function uncordon(cluster: Cluster, name: string): Outcome {
  const node = findByName(cluster, 'Node', name);
  if (!node) return missing('Node', name);
  setUnschedulable(cluster, node, false);
  return done(`node/${name} uncordoned`);
}

/** Ends when the control plane has noticed. */
export function nodeLost(cluster: Cluster, name: string): Outcome {
  const node = findByName(cluster, 'Node', name);
  if (!node) return missing('Node', name);
  silenceNode(cluster, name);
  passTime(cluster, NOTICED_AFTER);
  loseNode(cluster, cluster.get('Node', '', name) ?? node);
  settle(cluster, () => true);
  return done();
}

export function nodeBack(cluster: Cluster, name: string): Outcome {
  const node = findByName(cluster, 'Node', name);
  if (!node) return missing('Node', name);
  const before = new Set(podsOn(cluster, name).map((pod) => pod.metadata.uid));
  returnNode(cluster, node);
  settle(cluster, () => true);
  for (const pod of podsOn(cluster, name)) if (!before.has(pod.metadata.uid)) noteCancelledEviction(cluster, pod);
  return done();
}

/** Lets logical time pass, or less where `isDone` holds earlier. */
export function passTime(cluster: Cluster, milliseconds: number, isDone: () => boolean = () => false): void {
  const end = cluster.now + milliseconds;
  cluster.enqueueAfter(milliseconds, TIMER, String(end));
  settle(cluster, () => cluster.now >= end || isDone());
}
