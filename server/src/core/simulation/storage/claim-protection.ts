// Keeps claims that Pods use from being deleted, and (since 1.37) says of bound claims whether a Pod uses them.
// Rules: `pkg/controller/volume/pvcprotection/pvc_protection_controller.go`.

import type { Cluster, Controller } from '../cluster/cluster.ts';
import type { Stored } from '../cluster/objects.ts';
import { claimKeysOf, hasPodEnded, podsUsing, type StoredPod, tellsUnusedClaims } from './volume-facts.ts';
import type { StoredClaim } from './volume-writes.ts';

export const PROTECTION_CONTROLLER = 'pvc-protection-controller';
const FINALIZER = 'kubernetes.io/pvc-protection';

export function createClaimProtection(): Controller {
  return {
    name: PROTECTION_CONTROLLER,
    observe(cluster, { kind, key, before, after }) {
      if (kind === 'PersistentVolumeClaim' && after) cluster.enqueue(PROTECTION_CONTROLLER, key);
      if (kind !== 'Pod') return;
      // A change of a kind holds objects of that kind.
      const [podBefore, podAfter] = [before as StoredPod | undefined, after as StoredPod | undefined];
      if (podBefore && podAfter && usesClaims(podBefore) === usesClaims(podAfter)) return;
      for (const pod of [podBefore, podAfter]) {
        if (pod) for (const claim of claimKeysOf(pod)) cluster.enqueue(PROTECTION_CONTROLLER, claim);
      }
    },
    reconcile(cluster, key) {
      const claim = cluster.getByKey('PersistentVolumeClaim', key);
      if (!claim) return;
      const pods = [...podsUsing(cluster, key)];
      if (claim.metadata.deletionTimestamp === undefined) tellWhetherUsed(cluster, claim, pods);
      else if (!pods.some((pod) => pod.spec?.nodeName)) removeFinalizer(cluster, claim, key);
    },
  };
}

/** Only a Pod that has a node keeps a claim; one that has ended still does, until it is removed. */
function removeFinalizer(cluster: Cluster, claim: StoredClaim, key: string): void {
  const why = { by: PROTECTION_CONTROLLER, sentence: 'claim-not-in-use', facts: { claim: claim.metadata.name } };
  const finalizers = (claim.metadata.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
  if (finalizers.length === 0) cluster.remove('PersistentVolumeClaim', key, why);
  else if (finalizers.length !== claim.metadata.finalizers?.length) {
    cluster.update('PersistentVolumeClaim', { ...claim, metadata: { ...claim.metadata, finalizers } }, why);
  }
}

function tellWhetherUsed(cluster: Cluster, claim: StoredClaim, pods: readonly StoredPod[]): void {
  if (claim.status?.phase !== 'Bound' || !tellsUnusedClaims(cluster)) return;
  const status = pods.some((pod) => !hasPodEnded(pod)) ? 'False' : 'True';
  const conditions = claim.status.conditions ?? [];
  if (conditions.find(({ type }) => type === 'Unused')?.status === status) return;
  const condition =
    status === 'False'
      ? { reason: 'PodUsingPVC', message: 'A pod is currently referencing this PVC' }
      : { reason: 'NoPodsUsingPVC', message: 'No pods are currently referencing this PVC' };
  const others = conditions.filter(({ type }) => type !== 'Unused');
  const told: Stored<'PersistentVolumeClaim'> = {
    ...claim,
    status: { ...claim.status, conditions: [...others, { type: 'Unused', status, ...condition }] },
  };
  const sentence = status === 'False' ? 'claim-in-use' : 'claim-not-in-use';
  cluster.update('PersistentVolumeClaim', told, {
    by: PROTECTION_CONTROLLER,
    sentence,
    facts: { claim: claim.metadata.name },
  });
}

/** What of a Pod matters to its claims. */
function usesClaims(pod: StoredPod): string {
  return `${pod.spec?.nodeName ? 'scheduled' : ''} ${hasPodEnded(pod) ? 'ended' : ''}`;
}
