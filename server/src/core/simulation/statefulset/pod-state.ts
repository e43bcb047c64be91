// What controllers ask about a Pod. Rules: `stateful_set_utils.go`, `k8s.io/kubernetes/pkg/api/v1/pod/util.go`.

import type { Stored } from '../cluster/objects.ts';

export type Pod = Stored<'Pod'>;

export const REVISION_LABEL = 'controller-revision-hash';
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
export const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

export function isTerminating(object: { readonly metadata: { readonly deletionTimestamp?: string } }): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

export function isPodReady(pod: Pod): boolean {
  return pod.status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isPodReady(pod);
}

export function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
}

/** Ready for longer than `minReadySeconds`; `now` in logical milliseconds. */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  return readySince(pod) + minReadySeconds * 1000 < now;
}

/** The logical time at which the condition Ready took its present value. */
export function readySince(pod: Pod): number {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return Date.parse(String(condition?.lastTransitionTime ?? '')) || 0;
}

export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_LABEL] ?? '';
}

/** The ordinal of a Pod named `<set>-<digits>`, or -1. */
export function ordinalOf(podName: string, setName: string): number {
  if (!podName.startsWith(setName) || podName[setName.length] !== '-') return -1;
  const digits = podName.slice(setName.length + 1);
  return /^\d{1,10}$/.test(digits) ? Number(digits) : -1;
}
