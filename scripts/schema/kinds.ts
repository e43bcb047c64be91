// The kinds whose structure the product knows, and where the published types hold them.

/** Kind, API group as the API writes it (empty for core), version, first minor version that serves it there. */
export const KINDS: readonly {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly since?: number;
}[] = [
  { kind: 'ConfigMap', group: '', version: 'v1' },
  { kind: 'CronJob', group: 'batch', version: 'v1' },
  { kind: 'DaemonSet', group: 'apps', version: 'v1' },
  { kind: 'Deployment', group: 'apps', version: 'v1' },
  { kind: 'HorizontalPodAutoscaler', group: 'autoscaling', version: 'v2' },
  { kind: 'Job', group: 'batch', version: 'v1' },
  { kind: 'Namespace', group: '', version: 'v1' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', version: 'v1' },
  { kind: 'Node', group: '', version: 'v1' },
  { kind: 'PersistentVolume', group: '', version: 'v1' },
  { kind: 'PersistentVolumeClaim', group: '', version: 'v1' },
  { kind: 'Pod', group: '', version: 'v1' },
  { kind: 'PodDisruptionBudget', group: 'policy', version: 'v1' },
  { kind: 'PriorityClass', group: 'scheduling.k8s.io', version: 'v1' },
  { kind: 'ReplicaSet', group: 'apps', version: 'v1' },
  { kind: 'Secret', group: '', version: 'v1' },
  { kind: 'Service', group: '', version: 'v1' },
  { kind: 'ServiceAccount', group: '', version: 'v1' },
  { kind: 'StatefulSet', group: 'apps', version: 'v1' },
  { kind: 'StorageClass', group: 'storage.k8s.io', version: 'v1' },
  { kind: 'VolumeAttributesClass', group: 'storage.k8s.io', version: 'v1', since: 34 },
];

/**
 * Keys that make an element of a list unique, where the API merges lists by key; the first is what `kubectl apply`
 * goes by. Source: the markers `listMapKey` and `patchMergeKey` of k8s.io/api.
 */
export const LIST_KEYS: Readonly<Record<string, readonly string[]>> = {
  'apps.DaemonSetStatus conditions': ['type'],
  'apps.DeploymentStatus conditions': ['type'],
  'apps.ReplicaSetStatus conditions': ['type'],
  'apps.StatefulSetStatus conditions': ['type'],
  'batch.JobStatus conditions': ['type'],
  'core.Container env': ['name'],
  'core.Container ports': ['containerPort', 'protocol'],
  'core.Container resizePolicy': ['resourceName'],
  'core.Container volumeDevices': ['devicePath'],
  'core.Container volumeMounts': ['mountPath'],
  'core.EphemeralContainer env': ['name'],
  'core.EphemeralContainer ports': ['containerPort', 'protocol'],
  'core.EphemeralContainer volumeDevices': ['devicePath'],
  'core.EphemeralContainer volumeMounts': ['mountPath'],
  'core.PodSpec containers': ['name'],
  'core.PodSpec ephemeralContainers': ['name'],
  'core.PodSpec hostAliases': ['ip'],
  'core.PodSpec imagePullSecrets': ['name'],
  'core.PodSpec initContainers': ['name'],
  'core.PodSpec resourceClaims': ['name'],
  'core.PodSpec schedulingGates': ['name'],
  'core.PodSpec topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'core.PodSpec volumes': ['name'],
  'core.ResourceRequirements claims': ['name'],
  'core.ServiceAccount imagePullSecrets': ['name'],
  'core.ServiceAccount secrets': ['name'],
  'core.ServiceSpec ports': ['port', 'protocol'],
  'meta.ObjectMeta ownerReferences': ['uid'],
};
