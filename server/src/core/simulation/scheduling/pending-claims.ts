// Which claim of which Pod stays without a volume, and for every volume why it does not serve: what the diagnostics and
// the preview tell. It reads a settled cluster and changes nothing.

import type { Cluster } from '../cluster/cluster.ts';
import { keyOfObject } from '../cluster/objects.ts';
import { bindsLate, classOf } from '../storage/storage-objects.ts';
import { comparesAttributesClass, PENDING_CLAIMS, podsUsing } from '../storage/volume-facts.ts';
import { isUsableOn } from '../storage/volume-index.ts';
import { mismatchesOf, requestedVolumeMismatch, type VolumeMismatch } from '../storage/volume-mismatch.ts';
import type { StoredClaim, StoredVolume } from '../storage/volume-writes.ts';
import { isAssumedNode } from './assumed-nodes.ts';
import { nodeMisfit, type Pod } from './node-fit.ts';

export interface PendingClaim {
  readonly claim: StoredClaim;
  /** Pods that use it, in order of their creation. */
  readonly pods: readonly Pod[];
  /** How a volume would come: made on demand, or one of those that exist. */
  readonly needs: 'existing-volume' | 'provisioner' | 'class';
  /** Computed when asked for: thousands of claims with thousands of volumes are not compared in advance. */
  volumes(): readonly VolumeReport[];
}

export interface VolumeReport {
  readonly volume: string;
  /** In the order in which the binder tests; empty where nothing about the volume itself stands against it. */
  readonly mismatches: readonly VolumeMismatch[];
}

/** Claims that are Pending, in order of their creation. */
export function pendingClaimsOf(cluster: Cluster): readonly PendingClaim[] {
  return [...cluster.derived(PENDING_CLAIMS)].flatMap((key) => {
    const claim = cluster.getByKey('PersistentVolumeClaim', key);
    return claim
      ? [
          {
            claim,
            pods: [...podsUsing(cluster, key)],
            needs: needsOf(cluster, claim),
            volumes: () => volumesFor(cluster, claim),
          },
        ]
      : [];
  });
}

function needsOf(cluster: Cluster, claim: StoredClaim): PendingClaim['needs'] {
  const className = classOf(claim);
  if (className === '' || claim.spec?.volumeName) return 'existing-volume';
  const storageClass = cluster.get('StorageClass', '', className);
  if (!storageClass) return 'class';
  return storageClass.provisioner === 'kubernetes.io/no-provisioner' ? 'existing-volume' : 'provisioner';
}

function volumesFor(cluster: Cluster, claim: StoredClaim): readonly VolumeReport[] {
  const context = { comparesAttributesClass: comparesAttributesClass(cluster) };
  const requested = claim.spec?.volumeName;
  const isLate = bindsLate(cluster.get('StorageClass', '', classOf(claim)));
  return [...cluster.list('PersistentVolume')].map((volume) => {
    const { name } = volume.metadata;
    if (requested && requested !== name) return { volume: name, mismatches: [{ reason: 'not-requested', requested }] };
    if (requested) {
      const mismatch = volume.spec?.claimRef ? undefined : requestedVolumeMismatch(claim, volume, context)?.mismatch;
      return { volume: name, mismatches: mismatch ? [mismatch] : mismatchesOf(claim, volume, context).slice(0, 1) };
    }
    const mismatches = mismatchesOf(claim, volume, context);
    const placed = isLate && mismatches.length === 0 ? placeMismatch(cluster, claim, volume) : undefined;
    return { volume: name, mismatches: placed ? [placed] : mismatches };
  });
}

/** Assumed nodes never make a volume unfit: it is only not known whether its node exists. */
function placeMismatch(cluster: Cluster, claim: StoredClaim, volume: StoredVolume): VolumeMismatch | undefined {
  const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const nodes = [...cluster.list('Node')];
  const usable = nodes.filter((node) => isUsableOn(volume, node));
  if (usable.length === 0) return { reason: nodes.every(isAssumedNode) ? 'node-unknown' : 'no-node', terms };
  const [pod] = podsUsing(cluster, keyOfObject(claim));
  const refusals = usable.map((node) => pod && nodeMisfit(pod, node, cluster.profile.minor));
  const words = refusals.every((refusal) => refusal !== undefined) ? refusals[0]?.words : undefined;
  return words === undefined ? undefined : { reason: 'node-refused', node: usable[0]?.metadata.name ?? '', words };
}
