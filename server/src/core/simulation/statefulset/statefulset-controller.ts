// The StatefulSet controller: creates, replaces and removes the Pods of a set, keeps its revisions and its status.
// It follows `pkg/controller/statefulset/stateful_set_control.go` step by step; what it never does is run a Pod.
// Start at `syncSet`.

import { matchesSelector } from '../../kubernetes/label-selector.ts';
import type { Cause, Change, Cluster, Controller } from '../cluster/cluster.ts';
import { GARBAGE_COLLECTOR } from '../cluster/garbage-collector.ts';
import { controllerOf, keyOf } from '../cluster/objects.ts';
import { isInRange, ownerReferenceTo, type StatefulSet, startOf } from './new-objects.ts';
import { ordinalOf, type Pod } from './pod-state.ts';
import { processCondemned, processReplicas, type SyncContext } from './replicas.ts';
import {
  adoptRevisions,
  currentAndUpdate,
  noteRevision,
  ownerKeyOf,
  REVISIONS,
  revisionsOf,
  truncateHistory,
} from './revisions.ts';
import { rollOut } from './roll-out.ts';
import { FACTS, factsOf, notePod, noteReady, type SetFacts, setKeyOf, touch } from './set-facts.ts';
import { updateStatus } from './set-status.ts';

export const STATEFULSET_CONTROLLER = 'statefulset-controller';

export const statefulSetController: Controller = {
  name: STATEFULSET_CONTROLLER,
  observe,
  reconcile: syncSet,
};

function observe(cluster: Cluster, change: Change): void {
  if (change.kind === 'StatefulSet') {
    cluster.enqueue(STATEFULSET_CONTROLLER, change.key);
  } else if (change.kind === 'Pod') {
    observePod(cluster, change as Change<'Pod'>);
  } else if (change.kind === 'PersistentVolumeClaim') {
    observeClaim(cluster, change as Change<'PersistentVolumeClaim'>);
  } else if (change.kind === 'ControllerRevision') {
    const { before, after } = change as Change<'ControllerRevision'>;
    const index = cluster.peekDerived(REVISIONS);
    if (index) noteRevision(index, before, after);
    const revision = after ?? before;
    if (revision) cluster.enqueue(STATEFULSET_CONTROLLER, ownerKeyOf(revision));
  }
}

function observePod(cluster: Cluster, { before, after }: Change<'Pod'>): void {
  const facts = cluster.peekDerived(FACTS);
  if (facts) notePod(facts, before, after);
  const [ownerBefore, ownerAfter] = [before && setKeyOf(before), after && setKeyOf(after)];
  if (ownerBefore !== undefined) cluster.enqueue(STATEFULSET_CONTROLLER, ownerBefore);
  if (ownerAfter !== undefined) cluster.enqueue(STATEFULSET_CONTROLLER, ownerAfter);
  if (ownerAfter !== undefined && ownerBefore === ownerAfter) return;
  const pod = after ?? before;
  if (!pod || (after && controllerOf(after))) return;
  // A Pod that nobody owns may be one to adopt, or one whose end makes its name free.
  const setName = pod.metadata.name.replace(/-\d+$/, '');
  const key = keyOf(pod.metadata.namespace, setName);
  const set = facts?.bySet.get(key);
  if (set) touch(set, ordinalOf(pod.metadata.name, setName));
  cluster.enqueue(STATEFULSET_CONTROLLER, key);
}

/** Claims matter by their existence, their owners and whether they are being deleted. */
function observeClaim(cluster: Cluster, { before, after }: Change<'PersistentVolumeClaim'>): void {
  const isSame =
    before &&
    after &&
    before.metadata.ownerReferences === after.metadata.ownerReferences &&
    before.metadata.deletionTimestamp === after.metadata.deletionTimestamp;
  const claim = after ?? before;
  if (isSame || !claim) return;
  const ordinal = Number(/-(\d+)$/.exec(claim.metadata.name)?.[1] ?? -1);
  if (ordinal < 0) return;
  const rest = claim.metadata.name.slice(0, -`-${ordinal}`.length);
  // The name does not say where that of the template ends; every set that fits gets a look.
  for (let at = rest.indexOf('-'); at >= 0; at = rest.indexOf('-', at + 1)) {
    const key = keyOf(claim.metadata.namespace, rest.slice(at + 1));
    const set = cluster.peekDerived(FACTS)?.bySet.get(key);
    if (!set) continue;
    touch(set, ordinal);
    if (!after) cluster.enqueue(STATEFULSET_CONTROLLER, key);
  }
}

