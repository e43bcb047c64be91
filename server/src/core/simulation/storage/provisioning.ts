// Volumes made for claims: by the volume controller itself, or by a driver that is told by annotations.

import type { Cluster } from '../cluster/cluster.ts';
import {
  BETA_STORAGE_PROVISIONER,
  BOUND_BY_CONTROLLER,
  PROVISIONED_BY,
  STORAGE_PROVISIONER,
} from './storage-objects.ts';
import { provisionerOf } from './volume-plugins.ts';
import { cause, recordOnClaim, type StoredClaim, withAnnotation } from './volume-writes.ts';

/** Rules: `pv_controller.go`, `provisionClaim`, `provisionClaimOperation`, `provisionClaimOperationExternal`. */
export function provisionClaim(
  cluster: Cluster,
  claim: StoredClaim,
  className: string,
  isRunning: (provisioner: string) => boolean,
): void {
  const storageClass = cluster.get('StorageClass', '', className);
  if (!storageClass) {
    refuse(cluster, claim, `storageclass.storage.k8s.io "${className}" not found`);
    return;
  }
  const provisioner = provisionerOf(storageClass.provisioner);
  if (provisioner.kind === 'none') {
    refuse(cluster, claim, provisioner.words);
    return;
  }
  const announced = withProvisioner(claim, provisioner.name);
  cluster.update(
    'PersistentVolumeClaim',
    announced,
    cause('claim-asks-provisioner', { provisioner: provisioner.name }),
  );
  if (provisioner.kind === 'external') {
    const message =
      `Waiting for a volume to be created either by the external provisioner '${provisioner.name}' or manually by the ` +
      'system administrator. If volume creation is delayed, please verify that the provisioner is running and ' +
      'correctly registered.';
    recordOnClaim(cluster, claim, { type: 'Normal', reason: 'ExternalProvisioning', message });
  } else if (claim.spec?.dataSource) {
    const words = 'is not a CSI plugin. Only CSI plugin can provision a claim with a datasource';
    refuse(cluster, claim, `plugin "${provisioner.name}" ${words}`);
    return;
  } else if (claim.spec?.volumeMode === 'Block') {
    const words = `${provisioner.name} does not support block volume provisioning`;
    refuse(cluster, claim, `Failed to provision volume with StorageClass "${className}": ${words}`);
    return;
  } else if ((storageClass.mountOptions ?? []).length > 0) {
    const options = (storageClass.mountOptions ?? []).join(' ');
    const words = `Mount options are not supported by the provisioner but StorageClass "${className}" has mount options`;
    refuse(cluster, claim, `${words} [${options}]`);
    return;
  }
  if (isRunning(provisioner.name)) createVolume(cluster, announced, className, provisioner.name);
}

function createVolume(cluster: Cluster, claim: StoredClaim, className: string, provisioner: string): void {
  const name = `pvc-${claim.metadata.uid}`;
  if (cluster.get('PersistentVolume', '', name)) return;
  const policy = cluster.get('StorageClass', '', className)?.reclaimPolicy;
  const { namespace, name: claimName, uid } = claim.metadata;
  const { accessModes, resources, volumeMode, volumeAttributesClassName } = claim.spec ?? {};
  const storage = resources?.requests?.['storage'];
  cluster.create(
    'PersistentVolume',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name,
        namespace: '',
        annotations: { [BOUND_BY_CONTROLLER]: 'yes', [PROVISIONED_BY]: provisioner },
      },
      spec: {
        ...(accessModes ? { accessModes } : {}),
        ...(storage === undefined ? {} : { capacity: { storage } }),
        claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name: claimName, uid },
        persistentVolumeReclaimPolicy: policy === 'Retain' || policy === 'Recycle' ? policy : 'Delete',
        storageClassName: className,
        volumeMode: volumeMode ?? 'Filesystem',
        ...(volumeAttributesClassName ? { volumeAttributesClassName } : {}),
        hostPath: { path: `/tmp/hostpath_pv/${name}`, type: '' },
      },
      status: { phase: 'Pending' },
    },
    cause('volume-provisioned', { claim: claimName, provisioner }),
  );
  const message = `Successfully provisioned volume ${name} using ${provisioner}`;
  recordOnClaim(cluster, claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message });
}

function withProvisioner(claim: StoredClaim, provisioner: string): StoredClaim {
  return withAnnotation(withAnnotation(claim, STORAGE_PROVISIONER, provisioner), BETA_STORAGE_PROVISIONER, provisioner);
}

function refuse(cluster: Cluster, claim: StoredClaim, message: string): void {
  recordOnClaim(cluster, claim, { type: 'Warning', reason: 'ProvisioningFailed', message });
}
