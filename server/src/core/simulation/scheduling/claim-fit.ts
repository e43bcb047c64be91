// The claims of a Pod as the scheduler sees them: what keeps the Pod from every node, and which volumes each node offers.

import type { Cluster } from '../cluster/cluster.ts';
import { BIND_COMPLETED, bindsLate, classOf, NO_PROVISIONER, requestOf } from '../storage/storage-objects.ts';
import { claimKeysOf, hasPodEnded, podsUsing, VOLUME_INDEX } from '../storage/volume-facts.ts';
import type { VolumeMatch } from '../storage/volume-index.ts';
import { isUsableOn } from '../storage/volume-index.ts';
import type { StoredClaim, StoredVolume } from '../storage/volume-writes.ts';
import type { Misfit, Node, Pod } from './node-fit.ts';

export interface PodClaims {
  readonly bound: readonly StoredClaim[];
  /** Claims whose volume is chosen with the node, the smallest request first. */
  readonly late: readonly StoredClaim[];
}

/** What a node offers for the late claims: volumes that exist, and claims for which one is to be made. */
export interface NodeOffer {
  readonly matches: readonly { readonly claim: StoredClaim; readonly match: VolumeMatch }[];
  readonly toProvision: readonly StoredClaim[];
}

/** @returns the claims, or the words that keep the Pod from all nodes. Rule: plugin VolumeBinding, `PreFilter`. */
export function claimsOf(cluster: Cluster, pod: Pod): PodClaims | string {
  const [bound, late]: [StoredClaim[], StoredClaim[]] = [[], []];
  let isWaiting = false;
  for (const key of claimKeysOf(pod)) {
    const claim = cluster.getByKey('PersistentVolumeClaim', key);
    const name = key.slice(key.indexOf('/') + 1);
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    if (claim.status?.phase === 'Lost') {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ''}"`;
    }
    if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    if (claim.metadata.annotations?.[BIND_COMPLETED] !== undefined && claim.spec?.volumeName) bound.push(claim);
    else if (!claim.spec?.volumeName && bindsLate(cluster.get('StorageClass', '', classOf(claim)))) late.push(claim);
    else isWaiting = true;
  }
  if (isWaiting) return 'pod has unbound immediate PersistentVolumeClaims';
  return { bound, late: late.sort((a, b) => (requestOf(a) < requestOf(b) ? -1 : requestOf(a) > requestOf(b) ? 1 : 0)) };
}

/** Rule: plugin VolumeRestrictions: a claim with ReadWriteOncePod serves one Pod at a time. */
export function exclusiveClaimMisfit(cluster: Cluster, pod: Pod, claims: PodClaims): Misfit | undefined {
  for (const claim of [...claims.bound, ...claims.late]) {
    if (!claim.spec?.accessModes?.includes('ReadWriteOncePod')) continue;
    const key = `${claim.metadata.namespace}/${claim.metadata.name}`;
    for (const user of podsUsing(cluster, key)) {
      if (user.metadata.uid === pod.metadata.uid || !user.spec?.nodeName || hasPodEnded(user)) continue;
      const words =
        'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';
      return { words, dependsOnPods: true };
    }
  }
  return undefined;
}

/** Rule: plugin VolumeBinding, `Filter` (`binder.go`, `FindPodVolumes`). */
export function volumesOn(cluster: Cluster, claims: PodClaims, node: Node): NodeOffer | Misfit {
  for (const claim of claims.bound) {
    const volume: StoredVolume | undefined = cluster.get('PersistentVolume', '', claim.spec?.volumeName ?? '');
    if (!volume) return misfit('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
    if (!isUsableOn(volume, node)) return misfit("node(s) didn't match PersistentVolume's node affinity");
  }
  const chosen = new Set<string>();
  const matches: NodeOffer['matches'][number][] = [];
  const toProvision: StoredClaim[] = [];
  for (const claim of claims.late) {
    const match = cluster.derived(VOLUME_INDEX).findForNode(claim, node, chosen);
    if (match) {
      chosen.add(match.volume.metadata?.name ?? '');
      matches.push({ claim, match });
    } else if (canProvision(cluster, claim, node)) toProvision.push(claim);
    else return misfit("node(s) didn't find available persistent volumes to bind");
  }
  return { matches, toProvision };
}

function canProvision(cluster: Cluster, claim: StoredClaim, node: Node): boolean {
  const storageClass = cluster.get('StorageClass', '', classOf(claim));
  if (!storageClass || storageClass.provisioner === '' || storageClass.provisioner === NO_PROVISIONER) return false;
  const terms = storageClass.allowedTopologies ?? [];
  return (
    terms.length === 0 ||
    terms.some((term) =>
      (term.matchLabelExpressions ?? []).every(({ key, values }) => {
        const value = node.metadata.labels?.[key];
        return value !== undefined && values.includes(value);
      }),
    )
  );
}

function misfit(words: string): Misfit {
  return { words, dependsOnPods: false };
}
