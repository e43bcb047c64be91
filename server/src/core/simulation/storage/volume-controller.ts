// The controller that binds claims and volumes, has volumes provisioned and reclaims them. It starts no Pod but the
// recycler's and chooses no node: claims that wait for their first consumer are bound by the scheduler's choice.
// Start at `syncUnboundClaim` and `syncVolume`. Rules: `pkg/controller/volume/persistentvolume/pv_controller.go`.

import type { Change, Cluster, Controller, DerivedSlot } from '../cluster/cluster.ts';
import { keyOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { provisionClaim } from './provisioning.ts';
import { observeRecycler, reclaimVolume, recycle } from './reclaiming.ts';
import {
  BIND_COMPLETED,
  bindsLate,
  claimRefKeyOf,
  classOf,
  defaultClassOf,
  isReservedFor,
  namesClass,
  PROVISIONED_BY,
  SELECTED_NODE,
  volumeModeOf,
} from './storage-objects.ts';
import {
  claimKeysOf,
  comparesAttributesClass,
  hasPodEnded,
  noteChange,
  PENDING_CLAIMS,
  podsUsing,
  RELEASED_VOLUMES,
  VOLUME_INDEX,
} from './volume-facts.ts';
import type { VolumeMatch } from './volume-index.ts';
import { requestedVolumeMismatch } from './volume-mismatch.ts';
import { HOST_PATH_PROVISIONER } from './volume-plugins.ts';
import {
  bind,
  cause,
  recordOnClaim,
  recordOnVolume,
  type StoredClaim,
  type StoredVolume,
  setClaimPending,
  setVolumePhase,
  unbind,
  VOLUME_CONTROLLER,
} from './volume-writes.ts';

export interface VolumeControllerOptions {
  /** Whether a driver that provisions and deletes volumes under this name is known to run. */
  readonly isRunning?: (provisioner: string) => boolean;
}

/** Every claim and volume is looked at again at each multiple of this many milliseconds. */
const RESYNC = 15_000;
const MOST_ALTERNATIVES = 20;

export function createVolumeController(options: VolumeControllerOptions = {}): Controller {
  const isRunning = options.isRunning ?? ((provisioner) => provisioner === HOST_PATH_PROVISIONER);
  return {
    name: VOLUME_CONTROLLER,
    observe,
    reconcile(cluster, key) {
      const [task, object] = splitKey(key);
      if (task === 'resync') resync(cluster);
      else if (task === 'recycle') recycle(cluster, object);
      else if (task === 'claim') {
        const claim = cluster.getByKey('PersistentVolumeClaim', object);
        if (claim) syncClaim(cluster, claim, isRunning);
      } else {
        const volume = cluster.getByKey('PersistentVolume', object);
        if (volume) syncVolume(cluster, volume, isRunning);
      }
    },
  };
}

function observe(cluster: Cluster, change: Change): void {
  noteChange(cluster, change);
  const { kind, key, before, after } = change;
  if (kind === 'PersistentVolume') {
    if (after) cluster.enqueue(VOLUME_CONTROLLER, `volume ${key}`);
    // A change of a kind holds objects of that kind.
    else enqueueClaimOf(cluster, before as StoredVolume);
    awaitResync(cluster);
  } else if (kind === 'PersistentVolumeClaim') {
    if (after) cluster.enqueue(VOLUME_CONTROLLER, `claim ${key}`);
    // As above.
    const volumeName = after ? undefined : (before as StoredClaim).spec?.volumeName;
    if (volumeName) cluster.enqueue(VOLUME_CONTROLLER, `volume ${keyOf('', volumeName)}`);
    if (!before) awaitResync(cluster);
  } else if (kind === 'StorageClass') awaitResync(cluster);
  else if (kind === 'Pod') {
    // As above.
    const pod = (after ?? before) as Stored<'Pod'>;
    observeRecycler(cluster, pod, after === undefined);
    if (!before || !after) if (claimKeysOf(pod).length > 0) awaitResync(cluster);
  }
}

interface NextResync {
  /** The logical time of the resync that is awaited; in the past where none is. */
  time: number;
}

const NEXT_RESYNC: DerivedSlot<NextResync> = { make: () => ({ time: 0 }) };

/** Looks at everything that is unfinished again at the next resync. */
function awaitResync(cluster: Cluster): void {
  const next = cluster.derived(NEXT_RESYNC);
  if (next.time > cluster.now) return;
  const delay = RESYNC - (cluster.now % RESYNC);
  next.time = cluster.now + delay;
  cluster.enqueueAfter(delay, VOLUME_CONTROLLER, 'resync ');
}

/** A real resync looks at all; only claims without a volume and volumes to reclaim can come to something by it. */
function resync(cluster: Cluster): void {
  for (const key of cluster.derived(PENDING_CLAIMS)) cluster.enqueue(VOLUME_CONTROLLER, `claim ${key}`);
  for (const key of cluster.derived(RELEASED_VOLUMES)) cluster.enqueue(VOLUME_CONTROLLER, `volume ${key}`);
}

function syncClaim(cluster: Cluster, claim: StoredClaim, isRunning: (provisioner: string) => boolean): void {
  if (claim.metadata.annotations?.[BIND_COMPLETED] !== undefined) syncBoundClaim(cluster, claim);
  else if (claim.spec?.volumeName) syncRequestingClaim(cluster, claim, claim.spec.volumeName);
  else syncUnboundClaim(cluster, claim, isRunning);
}

function syncUnboundClaim(cluster: Cluster, claim: StoredClaim, isRunning: (provisioner: string) => boolean): void {
  const className = classOf(claim);
  const isLate = className !== '' && bindsLate(cluster.get('StorageClass', '', className));
  const match = cluster.derived(VOLUME_INDEX).findForController(claim, { isLate });
  const volume = match && cluster.get('PersistentVolume', '', match.volume.metadata?.name ?? '');
  if (match && volume) {
    markTie(cluster, claim, match);
    const facts = { claim: claim.metadata.name, volume: volume.metadata.name };
    bind(
      cluster,
      volume,
      claim,
      cause(match.rule === 'reserved' ? 'claim-takes-reserved' : 'claim-takes-smallest', facts),
    );
    return;
  }
  if (!namesClass(claim)) {
    const assigned = defaultClassOf(cluster.list('StorageClass'))?.metadata?.name;
    if (assigned !== undefined) {
      const spec = { ...claim.spec, storageClassName: assigned };
      cluster.update(
        'PersistentVolumeClaim',
        { ...claim, spec },
        cause('claim-gets-default-class', { class: assigned }),
      );
      return;
    }
  }
  if (isLate && claim.metadata.annotations?.[SELECTED_NODE] === undefined) recordWaiting(cluster, claim);
  else if (className !== '') {
    provisionClaim(cluster, claim, className, isRunning);
    return;
  } else {
    const message = 'no persistent volumes available for this claim and no storage class is set';
    recordOnClaim(cluster, claim, { type: 'Normal', reason: 'FailedBinding', message });
  }
  setClaimPending(cluster, claim);
}

function recordWaiting(cluster: Cluster, claim: StoredClaim): void {
  const pods: string[] = [];
  const { creationTimestamp: created } = claim.metadata;
  // A Pod that is made right after its claim is not seen yet when the claim is looked at for the first time.
  const isNew = Date.parse(created) === cluster.now;
  for (const pod of podsUsing(cluster, keyOfObject(claim))) {
    if (isNew && pod.metadata.creationTimestamp === created) continue;
    if (!hasPodEnded(pod) && !pod.spec?.nodeName) pods.push(pod.metadata.name);
  }
  const message =
    pods.length === 0
      ? 'waiting for first consumer to be created before binding'
      : `waiting for ${pods.length > 1 ? 'pods' : 'pod'} ${pods.join(',')} to be scheduled`;
  const reason = pods.length === 0 ? 'WaitForFirstConsumer' : 'WaitForPodScheduled';
  recordOnClaim(cluster, claim, { type: 'Normal', reason, message });
}

/** A claim that asks for a volume by name. */
function syncRequestingClaim(cluster: Cluster, claim: StoredClaim, volumeName: string): void {
  const volume = cluster.get('PersistentVolume', '', volumeName);
  const facts = { claim: claim.metadata.name, volume: volumeName };
  if (volume?.spec?.claimRef) {
    if (isReservedFor(volume, claim)) {
      bind(cluster, volume, claim, cause('claim-takes-requested', facts));
      return;
    }
    const message = `volume "${volumeName}" already bound to a different claim.`;
    recordOnClaim(cluster, claim, { type: 'Warning', reason: 'FailedBinding', message });
  } else if (volume) {
    const context = { comparesAttributesClass: comparesAttributesClass(cluster) };
    const mismatch = requestedVolumeMismatch(claim, volume, context);
    if (!mismatch) {
      bind(cluster, volume, claim, cause('claim-takes-requested', facts));
      return;
    }
    const message = `Cannot bind to requested volume "${volumeName}": ${mismatch.words}`;
    recordOnClaim(cluster, claim, { type: 'Warning', reason: 'VolumeMismatch', message });
  }
  setClaimPending(cluster, claim);
}

function syncBoundClaim(cluster: Cluster, claim: StoredClaim): void {
  const volumeName = claim.spec?.volumeName ?? '';
  const volume = volumeName === '' ? undefined : cluster.get('PersistentVolume', '', volumeName);
  if (!volume) {
    const message =
      volumeName === ''
        ? 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!'
        : 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
    loseClaim(cluster, claim, 'ClaimLost', message);
  } else if (!volume.spec?.claimRef || volume.spec.claimRef.uid === claim.metadata.uid) {
    const facts = { claim: claim.metadata.name, volume: volumeName };
    bind(cluster, volume, claim, cause('claim-is-bound', facts));
  } else {
    const message = 'Two claims are bound to the same volume, this one is bound incorrectly';
    loseClaim(cluster, claim, 'ClaimMisbound', message);
  }
}

function loseClaim(cluster: Cluster, claim: StoredClaim, reason: string, message: string): void {
  if (claim.status?.phase === 'Lost') return;
  const { capacity: _, accessModes: __, currentVolumeAttributesClassName: ___, ...status } = claim.status ?? {};
  const lost: StoredClaim = { ...claim, status: { ...status, phase: 'Lost' } };
  cluster.update('PersistentVolumeClaim', lost, cause('claim-lost-volume', { claim: claim.metadata.name }));
  recordOnClaim(cluster, lost, { type: 'Warning', reason, message });
}

function syncVolume(cluster: Cluster, volume: StoredVolume, isRunning: (provisioner: string) => boolean): void {
  const reference = volume.spec?.claimRef;
  if (!reference?.uid) {
    setVolumePhase(cluster, volume, 'Available', cause('volume-is-free', { volume: volume.metadata.name }));
    return;
  }
  const found = cluster.getByKey('PersistentVolumeClaim', claimRefKeyOf(volume) ?? '');
  const claim = found?.metadata.uid === reference.uid ? found : undefined;
  if (!claim) release(cluster, volume, isRunning);
  else if (!claim.spec?.volumeName) awaitClaim(cluster, volume, claim);
  else if (claim.spec.volumeName === volume.metadata.name) {
    setVolumePhase(
      cluster,
      volume,
      'Bound',
      cause('claim-is-bound', { claim: claim.metadata.name, volume: volume.metadata.name }),
    );
  } else if (
    volume.metadata.annotations?.[PROVISIONED_BY] !== undefined &&
    volume.spec?.persistentVolumeReclaimPolicy === 'Delete'
  ) {
    release(cluster, volume, isRunning);
  } else unbind(cluster, volume, cause('claim-bound-elsewhere', { volume: volume.metadata.name }));
}

function release(cluster: Cluster, volume: StoredVolume, isRunning: (provisioner: string) => boolean): void {
  const why = cause('claim-is-gone', { volume: volume.metadata.name, claim: volume.spec?.claimRef?.name ?? '' });
  const released = volume.status?.phase === 'Failed' ? volume : setVolumePhase(cluster, volume, 'Released', why);
  reclaimVolume(cluster, released, isRunning);
}

/** The volume is reserved for a claim that has not taken it yet. */
function awaitClaim(cluster: Cluster, volume: StoredVolume, claim: StoredClaim): void {
  if (volumeModeOf(claim) === volumeModeOf(volume)) {
    cluster.enqueue(VOLUME_CONTROLLER, `claim ${keyOfObject(claim)}`);
    return;
  }
  const end = 'due to incompatible volumeMode.';
  const { name } = claim.metadata;
  recordOnVolume(cluster, volume, {
    type: 'Warning',
    reason: 'VolumeMismatch',
    message: `Cannot bind PersistentVolume to requested PersistentVolumeClaim "${name}" ${end}`,
  });
  recordOnClaim(cluster, claim, {
    type: 'Warning',
    reason: 'VolumeMismatch',
    message: `Cannot bind PersistentVolume "${volume.metadata.name}" to requested PersistentVolumeClaim ${end}`,
  });
}

function enqueueClaimOf(cluster: Cluster, volume: StoredVolume): void {
  const key = claimRefKeyOf(volume);
  if (key !== undefined) cluster.enqueue(VOLUME_CONTROLLER, `claim ${key}`);
}

/** Equal volumes: a real controller takes any of them. Of very many only the first are named. */
function markTie(cluster: Cluster, claim: StoredClaim, match: VolumeMatch): void {
  const alternatives = match.alternatives(MOST_ALTERNATIVES);
  if (alternatives.length < 2) return;
  cluster.markArbitrary({
    choice: 'volume-tie',
    kind: 'PersistentVolumeClaim',
    key: keyOfObject(claim),
    field: 'volume',
    chosen: match.volume.metadata?.name ?? '',
    alternatives,
  });
}

function splitKey(key: string): readonly [string, string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}
