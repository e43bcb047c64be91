// One sync's work on the Pods in range and on those out of range: steps 4 to 6 of the controller.
// Rules: `stateful_set_control.go` (`processReplica`, `processCondemned`), `stateful_pod_control.go`.

import type { Cause, Cluster } from '../cluster/cluster.ts';
import { keyOfObject, type Stored } from '../cluster/objects.ts';
import { withTopologyOfNamedNode } from '../node/bind-pod.ts';
import { admittedClaim } from '../storage/claim-admission.ts';
import { deletesWhenScaled, hasStalePodOwner, wantedOwners } from './claim-retention.ts';
import { recordClaimEvent, recordPodEvent } from './events.ts';
import {
  claimNameOf,
  claimTemplatesOf,
  endOf,
  newClaims,
  newPod,
  podNameOf,
  type StatefulSet,
  startOf,
} from './new-objects.ts';
import { podRefusal } from './pod-admission.ts';
import {
  hasEnded,
  isAvailable,
  isRunningAndReady,
  isTerminating,
  ordinalOf,
  POD_INDEX_LABEL,
  POD_NAME_LABEL,
  type Pod,
} from './pod-state.ts';
import { type RevisionPair, templateOf } from './revisions.ts';
import { highestCondemned, MOST_PODS_OF_SET, type SetFacts } from './set-facts.ts';

export interface SyncContext {
  readonly cluster: Cluster;
  readonly set: StatefulSet;
  readonly facts: SetFacts;
  readonly pair: RevisionPair;
  readonly cause: (sentence: string, facts?: Cause['facts']) => Cause;
  /** OrderedReady: one Pod after the other. */
  readonly isMonotonic: boolean;
  /** Names of the Pods that this sync has created. */
  readonly created: Set<string>;
  /** How many of those the roll-out has deleted again: the status then counts one current Pod less than there are. */
  deletedAgain: number;
}

export type SyncResult = 'done' | 'waiting' | 'failed';

/** Since this version Pods that succeeded are replaced like failed ones. */
const FIRST_REPLACING_SUCCEEDED = 29;

/** Creates what is missing, lowest ordinal first, and repairs identity and owners of what is there. */
export function processReplicas(context: SyncContext): SyncResult {
  const { set, facts, isMonotonic } = context;
  let isFailed = false;
  let batch = 1;
  let inBatch = 0;
  facts.isLimited = false;
  const isComplete = facts.attention.visit(endOf(set), (ordinal) => {
    const result = processReplica(context, ordinal);
    if (result === 'limit') {
      facts.isLimited = true;
      return 'stop';
    }
    if (isMonotonic) {
      if (result === 'failed') isFailed = true;
      return result === 'done' ? 'settled' : 'stop';
    }
    if (result === 'failed') isFailed = true;
    inBatch += 1;
    const isBatchFull = inBatch >= batch;
    if (isBatchFull) {
      batch = Math.min(batch * 2, 500);
      inBatch = 0;
    }
    if (result === 'failed') return isBatchFull ? 'stop' : 'open';
    if (isFailed && isBatchFull) return 'stop';
    return result === 'done' ? 'settled' : 'open';
  });
  if (isFailed) return 'failed';
  return isComplete ? 'done' : 'waiting';
}

function processReplica(context: SyncContext, ordinal: number): SyncResult | 'limit' {
  const { cluster, set, facts, cause, isMonotonic } = context;
  const pod = facts.podsByOrdinal.get(ordinal);
  if (!pod) return createPod(context, ordinal);
  const name = pod.metadata.name;
  if (hasEnded(pod)) {
    if (pod.status?.phase === 'Failed' || cluster.profile.minor >= FIRST_REPLACING_SUCCEEDED) {
      if (!isTerminating(pod)) deletePod(context, pod, cause('replace-ended-pod', { pod: name }));
      return 'waiting';
    }
  }
  if (pod.status?.phase === 'Pending' && !createClaims(context, ordinal, name)) return 'failed';
  if (isMonotonic) {
    if (isTerminating(pod) || !isRunningAndReady(pod)) return 'waiting';
    if (!isAvailable(pod, set.spec?.minReadySeconds ?? 0, cluster.now)) return 'waiting';
  }
  repairIdentity(context, pod);
  return 'done';
}

