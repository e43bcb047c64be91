// The writes that bind, release and describe volumes and claims, each with its cause.

import type { Cause, Cluster, EventRecord } from '../cluster/cluster.ts';
import type { Stored } from '../cluster/objects.ts';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, isReservedFor } from './storage-objects.ts';

export const VOLUME_CONTROLLER = 'persistentvolume-controller';

export type StoredVolume = Stored<'PersistentVolume'>;
export type StoredClaim = Stored<'PersistentVolumeClaim'>;
export type VolumePhase = 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed';

export function cause(sentence: string, facts: Cause['facts'] = {}): Cause {
  return { by: VOLUME_CONTROLLER, sentence, facts };
}

/** Reserves a volume for a claim by name and UID, without changing its phase. Rule: `GetBindVolumeToClaim`. */
export function reservedFor(volume: StoredVolume, claim: StoredClaim): StoredVolume {
  const reference = volume.spec?.claimRef;
  const { namespace, name, uid } = claim.metadata;
  if (reference?.uid === uid && reference.name === name && reference.namespace === namespace) return volume;
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid };
  const reserved = { ...volume, spec: { ...volume.spec, claimRef } };
  return isReservedFor(volume, claim) ? reserved : withAnnotation(reserved, BOUND_BY_CONTROLLER, 'yes');
}

/** Binds the volume, then the claim, as far as they are not bound already. Rule: `pv_controller.go`, `bind`. */
export function bind(cluster: Cluster, volume: StoredVolume, claim: StoredClaim, why: Cause): void {
  const reserved = reservedFor(volume, claim);
  const isBound = reserved.status?.phase === 'Bound';
  cluster.update('PersistentVolume', isBound ? reserved : withPhase(reserved, 'Bound'), why);
  const chosen = claim.spec?.volumeName === volume.metadata.name;
  let bound = chosen ? claim : { ...claim, spec: { ...claim.spec, volumeName: volume.metadata.name } };
  if (!chosen) bound = withAnnotation(bound, BOUND_BY_CONTROLLER, 'yes');
  bound = withAnnotation(bound, BIND_COMPLETED, 'yes');
  if (bound.status?.phase !== 'Bound') {
    const { capacity, accessModes, volumeAttributesClassName } = volume.spec ?? {};
    bound = {
      ...bound,
      status: {
        ...bound.status,
        phase: 'Bound',
        ...(accessModes ? { accessModes } : {}),
        ...(capacity ? { capacity } : {}),
        ...(volumeAttributesClassName ? { currentVolumeAttributesClassName: volumeAttributesClassName } : {}),
      },
    };
  }
  cluster.update('PersistentVolumeClaim', bound, why);
}

/** Gives the reservation up: entirely where the controller made it, else all but the claim's name. */
export function unbind(cluster: Cluster, volume: StoredVolume, why: Cause): void {
  const { claimRef, ...spec } = volume.spec ?? {};
  const annotations = volume.metadata.annotations ?? {};
  let free: StoredVolume;
  if (annotations[BOUND_BY_CONTROLLER] !== undefined) {
    const { [BOUND_BY_CONTROLLER]: _, ...others } = annotations;
    free = { ...volume, metadata: { ...volume.metadata, annotations: others }, spec };
  } else {
    const { uid: _, ...reference } = claimRef ?? {};
    free = { ...volume, spec: { ...spec, claimRef: reference } };
  }
  cluster.update('PersistentVolume', withPhase(free, 'Available'), why);
}

/** @returns the volume as it is stored afterwards; the very same where it is in that phase already. */
export function setVolumePhase(
  cluster: Cluster,
  volume: StoredVolume,
  phase: VolumePhase,
  why: Cause,
  message?: string,
): StoredVolume {
  if (volume.status?.phase === phase) return volume;
  const changed = withPhase(volume, phase, message);
  cluster.update('PersistentVolume', changed, why);
  return changed;
}

/** Marks a volume Failed and says so, once: a volume that is Failed already keeps its first message. */
export function failVolume(cluster: Cluster, volume: StoredVolume, reason: string, message: string, why: Cause): void {
  if (volume.status?.phase === 'Failed') return;
  setVolumePhase(cluster, volume, 'Failed', why, message);
  recordOnVolume(cluster, volume, { type: 'Warning', reason, message });
}

export function setClaimPending(cluster: Cluster, claim: StoredClaim): void {
  if (claim.status?.phase === 'Pending') return;
  cluster.update('PersistentVolumeClaim', { ...claim, status: { phase: 'Pending' } }, cause('claim-stays-pending'));
}

export function recordOnClaim(
  cluster: Cluster,
  claim: StoredClaim,
  event: Pick<EventRecord, 'type' | 'reason' | 'message'>,
): void {
  const { namespace, name } = claim.metadata;
  cluster.recordEvent({ ...event, kind: 'PersistentVolumeClaim', namespace, name });
}

export function recordOnVolume(
  cluster: Cluster,
  volume: StoredVolume,
  event: Pick<EventRecord, 'type' | 'reason' | 'message'>,
): void {
  // Events of objects without namespace are kept in `default`.
  cluster.recordEvent({ ...event, kind: 'PersistentVolume', namespace: 'default', name: volume.metadata.name });
}

export function withAnnotation<T extends StoredClaim | StoredVolume>(object: T, key: string, value: string): T {
  if (object.metadata.annotations?.[key] !== undefined) return object;
  const annotations = { ...object.metadata.annotations, [key]: value };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function withPhase(volume: StoredVolume, phase: VolumePhase, message?: string): StoredVolume {
  const { message: _, ...status } = volume.status ?? {};
  return { ...volume, status: { ...status, phase, ...(message === undefined ? {} : { message }) } };
}
