// What the volume controller can do itself, without a driver: recycle, delete, provision. Everything else is left to
// drivers of which a simulation knows only what it is told.

import type { Volume } from './storage-objects.ts';

/** The test provisioner inside the volume controller; it stands for any that works. */
export const HOST_PATH_PROVISIONER = 'kubernetes.io/host-path';

/** In-tree names that are answered by a driver today, and the driver's own name. */
const MIGRATED_PROVISIONERS: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
  ['kubernetes.io/azure-file', 'file.csi.azure.com'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/portworx-volume', 'pxd.portworx.com'],
  ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
]);

const MIGRATED_SOURCES = [
  ['awsElasticBlockStore', 'ebs.csi.aws.com'],
  ['azureDisk', 'disk.csi.azure.com'],
  ['azureFile', 'file.csi.azure.com'],
  ['cinder', 'cinder.csi.openstack.org'],
  ['gcePersistentDisk', 'pd.csi.storage.gke.io'],
  ['portworxVolume', 'pxd.portworx.com'],
  ['vsphereVolume', 'csi.vsphere.vmware.com'],
] as const;

export type Provisioner =
  | { readonly kind: 'internal'; readonly name: string }
  | { readonly kind: 'external'; readonly name: string }
  /** The words of the event that refuses. */
  | { readonly kind: 'none'; readonly words: string };

/** Who provisions for a class. Rule: `pv_controller.go`, `findProvisionablePlugin`. */
export function provisionerOf(name: string): Provisioner {
  if (name === HOST_PATH_PROVISIONER) return { kind: 'internal', name };
  const driver = MIGRATED_PROVISIONERS.get(name);
  if (driver !== undefined) return { kind: 'external', name: driver };
  if (!name.startsWith('kubernetes.io/')) return { kind: 'external', name };
  return { kind: 'none', words: `no volume plugin matched name: ${name}` };
}

export type Deletion =
  | { readonly kind: 'done' }
  /** A driver has to do it. */
  | { readonly kind: 'external'; readonly provisioner: string }
  | { readonly kind: 'failed'; readonly words: string };

/** What becomes of a released volume with policy Delete. Rule: `pv_controller.go`, `findDeletablePlugin`. */
export function deletionOf(volume: Volume, provisionedBy: string | undefined): Deletion {
  if (provisionedBy !== undefined && provisionedBy !== '' && provisionedBy !== HOST_PATH_PROVISIONER) {
    const provisioner = provisionerOf(provisionedBy);
    if (provisioner.kind !== 'none') return { kind: 'external', provisioner: provisioner.name };
    return { kind: 'failed', words: provisioner.words };
  }
  if (volume.spec?.csi) return { kind: 'external', provisioner: volume.spec.csi.driver };
  const driver = MIGRATED_SOURCES.find(([source]) => volume.spec?.[source])?.[1];
  if (driver !== undefined) return { kind: 'external', provisioner: driver };
  const path = volume.spec?.hostPath?.path;
  if (path !== undefined) {
    if (/\/tmp\/.+/.test(path)) return { kind: 'done' };
    return { kind: 'failed', words: `host_path deleter only supports /tmp/.+ but received provided ${path}` };
  }
  // NFS has a plugin, which can recycle only; for the others the controller has none at all.
  const words = volume.spec?.nfs ? 'no deletable volume plugin matched' : 'no volume plugin matched';
  const name = volume.metadata?.name ?? '';
  return { kind: 'failed', words: `error getting deleter volume plugin for volume "${name}": ${words}` };
}

/** The plugin that recycles a volume, each with one Pod template of its own. */
export function recyclerOf(volume: Volume): 'host-path' | 'nfs' | undefined {
  if (volume.spec?.hostPath) return 'host-path';
  return volume.spec?.nfs ? 'nfs' : undefined;
}