function createPod(context: SyncContext, ordinal: number): SyncResult | 'limit' {
  const { cluster, set, pair, cause, isMonotonic } = context;
  // A set of thousands of millions of replicas is shown by its first ones; the simulation says so.
  if (context.facts.podsByOrdinal.size >= MOST_PODS_OF_SET) return 'limit';
  const name = podNameOf(set.metadata.name, ordinal);
  const claims = claimTemplatesOf(set).length > 0 ? newClaims(set, ordinal) : [];
  if (deletesWhenScaled(set)) {
    const isStale = claims.some((claim) => {
      const stored = cluster.get('PersistentVolumeClaim', set.metadata.namespace, claim.metadata.name);
      return stored && hasStalePodOwner(stored, name);
    });
    if (isStale) return 'waiting';
  }
  if (!createClaims(context, ordinal, name)) return 'failed';
  const isOld = takesCurrentRevision(set, ordinal);
  const revision = isOld ? pair.current : pair.update;
  const pod = newPod(set, templateOf(cluster, revision), revision.metadata.name, ordinal);
  const existing = cluster.get('Pod', set.metadata.namespace, name);
  // A Pod of this name that is not the set's: the API server says that it exists, the controller says nothing.
  if (existing) return 'waiting';
  const refusal = podRefusal(pod, cluster.profile.minor);
  if (refusal !== undefined) {
    recordPodEvent(cluster, set, 'create', name, refusal);
    return 'failed';
  }
  const sentence = isMonotonic ? 'create-pod-in-order' : 'create-pod-at-once';
  const created = cluster.create(
    'Pod',
    withTopologyOfNamedNode(cluster, pod),
    cause(sentence, { pod: name, revision: revision.metadata.name }),
  );
  context.created.add(name);
  updateClaimOwners(context, created);
  recordPodEvent(cluster, set, 'create', name);
  return isMonotonic ? 'waiting' : 'done';
}

/** Whether a Pod of this ordinal comes (back) with the current revision. Rule: `newVersionedStatefulSetPod`. */
function takesCurrentRevision(set: StatefulSet, ordinal: number): boolean {
  const strategy = set.spec?.updateStrategy;
  const block = strategy?.rollingUpdate;
  if (block) return ordinal < startOf(set) + (block.partition ?? 0);
  return strategy?.type === 'RollingUpdate' && ordinal < startOf(set) + (set.status?.currentReplicas ?? 0);
}

