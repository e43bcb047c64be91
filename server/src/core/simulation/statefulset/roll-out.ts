// The rolling update: which Pods are deleted so that they come back with the new template.
// Rules: the end of `stateful_set_control.go`, `updateStatefulSet`; with the gate MaxUnavailableStatefulSet its
// `updateStatefulSetAfterInvariantEstablished`; strategy Recreate behind a gate of 1.37 is not simulated.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { endOf, isInRange, replicasOf, type StatefulSet, startOf } from './new-objects.ts';
import { isAvailable, isRunningAndReady, isTerminating, type Pod, revisionOf } from './pod-state.ts';
import { deletePod, type SyncContext } from './replicas.ts';

/** Up to 1.33 the roll-out goes on when a Pod is ready, since 1.34 when it has been for `minReadySeconds`. */
const FIRST_WAITING_FOR_AVAILABLE = 34;
const MAX_UNAVAILABLE_GATE = 'MaxUnavailableStatefulSet';

/** On by default from 1.37 on (in 1.35.0 to 1.35.3 too, which the product does not tell from later 1.35). */
export function honoursMaxUnavailable(profile: ClusterProfile): boolean {
  return profile.featureGates[MAX_UNAVAILABLE_GATE] ?? profile.minor >= 37;
}

/** A percentage is rounded down, and at least one Pod may be unavailable. Rule: `getStatefulSetMaxUnavailable`. */
export function maxUnavailableOf(set: StatefulSet): number {
  const value = set.spec?.updateStrategy?.rollingUpdate?.maxUnavailable;
  if (value === undefined || value === null) return 1;
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? 1 : Math.max(1, Math.floor((Number(percent) * replicasOf(set)) / 100));
}

export function rollOut(context: SyncContext): void {
  const { set, cluster } = context;
  if (set.spec?.updateStrategy?.type !== 'RollingUpdate') return;
  if (!honoursMaxUnavailable(cluster.profile)) rollOutOneByOne(context);
  else if (context.isMonotonic) rollOutInBatches(context);
  else rollOutInParallel(context);
}

function partitionOf(set: StatefulSet): number {
  return set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
}

/** Visits the indices from the end of the range down to the partition. */
function visitDown(context: SyncContext, look: (pod: Pod | undefined) => 'settled' | 'open' | 'stop'): void {
  const { set, facts } = context;
  const end = endOf(set);
  const last = replicasOf(set) - 1 - partitionOf(set);
  facts.rollout.visit(last, (fromEnd) => {
    if (fromEnd < 0) return 'settled';
    return look(facts.podsByOrdinal.get(end - fromEnd));
  });
}

function rollOutOneByOne(context: SyncContext): void {
  const { cluster, set, pair } = context;
  visitDown(context, (pod) => {
    if (!pod) return 'stop';
    if (isOutdated(pod, pair.update.metadata.name) && !isTerminating(pod)) {
      replace(context, pod, 'roll-out-one');
      return 'stop';
    }
    if (cluster.profile.minor < FIRST_WAITING_FOR_AVAILABLE)
      return isRunningAndReady(pod) && !isTerminating(pod) ? 'settled' : 'stop';
    return isUnavailable(pod, set, cluster.now) ? 'stop' : 'settled';
  });
}

/** Everything is available here (OrderedReady), so the whole budget is free. */
function rollOutInBatches(context: SyncContext): void {
  const { pair, set } = context;
  let budget = maxUnavailableOf(set) - countUnavailable(context);
  if (budget <= 0) return;
  visitDown(context, (pod) => {
    if (!pod || !isOutdated(pod, pair.update.metadata.name) || isTerminating(pod)) return pod ? 'settled' : 'open';
    replace(context, pod, 'roll-out-batch');
    budget -= 1;
    return budget > 0 ? 'open' : 'stop';
  });
}

/** First the outdated Pods that are unavailable anyway, then available ones as far as the budget goes. */
function rollOutInParallel(context: SyncContext): void {
  const { set, facts, pair } = context;
  const update = pair.update.metadata.name;
  const [start, end] = [startOf(set), endOf(set)];
  let budget = maxUnavailableOf(set) - countUnavailable(context);
  const broken = [...facts.broken, ...facts.becomingAvailable.keys()].sort((a, b) => b - a);
  for (const ordinal of broken) {
    const pod = facts.podsByOrdinal.get(ordinal);
    if (!pod || ordinal < start + partitionOf(set) || ordinal > end) continue;
    if (isOutdated(pod, update) && !isTerminating(pod)) replace(context, pod, 'roll-out-broken');
  }
  if (budget <= 0) return;
  visitDown(context, (pod) => {
    if (!pod || !isOutdated(pod, update) || isTerminating(pod)) return 'settled';
    replace(context, pod, 'roll-out-parallel');
    budget -= 1;
    return budget > 0 ? 'open' : 'stop';
  });
}

function replace(context: SyncContext, pod: Pod, sentence: string): void {
  const { cause, pair } = context;
  if (context.created.has(pod.metadata.name)) context.deletedAgain += 1;
  deletePod(context, pod, cause(sentence, { pod: pod.metadata.name, revision: pair.update.metadata.name }));
}

function isOutdated(pod: Pod, updateRevision: string): boolean {
  return revisionOf(pod) !== updateRevision;
}

function isUnavailable(pod: Pod, set: StatefulSet, now: number): boolean {
  return isTerminating(pod) || !isAvailable(pod, set.spec?.minReadySeconds ?? 0, now);
}

/** Ordinals in range whose Pod is missing, terminating or not available. */
function countUnavailable({ set, facts }: SyncContext): number {
  const missing = replicasOf(set) - (facts.podsByOrdinal.size - facts.condemned.size);
  const unavailable = [...facts.broken, ...facts.becomingAvailable.keys()];
  return missing + unavailable.filter((ordinal) => isInRange(set, ordinal)).length;
}
