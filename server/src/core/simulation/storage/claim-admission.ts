// What the API server does to a claim before it stores it.

import type { ClusterState, NewObject } from '../cluster/cluster.ts';
import { defaultClassOf, namesClass } from './storage-objects.ts';

/**
 * Writes the default class, if there is one, into a claim that names none (admission plugin DefaultStorageClass); a new
 * claim is Pending.
 * Every creation of a claim goes through here: by a controller and by applying a manifest alike.
 */
export function admittedClaim(
  cluster: ClusterState,
  claim: NewObject<'PersistentVolumeClaim'>,
): NewObject<'PersistentVolumeClaim'> {
  const pending = claim.status?.phase ? claim : { ...claim, status: { phase: 'Pending' as const } };
  if (namesClass(claim)) return pending;
  const storageClassName = defaultClassOf(cluster.list('StorageClass'))?.metadata?.name;
  return storageClassName === undefined ? pending : { ...pending, spec: { ...claim.spec, storageClassName } };
}