/** Makes the claims that are missing; false where one of them is in the way. */
function createClaims({ cluster, set, cause }: SyncContext, ordinal: number, podName: string): boolean {
  if (claimTemplatesOf(set).length === 0) return true;
  const errors: string[] = [];
  for (const claim of newClaims(set, ordinal)) {
    const stored = cluster.get('PersistentVolumeClaim', set.metadata.namespace, claim.metadata.name);
    if (!stored) {
      const { name } = claim.metadata;
      cluster.create(
        'PersistentVolumeClaim',
        admittedClaim(cluster, claim),
        cause('create-claim', { claim: name, pod: podName }),
      );
      recordClaimEvent(cluster, set, name, podName);
    } else if (isTerminating(stored)) errors.push(`pvc ${stored.metadata.name} is being deleted`);
  }
  if (errors.length === 0) return true;
  recordPodEvent(cluster, set, 'create', podName, errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`);
  return false;
}

/** Sets the owners that the retention policy asks for; whether anything changed. */
export function updateClaimOwners({ cluster, set, cause }: SyncContext, pod: Pod): boolean {
  const ordinal = ordinalOf(pod.metadata.name, set.metadata.name);
  let isChanged = false;
  for (const template of claimTemplatesOf(set)) {
    const name = claimNameOf(template.metadata?.name ?? '', set.metadata.name, ordinal);
    const claim = cluster.get('PersistentVolumeClaim', set.metadata.namespace, name);
    const ownerReferences = claim && wantedOwners(claim, set, pod);
    if (!claim || !ownerReferences) continue;
    isChanged = true;
    const { ownerReferences: _, ...metadata } = claim.metadata;
    const changed: Stored<'PersistentVolumeClaim'> = {
      ...claim,
      metadata: { ...metadata, ...(ownerReferences.length > 0 ? { ownerReferences } : {}) },
    };
    cluster.update('PersistentVolumeClaim', changed, cause('retention-owner', { claim: name, pod: pod.metadata.name }));
  }
  return isChanged;
}

function repairIdentity(context: SyncContext, pod: Pod): void {
  const { cluster, set, cause } = context;
  const name = pod.metadata.name;
  const ownersChanged = claimTemplatesOf(set).length > 0 && updateClaimOwners(context, pod);
  const labels = pod.metadata.labels ?? {};
  const hasIdentity = labels[POD_NAME_LABEL] === name && labels[POD_INDEX_LABEL] !== undefined;
  if (!hasIdentity && !isTerminating(pod)) {
    const index = String(ordinalOf(name, set.metadata.name));
    const metadata = { ...pod.metadata, labels: { ...labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: index } };
    cluster.update('Pod', { ...pod, metadata }, cause('repair-identity', { pod: name }));
  }
  if (ownersChanged || !hasIdentity) recordPodEvent(cluster, set, 'update', name);
}

/** Deletes the Pods out of range, highest ordinal first. */
export function processCondemned(context: SyncContext): SyncResult {
  const { set, facts, cause, isMonotonic } = context;
  if (facts.condemned.size === 0) return 'done';
  if (claimTemplatesOf(set).length > 0) {
    for (const ordinal of [...facts.unchecked].sort((a, b) => b - a)) {
      const pod = facts.condemned.has(ordinal) ? facts.podsByOrdinal.get(ordinal) : undefined;
      if (pod) updateClaimOwners(context, pod);
    }
  }
  facts.unchecked.clear();
  if (isMonotonic) return processHighestCondemned(context);
  for (const ordinal of [...facts.condemned].sort((a, b) => b - a)) {
    const pod = facts.podsByOrdinal.get(ordinal);
    if (!pod || isTerminating(pod)) continue;
    deletePod(context, pod, cause('scale-down-at-once', { pod: pod.metadata.name }));
  }
  return 'done';
}

/** One Pod after the other; a broken one goes only where it is the lowest that is broken. */
function processHighestCondemned(context: SyncContext): SyncResult {
  const { facts, cause } = context;
  const ordinal = highestCondemned(facts);
  const pod = ordinal === undefined ? undefined : facts.podsByOrdinal.get(ordinal);
  if (ordinal === undefined || !pod) return 'done';
  if (isTerminating(pod)) return 'waiting';
  if (facts.broken.has(ordinal) || facts.becomingAvailable.has(ordinal)) {
    // Reached only with everything in range available, so that the first broken Pod is one of these.
    const broken = [...facts.broken, ...facts.becomingAvailable.keys()].filter((other) => facts.condemned.has(other));
    if (Math.min(...broken) !== ordinal) return 'waiting';
  }
  deletePod(context, pod, cause('scale-down-in-order', { pod: pod.metadata.name }));
  return 'waiting';
}

/** Asks for the deletion of a Pod; the kubelet of its node finishes it, without a node it is gone at once. */
export function deletePod({ cluster, set }: SyncContext, pod: Pod, cause: Cause): void {
  if (pod.spec?.nodeName) cluster.markDeleting('Pod', pod, cause);
  else cluster.remove('Pod', keyOfObject(pod), cause);
  recordPodEvent(cluster, set, 'delete', pod.metadata.name);
}
