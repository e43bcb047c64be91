// What may be changed in an object that exists already, as documentation says it. The exact judgement of an edit is
// `admission/update`. Source: behaviour reference 2 and 2.1 (U rules).

import type { MinorVersion } from './cluster-profile.ts';
import type { KnownKind } from './objects.ts';
import type { Path } from './plain-value.ts';

/**
 * - `free`: may change at any time.
 * - `fixed`: the server refuses every change.
 * - `grows`: may only become larger, and only once the claim is bound.
 * - `once-set`: may be set later, but not changed.
 * - `identity`: another value is another object.
 * - `server`: filled by the cluster; what a manifest says is ignored.
 */
export type Changeability = 'free' | 'fixed' | 'grows' | 'once-set' | 'identity' | 'server';

type Table = readonly (readonly [prefix: string, what: Changeability])[];

/** The first prefix that fits counts; nothing that fits means free. Dotted paths without list positions. */
const tables: Partial<Record<KnownKind, Table>> = {
  ConfigMap: [['immutable', 'once-set']],
  DaemonSet: [['spec.selector', 'fixed']],
  Deployment: [['spec.selector', 'fixed']],
  Job: [
    ['spec.parallelism', 'free'],
    ['spec.suspend', 'free'],
    ['spec.activeDeadlineSeconds', 'free'],
    ['spec.ttlSecondsAfterFinished', 'free'],
    ['spec.backoffLimit', 'free'],
    ['spec', 'fixed'],
  ],
  PersistentVolume: [
    ['spec.capacity', 'free'],
    ['spec.accessModes', 'free'],
    ['spec.persistentVolumeReclaimPolicy', 'free'],
    ['spec.storageClassName', 'free'],
    ['spec.volumeAttributesClassName', 'free'],
    ['spec.claimRef', 'free'],
    ['spec.mountOptions', 'free'],
    ['spec.nodeAffinity', 'once-set'],
    ['spec', 'fixed'],
  ],
  PersistentVolumeClaim: [
    ['spec.resources.requests', 'grows'],
    ['spec.volumeAttributesClassName', 'free'],
    ['spec', 'fixed'],
  ],
  Pod: [
    ['spec.containers.image', 'free'],
    ['spec.initContainers.image', 'free'],
    ['spec.activeDeadlineSeconds', 'free'],
    ['spec.tolerations', 'grows'],
    ['spec', 'fixed'],
  ],
  PriorityClass: [
    ['value', 'fixed'],
    ['preemptionPolicy', 'fixed'],
  ],
  ReplicaSet: [['spec.selector', 'fixed']],
  Secret: [
    ['immutable', 'once-set'],
    ['type', 'fixed'],
  ],
  Service: [
    ['spec.clusterIP', 'once-set'],
    ['spec.clusterIPs', 'once-set'],
    ['spec.healthCheckNodePort', 'once-set'],
  ],
  StatefulSet: [
    ['spec.selector', 'fixed'],
    ['spec.serviceName', 'fixed'],
    ['spec.podManagementPolicy', 'fixed'],
    ['spec.volumeClaimTemplates', 'fixed'],
  ],
  StorageClass: [
    ['provisioner', 'fixed'],
    ['parameters', 'fixed'],
    ['reclaimPolicy', 'fixed'],
    ['volumeBindingMode', 'fixed'],
  ],
  VolumeAttributesClass: [
    ['driverName', 'fixed'],
    ['parameters', 'fixed'],
  ],
};

/** Whether a field may be changed later; positions and map keys of the path do not matter. */
export function changeability(kind: KnownKind, path: Path, minor: MinorVersion): Changeability {
  const dotted = path.filter((step) => typeof step === 'string').join('.');
  const [top, second] = path;
  if (top === 'status') return 'server';
  if (top === 'apiVersion' || top === 'kind') return 'identity';
  if (top === 'metadata') {
    if (second === 'name' || second === 'namespace' || second === 'generateName') return 'identity';
    return isServerMetadata(second) ? 'server' : 'free';
  }
  if (kind === 'StatefulSet' && dotted === 'spec.revisionHistoryLimit' && minor < 33) return 'fixed';
  const found = (tables[kind] ?? []).find(([prefix]) => dotted === prefix || dotted.startsWith(`${prefix}.`));
  return found?.[1] ?? 'free';
}

const serverMetadata: ReadonlySet<string | number | undefined> = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
]);

function isServerMetadata(field: string | number | undefined): boolean {
  return serverMetadata.has(field);
}