function syncSet(cluster: Cluster, key: string): void {
  const set = cluster.getByKey('StatefulSet', key);
  if (!set) return;
  const facts = factsOf(cluster, key);
  if (facts.retryAt > cluster.now) return;
  const cause = (sentence: string, more: Cause['facts'] = {}): Cause => ({
    by: STATEFULSET_CONTROLLER,
    sentence,
    facts: { set: set.metadata.name, ...more },
  });
  if (set.metadata.deletionTimestamp === undefined) {
    adoptPods(cluster, set, cause);
    adoptRevisions(cluster, set, cause('adopt-revision'));
  }
  takeSpec(set, facts);
  noteAvailability(cluster, key, facts);
  const revisions = revisionsOf(cluster, set);
  if (set.metadata.deletionTimestamp !== undefined && revisions.length === 0) {
    // Seen once on real clusters: the controller makes the revision again that the garbage collector has just taken.
    if (facts.hasMadeRevisionAgain) return;
    facts.hasMadeRevisionAgain = true;
    cluster.enqueue(GARBAGE_COLLECTOR, `set ${key}`);
  }
  const pair = currentAndUpdate(cluster, set, revisions, cause('new-revision'));
  if (facts.updateRevision !== pair.update.metadata.name) {
    facts.updateRevision = pair.update.metadata.name;
    facts.rollout.reset(0);
  }
  const context: SyncContext = {
    cluster,
    set,
    facts,
    pair,
    cause,
    isMonotonic: !isParallel(set),
    created: new Set(),
    deletedAgain: 0,
  };
  if (set.metadata.deletionTimestamp === undefined) {
    const result = act(context);
    if (result === 'failed') scheduleRetry(cluster, key, facts);
    else facts.failures = 0;
  }
  updateStatus(context);
  const live = new Set([pair.current.metadata.name, pair.update.metadata.name]);
  truncateHistory(
    cluster,
    set,
    revisions,
    (name) => live.has(name) || facts.countByRevision.has(name) || hasTerminatingPodOf(facts, name),
    cause('truncate-history'),
  );
}

function act(context: SyncContext): 'done' | 'waiting' | 'failed' {
  const replicas = processReplicas(context);
  if (replicas !== 'done') return replicas;
  const condemned = processCondemned(context);
  if (condemned !== 'done') return condemned;
  rollOut(context);
  return 'done';
}

function isParallel(set: StatefulSet): boolean {
  return set.spec?.podManagementPolicy === 'Parallel';
}

/** Pods that match the selector, carry a name of the set and have no owner become the set's. */
function adoptPods(cluster: Cluster, set: StatefulSet, cause: SyncContext['cause']): void {
  const orphans = cluster.derived(FACTS).orphans.get(set.metadata.namespace);
  if (!orphans || orphans.size === 0) return;
  for (const key of [...orphans]) {
    const pod = cluster.getByKey('Pod', key);
    if (!pod || pod.metadata.deletionTimestamp !== undefined) continue;
    if (ordinalOf(pod.metadata.name, set.metadata.name) < 0) continue;
    if (!matchesSelector(set.spec?.selector, pod.metadata.labels)) continue;
    const ownerReferences = [...(pod.metadata.ownerReferences ?? []), ownerReferenceTo('apps/v1', 'StatefulSet', set)];
    const adopted: Pod = { ...pod, metadata: { ...pod.metadata, ownerReferences } };
    cluster.update('Pod', adopted, cause('adopt-pod', { pod: pod.metadata.name }));
  }
}

/** After a change of the spec every ordinal has to be looked at again. */
function takeSpec(set: StatefulSet, facts: SetFacts): void {
  if (facts.specOf === set.spec) return;
  facts.specOf = set.spec;
  facts.attention.reset(startOf(set));
  facts.rollout.reset(0);
  facts.condemned.clear();
  facts.condemnedInOrder = undefined;
  facts.knownCondemned.clear();
  facts.becomingAvailable.clear();
  facts.failures = 0;
  facts.hasMadeRevisionAgain = false;
  for (const [ordinal, pod] of facts.podsByOrdinal) {
    if (!isInRange(set, ordinal)) {
      facts.condemned.add(ordinal);
      facts.knownCondemned.add(ordinal);
      facts.unchecked.add(ordinal);
    }
    if (!facts.broken.has(ordinal)) noteReady(facts, ordinal, pod);
  }
}

/** Looks again at Pods whose `minReadySeconds` have passed, and asks for a look when those of the others will have. */
function noteAvailability(cluster: Cluster, key: string, facts: SetFacts): void {
  for (const [ordinal, { time, isScheduled }] of facts.becomingAvailable) {
    if (time <= cluster.now) {
      facts.becomingAvailable.delete(ordinal);
      touch(facts, ordinal);
    } else if (!isScheduled) {
      facts.becomingAvailable.set(ordinal, { time, isScheduled: true });
      cluster.enqueueAfter(time - cluster.now, STATEFULSET_CONTROLLER, key);
    }
  }
}

/** Failures are tried again with growing pauses; after some tries nothing new can come of it but by a change. */
const MOST_RETRIES = 5;

function scheduleRetry(cluster: Cluster, key: string, facts: SetFacts): void {
  if (facts.failures >= MOST_RETRIES) return;
  const delay = 5 * 2 ** facts.failures;
  facts.failures += 1;
  facts.retryAt = cluster.now + delay;
  cluster.enqueueAfter(delay, STATEFULSET_CONTROLLER, key);
}

function hasTerminatingPodOf(facts: SetFacts, revision: string): boolean {
  for (const pod of facts.podsByOrdinal.values()) {
    if (pod.metadata.labels?.['controller-revision-hash'] === revision) return true;
  }
  return false;
}
