// Where a new key goes among those that are there: manifests are read from the top, so `clusterIP` stands above
// `selector` and `replicas` above `template`.

import type { Path } from '../../kubernetes/plain-value.ts';

/** The customary orders, by what their mapping is. */
const objectOrder = ['apiVersion', 'kind', 'metadata', 'immutable', 'type', 'spec', 'data', 'stringData', 'status'];
const metadataOrder = ['name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'];
const specOrder = [
  ...['type', 'clusterIP', 'clusterIPs', 'publishNotReadyAddresses', 'externalName', 'serviceName', 'replicas'],
  ...['ordinals', 'podManagementPolicy', 'updateStrategy', 'minReadySeconds', 'revisionHistoryLimit'],
  ...['persistentVolumeClaimRetentionPolicy', 'minAvailable', 'maxUnavailable', 'capacity', 'accessModes'],
  ...['volumeMode', 'storageClassName', 'volumeAttributesClassName', 'persistentVolumeReclaimPolicy', 'claimRef'],
  ...['volumeName', 'selector', 'ports', 'template', 'volumeClaimTemplates', 'nodeAffinity'],
];
const podOrder = [
  ...['serviceAccountName', 'automountServiceAccountToken', 'priorityClassName', 'restartPolicy'],
  ...['terminationGracePeriodSeconds', 'securityContext', 'nodeSelector', 'tolerations', 'affinity'],
  ...['topologySpreadConstraints', 'initContainers', 'containers', 'volumes'],
];
const containerOrder = [
  ...['name', 'image', 'imagePullPolicy', 'command', 'args', 'workingDir', 'ports', 'envFrom', 'env', 'resources'],
  ...['volumeMounts', 'volumeDevices', 'startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle'],
  'securityContext',
];
const portOrder = ['name', 'protocol', 'containerPort', 'port', 'targetPort', 'nodePort'];
const volumeMountOrder = ['name', 'mountPath', 'subPath', 'readOnly'];

/**
 * The index at which a new key is put.
 * @param keys the keys that are there, in the order of the text; null for one that has no name
 * @param path the path of the mapping
 */
export function indexForKey(keys: readonly (string | null)[], key: string, path: Path): number {
  const ranks = orderOf(path, keys);
  const rank = ranks.indexOf(key);
  if (rank >= 0) {
    let index = 0;
    let isKnown = false;
    for (const [at, present] of keys.entries()) {
      const presentRank = present === null ? -1 : ranks.indexOf(present);
      if (presentRank >= 0) isKnown = true;
      if (presentRank >= 0 && presentRank < rank) index = at + 1;
    }
    return isKnown ? index : keys.length;
  }
  if (keys.length >= 3 && isSorted(keys)) {
    const index = keys.findIndex((present) => present !== null && present > key);
    return index < 0 ? keys.length : index;
  }
  return keys.length;
}

function orderOf(path: Path, keys: readonly (string | null)[]): readonly string[] {
  const last = path.at(-1);
  const parent = path.at(-2);
  if (keys.includes('kind') && keys.includes('apiVersion')) return objectOrder;
  if (last === 'metadata') return metadataOrder;
  if (last === 'spec') return keys.includes('containers') ? podOrder : specOrder;
  if (parent === 'containers' || parent === 'initContainers') return containerOrder;
  if (parent === 'ports') return portOrder;
  if (parent === 'volumeMounts') return volumeMountOrder;
  if (parent === 'volumeClaimTemplates') return objectOrder;
  return [];
}

function isSorted(keys: readonly (string | null)[]): boolean {
  return keys.every((key, index) => key !== null && (index === 0 || (keys[index - 1] ?? '') < key));
}
