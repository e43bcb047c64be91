// Stands in for the kubelets of all nodes: starts Pods that are scheduled, makes them ready, finishes deletions.
// No container runs; what a user says about Pods (never ready, failed) comes in as rules. Its delays are logical and
// alike for all Pods, long enough that controllers act in between.

import type { Cause, Change, Cluster, Controller, DerivedSlot } from '../cluster/cluster.ts';
import { keyOfObject, type Stored } from '../cluster/objects.ts';
import { isPodReady, isTerminating, type Pod } from '../statefulset/pod-state.ts';

export const KUBELET = 'kubelet';

/** Logical milliseconds, as the recordings' stand-in has them. */
const DELAYS = { running: 250, ready: 150, notReady: 150, gone: 250 } as const;

export interface ReadinessRule {
  readonly pods: ReadonlySet<string>;
  /** Only while the first container has this image. */
  readonly image?: string;
}

interface KubeletState {
  /** Rules of the user; a Pod that one of them names runs but is not ready. */
  rules: readonly ReadinessRule[];
  readonly lostNodes: Set<string>;
  /** UIDs of Pods that a kubelet has begun to start or to stop. */
  readonly starting: Set<string>;
  readonly stopping: Set<string>;
  /** How many Pods got an address. */
  addresses: number;
  /** How many times as long everything takes with a Pod of this name. */
  slownessOf: (pod: string) => number;
}

const STATE: DerivedSlot<KubeletState> = {
  make: () => ({
    rules: [],
    lostNodes: new Set(),
    starting: new Set(),
    stopping: new Set(),
    addresses: 0,
    slownessOf: () => 1,
  }),
};

export const kubelet: Controller = { name: KUBELET, observe, reconcile };

/** Makes some Pods slower than others, so that what only timing decides shows; before there are Pods. */
export function setSlowness(cluster: Cluster, slownessOf: (pod: string) => number): void {
  cluster.derived(STATE).slownessOf = slownessOf;
}

/** From now on these Pods run without being ready, also when they come later or again. */
export function holdUnready(cluster: Cluster, names: readonly string[], image?: string): void {
  const state = cluster.derived(STATE);
  state.rules = [...state.rules, { pods: new Set(names), ...(image === undefined ? {} : { image }) }];
  reviewReadiness(cluster, names);
}

/** Undoes `holdUnready` for these Pods. */
export function releaseUnready(cluster: Cluster, names: readonly string[]): void {
  const state = cluster.derived(STATE);
  const released = new Set(names);
  state.rules = state.rules.map((rule) => ({
    ...rule,
    pods: new Set([...rule.pods].filter((name) => !released.has(name))),
  }));
  reviewReadiness(cluster, names);
}

/** Sets the phase of Pods to Failed, once. */
export function failPods(cluster: Cluster, names: readonly string[]): void {
  for (const pod of podsNamed(cluster, names)) {
    if (isTerminating(pod) || pod.status?.phase !== 'Running') continue;
    const cause = causeOf('pod-failed', pod);
    const status = { ...withReady(pod, false, cluster.now), phase: 'Failed' as const, reason: 'Crashed' };
    cluster.update('Pod', { ...pod, status }, cause);
  }
}

/** The kubelet of a node stops: nothing of its Pods changes any more. */
export function silenceNode(cluster: Cluster, node: string): void {
  cluster.derived(STATE).lostNodes.add(node);
}

export function isSilent(cluster: Cluster, node: string | undefined): boolean {
  return node !== undefined && (cluster.peekDerived(STATE)?.lostNodes.has(node) ?? false);
}

/** It runs again: finishes deletions and reports its Pods. */
export function wakeNode(cluster: Cluster, node: string): void {
  const state = cluster.derived(STATE);
  state.lostNodes.delete(node);
  for (const pod of [...cluster.list('Pod')]) {
    if (pod.spec?.nodeName !== node) continue;
    if (isTerminating(pod) || pod.status?.phase === 'Pending') {
      state.starting.delete(pod.metadata.uid);
      state.stopping.delete(pod.metadata.uid);
      cluster.enqueue(KUBELET, keyOfObject(pod));
    } else reviewPod(cluster, pod);
  }
}

function observe(cluster: Cluster, change: Change): void {
  if (change.kind !== 'Pod') return;
  const { before, after } = change as Change<'Pod'>;
  if (!after) {
    if (before) forget(cluster, before);
    return;
  }
  if (after.spec?.nodeName === undefined) return;
  const isNews =
    before?.spec?.nodeName !== after.spec.nodeName ||
    before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp;
  if (isNews) cluster.enqueue(KUBELET, change.key);
}

function forget(cluster: Cluster, pod: Pod): void {
  const state = cluster.peekDerived(STATE);
  state?.starting.delete(pod.metadata.uid);
  state?.stopping.delete(pod.metadata.uid);
}

