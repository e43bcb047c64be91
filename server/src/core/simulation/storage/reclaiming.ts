// What becomes of a volume whose claim is gone: kept, deleted, or scrubbed by a Pod and offered again.

import type { Cluster, DerivedSlot, NewObject } from '../cluster/cluster.ts';
import { keyOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { claimRefKeyOf, PROVISIONED_BY } from './storage-objects.ts';
import { hasPodEnded, podsUsing } from './volume-facts.ts';
import { deletionOf, recyclerOf } from './volume-plugins.ts';
import { cause, failVolume, recordOnVolume, type StoredVolume, unbind, VOLUME_CONTROLLER } from './volume-writes.ts';

const RECYCLER_NAMESPACE = 'default';
const RECYCLER_PREFIX = 'recycler-for-';

/** Rule: `pv_controller.go`, `reclaimVolume`, `deleteVolumeOperation`. */
export function reclaimVolume(
  cluster: Cluster,
  volume: StoredVolume,
  isRunning: (provisioner: string) => boolean,
): void {
  const policy = volume.spec?.persistentVolumeReclaimPolicy ?? 'Retain';
  if (policy === 'Recycle') cluster.enqueue(VOLUME_CONTROLLER, `recycle ${keyOfObject(volume)}`);
  if (policy !== 'Delete') return;
  const deletion = deletionOf(volume, volume.metadata.annotations?.[PROVISIONED_BY]);
  const facts = { volume: volume.metadata.name };
  if (deletion.kind === 'failed') {
    failVolume(cluster, volume, 'VolumeFailedDelete', deletion.words, cause('volume-cannot-be-deleted', facts));
  } else if (deletion.kind === 'done' || isRunning(deletion.provisioner)) {
    cluster.remove('PersistentVolume', keyOfObject(volume), cause('volume-deleted-by-policy', facts));
  }
}

interface Recycling {
  /** Set once the Pod has been created; the name that its plugin's Pod template had then. */
  readonly pod: string;
  readonly isAssigned: boolean;
}

interface Recyclings {
  /** Volumes whose recycler's Pod is awaited, by name. */
  readonly byVolume: Map<string, Recycling>;
  /**
   * The name in the Pod template of each plugin. All volumes of a plugin share one template, so while two are recycled
   * at once the first one to end deletes the Pod of the last one that began (seen on real clusters).
   */
  readonly templateNames: Map<string, string>;
  /**
   * Volumes whose last recycler's Pod was still there when they were to be recycled again: whoever watches the next Pod
   * is told of the end of the old one first, and takes it for the end of the new one.
   */
  readonly toldOfOldPod: Set<string>;
}

const RECYCLINGS: DerivedSlot<Recyclings> = {
  make: () => ({ byVolume: new Map(), templateNames: new Map(), toldOfOldPod: new Set() }),
};

/** A recycler's Pod was written or has gone: its volume is looked at. */
export function observeRecycler(cluster: Cluster, pod: Stored<'Pod'>, isGone: boolean): void {
  const { namespace, name } = pod.metadata;
  if (namespace !== RECYCLER_NAMESPACE || !name.startsWith(RECYCLER_PREFIX)) return;
  const volume = name.slice(RECYCLER_PREFIX.length);
  const recyclings = cluster.peekDerived(RECYCLINGS);
  const recycling = recyclings?.byVolume.get(volume);
  if (!recyclings) return;
  // A Pod that was left over has gone: now the volume can be recycled.
  if (!recycling && isGone) cluster.enqueue(VOLUME_CONTROLLER, `volume ${keyOf('', volume)}`);
  if (!recycling) return;
  if (isGone || hasPodEnded(pod)) cluster.enqueue(VOLUME_CONTROLLER, `recycle ${keyOf('', volume)}`);
  else if (pod.spec?.nodeName && !recycling.isAssigned) {
    recyclings.byVolume.set(volume, { ...recycling, isAssigned: true });
    const stored = cluster.get('PersistentVolume', '', volume);
    const message = `Recycler pod: Successfully assigned ${namespace}/${name} to ${pod.spec.nodeName}`;
    if (stored) recordOnVolume(cluster, stored, { type: 'Normal', reason: 'RecyclerPod', message });
    if (recyclings.toldOfOldPod.has(volume)) cluster.enqueue(VOLUME_CONTROLLER, `recycle ${keyOf('', volume)}`);
  }
}

/** Rules: `pv_controller.go`, `recycleVolumeOperation`; `pkg/volume/util/recyclerclient`. */
export function recycle(cluster: Cluster, key: string): void {
  const volume = cluster.getByKey('PersistentVolume', key);
  if (!volume) return;
  const recyclings = cluster.derived(RECYCLINGS);
  const running = recyclings.byVolume.get(volume.metadata.name);
  if (running) finish(cluster, volume, recyclings, running);
  else if (isReleased(cluster, volume)) begin(cluster, volume, recyclings);
}

function begin(cluster: Cluster, volume: StoredVolume, recyclings: Recyclings): void {
  const claimKey = claimRefKeyOf(volume) ?? '';
  const users = [...podsUsing(cluster, claimKey)].filter((pod) => !hasPodEnded(pod)).map(keyOfObject);
  if (users.length > 0 && !cluster.getByKey('PersistentVolumeClaim', claimKey)) {
    const message = `Volume is used by pods: ${users.sort().join(',')}`;
    recordOnVolume(cluster, volume, { type: 'Normal', reason: 'VolumeFailedRecycle', message });
    return;
  }
  const plugin = recyclerOf(volume);
  if (!plugin) {
    fail(cluster, volume, 'No recycler plugin found for the volume!');
    return;
  }
  const { name } = volume.metadata;
  const pod = `${RECYCLER_PREFIX}${name}`;
  recyclings.templateNames.set(plugin, pod);
  const left = cluster.get('Pod', RECYCLER_NAMESPACE, pod);
  if (left) {
    cluster.markDeleting('Pod', left, cause('recycler-pod-left-over', { volume: name }));
    recyclings.toldOfOldPod.add(name);
    fail(cluster, volume, 'Recycle failed: old recycler pod found, will retry later');
    return;
  }
  recyclings.byVolume.set(name, { pod, isAssigned: false });
  cluster.create('Pod', recyclerPod(volume, pod), cause('volume-is-recycled', { volume: name }));
}

function finish(cluster: Cluster, volume: StoredVolume, recyclings: Recyclings, recycling: Recycling): void {
  const { name } = volume.metadata;
  const { pod } = recycling;
  const stored = cluster.get('Pod', RECYCLER_NAMESPACE, pod);
  const isToldOfOld = recycling.isAssigned && recyclings.toldOfOldPod.delete(name);
  if (stored && !hasPodEnded(stored) && !isToldOfOld) return;
  recyclings.byVolume.delete(name);
  const plugin = recyclerOf(volume) ?? '';
  const templateName = recyclings.templateNames.get(plugin) ?? pod;
  markRace(cluster, recyclings, plugin, pod);
  const shared = cluster.get('Pod', RECYCLER_NAMESPACE, templateName);
  if (shared) cluster.markDeleting('Pod', shared, cause('recycler-pod-done', { volume: name }));
  if (!stored) fail(cluster, volume, 'Recycle failed: failed to recycle volume: recycler pod was deleted');
  else if (stored.status?.phase !== 'Succeeded') {
    const words = stored.status?.message || 'pod failed, pod.Status.Message unknown';
    fail(cluster, volume, `Recycle failed: failed to recycle volume: ${words}`);
  } else if (!shared) {
    fail(cluster, volume, `Recycle failed: failed to delete recycler pod: pods "${templateName}" not found`);
  } else {
    recordOnVolume(cluster, volume, { type: 'Normal', reason: 'VolumeRecycled', message: 'Volume recycled' });
    unbind(cluster, volume, cause('volume-recycled', { volume: name }));
  }
}

/** Two recyclers of one plugin at a time: whose Pod is deleted, left behind or made again is a matter of luck. */
function markRace(cluster: Cluster, recyclings: Recyclings, plugin: string, pod: string): void {
  const isOfPlugin = (name: string): boolean => {
    const volume = cluster.get('PersistentVolume', '', name);
    return volume !== undefined && recyclerOf(volume) === plugin;
  };
  const others = [...recyclings.byVolume].filter(([name]) => isOfPlugin(name)).map(([, running]) => running.pod);
  if (others.length === 0) return;
  for (const name of [pod, ...others]) {
    const key = keyOf(RECYCLER_NAMESPACE, name);
    const isThere = cluster.getByKey('Pod', key) !== undefined;
    const choice = { choice: 'recycler-race', kind: 'Pod', key, field: 'exists' } as const;
    cluster.markArbitrary({ ...choice, chosen: isThere, alternatives: [true, false] });
  }
}

/** The volume stays to be recycled: it is tried again whenever it is looked at. */
function fail(cluster: Cluster, volume: StoredVolume, message: string): void {
  failVolume(
    cluster,
    volume,
    'VolumeFailedRecycle',
    message,
    cause('volume-not-recycled', { volume: volume.metadata.name }),
  );
}

function isReleased(cluster: Cluster, volume: StoredVolume): boolean {
  const reference = volume.spec?.claimRef;
  if (!reference?.uid) return false;
  const claim = cluster.getByKey('PersistentVolumeClaim', claimRefKeyOf(volume) ?? '');
  if (claim?.metadata.uid !== reference.uid) return true;
  const bound = claim?.spec?.volumeName;
  return bound !== undefined && bound !== '' && bound !== volume.metadata.name;
}

function recyclerPod(volume: StoredVolume, name: string): NewObject<'Pod'> {
  const { hostPath, nfs } = volume.spec ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: RECYCLER_NAMESPACE },
    spec: {
      activeDeadlineSeconds: 60,
      restartPolicy: 'Never',
      volumes: [{ name: 'vol', ...(hostPath ? { hostPath } : {}), ...(nfs ? { nfs } : {}) }],
      containers: [
        {
          name: 'pv-recycler',
          image: 'registry.k8s.io/build-image/debian-base',
          volumeMounts: [{ name: 'vol', mountPath: '/scrub' }],
        },
      ],
    },
    status: { phase: 'Pending' },
  };
}
