// The status of a set after a sync. Rules: `stateful_set_control.go` (`updateStatus`, `completeUpdate`).

import type { Stored } from '../cluster/objects.ts';
import { replicasOf } from './new-objects.ts';
import type { SyncContext } from './replicas.ts';

type Status = NonNullable<Stored<'StatefulSet'>['status']>;

export function updateStatus(context: SyncContext): void {
  const { cluster, facts, pair, cause } = context;
  const { set } = context;
  const update = pair.update.metadata.name;
  let current = pair.current.metadata.name;
  const replicas = facts.podsByOrdinal.size;
  const readyReplicas = facts.ready;
  const updatedReplicas = facts.countByRevision.get(update) ?? 0;
  let currentReplicas = facts.countByRevision.get(current) ?? 0;
  currentReplicas = Math.max(0, currentReplicas - context.deletedAgain);
  const wanted = replicasOf(set);
  // From 1.37 on the strategy no longer matters here.
  const canComplete = set.spec?.updateStrategy?.type === 'RollingUpdate' || cluster.profile.minor >= 37;
  if (canComplete && updatedReplicas === wanted && readyReplicas === wanted && replicas === wanted) {
    currentReplicas = updatedReplicas;
    current = update;
  }
  const status: Status = {
    observedGeneration: set.metadata.generation,
    replicas,
    readyReplicas,
    availableReplicas: countAvailable(context),
    currentReplicas,
    updatedReplicas,
    currentRevision: current,
    updateRevision: update,
    collisionCount: pair.collisionCount,
  };
  const before = set.status;
  if (before && isSame(before, status)) return;
  cluster.update('StatefulSet', { ...set, status: { ...before, ...status } }, cause('status'));
}

function isSame(a: Status, b: Status): boolean {
  return (
    a.observedGeneration === b.observedGeneration &&
    a.replicas === b.replicas &&
    a.readyReplicas === b.readyReplicas &&
    a.availableReplicas === b.availableReplicas &&
    a.currentReplicas === b.currentReplicas &&
    a.updatedReplicas === b.updatedReplicas &&
    a.currentRevision === b.currentRevision &&
    a.updateRevision === b.updateRevision &&
    a.collisionCount === b.collisionCount
  );
}

/** Ready Pods, without those that have not been ready for `minReadySeconds`. */
function countAvailable({ facts }: SyncContext): number {
  return facts.ready - facts.becomingAvailable.size;
}