/** The key of a Pod, or `key uid next` for what a delay was waited for. */
function reconcile(cluster: Cluster, item: string): void {
  const [key = '', uid, next] = item.split(' ');
  const pod = cluster.getByKey('Pod', key);
  if (!pod || (uid !== undefined && pod.metadata.uid !== uid)) return;
  const state = cluster.derived(STATE);
  if (isSilent(cluster, pod.spec?.nodeName)) return;
  if (isTerminating(pod)) stop(cluster, state, pod, next);
  else if (next === undefined) start(cluster, state, pod);
  else if (next === 'running') run(cluster, pod);
  else if (next === 'ready') becomeReady(cluster, pod);
}

function later(cluster: Cluster, pod: Pod, delay: keyof typeof DELAYS, next: string): void {
  const slowness = cluster.derived(STATE).slownessOf(pod.metadata.name);
  cluster.enqueueAfter(DELAYS[delay] * slowness, KUBELET, `${keyOfObject(pod)} ${pod.metadata.uid} ${next}`);
}

function start(cluster: Cluster, state: KubeletState, pod: Pod): void {
  if (pod.status?.phase !== 'Pending' || state.starting.has(pod.metadata.uid)) return;
  state.starting.add(pod.metadata.uid);
  later(cluster, pod, 'running', 'running');
}

function run(cluster: Cluster, pod: Pod): void {
  if (pod.status?.phase !== 'Pending') return;
  const state = cluster.derived(STATE);
  state.addresses += 1;
  const address = addressOf(state.addresses);
  const status: Pod['status'] = {
    ...withReady(pod, false, cluster.now),
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
  };
  cluster.update('Pod', { ...pod, status }, causeOf('pod-running', pod));
  later(cluster, pod, 'ready', 'ready');
}

/** The n-th address of 10.0.0.0/8 from 10.244.0.1 on. */
function addressOf(n: number): string {
  const value = (244 << 16) + n;
  return `10.${(value >> 16) & 255}.${(value >> 8) & 255}.${value & 255}`;
}

function becomeReady(cluster: Cluster, pod: Pod): void {
  if (pod.status?.phase !== 'Running' || isHeld(cluster, pod)) return;
  if (pod.spec?.restartPolicy !== undefined && pod.spec.restartPolicy !== 'Always') {
    const status = { ...withReady(pod, false, cluster.now), phase: 'Succeeded' as const };
    cluster.update('Pod', { ...pod, status }, causeOf('pod-succeeded', pod));
  } else setReady(cluster, pod, true);
}

function stop(cluster: Cluster, state: KubeletState, pod: Pod, next: string | undefined): void {
  const { uid } = pod.metadata;
  if (next === 'gone') {
    cluster.remove('Pod', keyOfObject(pod), causeOf('pod-gone', pod));
  } else if (next === 'not-ready') {
    setReady(cluster, pod, false);
    later(cluster, cluster.getByKey('Pod', keyOfObject(pod)) ?? pod, 'gone', 'gone');
  } else if (!state.stopping.has(uid)) {
    state.stopping.add(uid);
    later(cluster, pod, 'notReady', 'not-ready');
  }
}

function podsNamed(cluster: Cluster, names: readonly string[]): readonly Pod[] {
  const wanted = new Set(names);
  return [...cluster.list('Pod')].filter((pod) => wanted.has(pod.metadata.name));
}

function reviewReadiness(cluster: Cluster, names: readonly string[]): void {
  for (const pod of podsNamed(cluster, names)) {
    if (!isSilent(cluster, pod.spec?.nodeName)) reviewPod(cluster, pod);
  }
}

function reviewPod(cluster: Cluster, pod: Pod): void {
  if (pod.status?.phase !== 'Running' || isTerminating(pod)) return;
  const restarts = pod.spec?.restartPolicy === undefined || pod.spec.restartPolicy === 'Always';
  if (restarts) setReady(cluster, pod, !isHeld(cluster, pod));
}

function isHeld(cluster: Cluster, pod: Pod): boolean {
  const image = pod.spec?.containers?.[0]?.image;
  return cluster
    .derived(STATE)
    .rules.some((rule) => rule.pods.has(pod.metadata.name) && (rule.image === undefined || rule.image === image));
}

function setReady(cluster: Cluster, pod: Pod, isReady: boolean): void {
  if (isPodReady(pod) === isReady) return;
  const cause = causeOf(isReady ? 'pod-ready' : 'pod-not-ready', pod);
  cluster.update('Pod', { ...pod, status: { ...pod.status, ...withReady(pod, isReady, cluster.now) } }, cause);
}

/** The status of a Pod with another condition Ready. */
export function withReady(pod: Stored<'Pod'>, isReady: boolean, now: number): NonNullable<Pod['status']> {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
  const ready = {
    type: 'Ready',
    status: isReady ? 'True' : 'False',
    lastTransitionTime: new Date(now).toISOString(),
  };
  return { ...pod.status, conditions: [...others, ready] };
}

function causeOf(sentence: string, pod: Pod): Cause {
  return { by: KUBELET, sentence, facts: { pod: pod.metadata.name } };
}
