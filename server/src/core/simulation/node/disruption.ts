// PodDisruptionBudgets: how many Pods may be evicted now, and evicting one.
// Rules: `pkg/controller/disruption/disruption.go`, `pkg/registry/core/pod/storage/eviction.go`.

import { matchesSelector } from '../../kubernetes/label-selector.ts';
import type { Cause, Change, Cluster, ClusterState, Controller, DerivedSlot } from '../cluster/cluster.ts';
import { controllerOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { isPodReady, isTerminating, type Pod } from '../statefulset/pod-state.ts';

export const DISRUPTION_CONTROLLER = 'disruption-controller';

type Budget = Stored<'PodDisruptionBudget'>;

export interface BudgetStatus {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  readonly currentHealthy: number;
  readonly disruptionsAllowed: number;
}

/** Budgets that were told to have no Pods; the event says it once as long as it stays so. */
const TOLD: DerivedSlot<Set<string>> = { make: () => new Set() };

/** It keeps no status: that is computed when asked for. What it tells is that a budget selects no Pod. */
export const disruptionController: Controller = {
  name: DISRUPTION_CONTROLLER,
  observe(cluster: Cluster, change: Change) {
    if (change.kind === 'PodDisruptionBudget' && change.after) cluster.enqueue(DISRUPTION_CONTROLLER, change.key);
  },
  reconcile(cluster: Cluster, key: string) {
    const budget = cluster.getByKey('PodDisruptionBudget', key);
    if (!budget || cluster.derived(TOLD).has(key)) return;
    if (podsOfBudget(cluster, budget).length > 0) return;
    cluster.derived(TOLD).add(key);
    const { namespace, name } = budget.metadata;
    const message = 'No matching pods found';
    cluster.recordEvent({ type: 'Normal', reason: 'NoPods', kind: 'PodDisruptionBudget', namespace, name, message });
  },
};

export function podsOfBudget(state: ClusterState, budget: Budget): readonly Pod[] {
  const selector = budget.spec?.selector;
  const pods: Pod[] = [];
  for (const pod of state.list('Pod')) {
    if (pod.metadata.namespace === budget.metadata.namespace && matchesSelector(selector, pod.metadata.labels)) {
      pods.push(pod);
    }
  }
  return pods;
}

export function budgetStatus(state: ClusterState, budget: Budget): BudgetStatus {
  const pods = podsOfBudget(state, budget);
  const { minAvailable, maxUnavailable } = budget.spec ?? {};
  let expectedPods = pods.length;
  let desiredHealthy = 0;
  if (maxUnavailable !== undefined && maxUnavailable !== null) {
    expectedPods = expectedScale(state, pods);
    desiredHealthy = Math.max(0, expectedPods - scaled(maxUnavailable, expectedPods));
  } else if (typeof minAvailable === 'number') desiredHealthy = minAvailable;
  else if (minAvailable !== undefined && minAvailable !== null) {
    expectedPods = expectedScale(state, pods);
    desiredHealthy = scaled(minAvailable, expectedPods);
  }
  const currentHealthy = pods.filter((pod) => !isTerminating(pod) && isPodReady(pod)).length;
  const disruptionsAllowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
  return { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed };
}

export type Eviction = 'evicted' | 'refused';

/** Asks for a Pod's eviction; a refusal is to be tried again later. */
export function evict(cluster: Cluster, pod: Pod, cause: Cause): Eviction {
  if (!isFree(cluster, pod)) return 'refused';
  const message = 'Eviction API: evicting';
  deleteForDisruption(cluster, pod, { reason: 'EvictionByEvictionAPI', message }, cause);
  return 'evicted';
}

/** Deletes a Pod and says at it why. */
export function deleteForDisruption(
  cluster: Cluster,
  pod: Pod,
  disruption: { readonly reason: string; readonly message: string },
  cause: Cause,
): void {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const condition = { type: 'DisruptionTarget', status: 'True', ...disruption };
  const told: Pod = { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
  if (pod.spec?.nodeName) cluster.markDeleting('Pod', told, cause);
  else cluster.remove('Pod', keyOfObject(pod), cause);
}

function isFree(cluster: Cluster, pod: Pod): boolean {
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending') return true;
  const budgets = [...cluster.list('PodDisruptionBudget')].filter(
    (budget) =>
      budget.metadata.namespace === pod.metadata.namespace &&
      matchesSelector(budget.spec?.selector, pod.metadata.labels),
  );
  const [budget, second] = budgets;
  if (!budget) return true;
  // More than one budget for a Pod is an error of the eviction, for good.
  if (second) return false;
  const { currentHealthy, desiredHealthy, disruptionsAllowed } = budgetStatus(cluster, budget);
  if (!isPodReady(pod)) {
    if (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
    if (currentHealthy >= desiredHealthy && desiredHealthy > 0) return true;
  }
  return disruptionsAllowed > 0;
}

/** The replicas that the controllers of these Pods are asked for. */
function expectedScale(state: ClusterState, pods: readonly Pod[]): number {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) continue;
    const set = owner.kind === 'StatefulSet' ? state.get('StatefulSet', pod.metadata.namespace, owner.name) : undefined;
    if (set) scales.set(owner.uid, set.spec?.replicas ?? 1);
  }
  return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
}

/** Percentages are rounded up here. */
function scaled(value: number | string, total: number): number {
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? Number(value) || 0 : Math.ceil((Number(percent) * total) / 100);
}
