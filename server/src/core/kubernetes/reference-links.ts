// Where the API reference on kubernetes.io describes a field: one page per kind, an anchor per larger struct.

import type { KnownKind } from './objects.ts';
import type { Path } from './plain-value.ts';

const base = 'https://kubernetes.io/docs/reference/kubernetes-api/';

const pages: Readonly<Record<KnownKind, string>> = {
  ConfigMap: 'config-and-storage-resources/config-map-v1/',
  CronJob: 'workload-resources/cron-job-v1/',
  DaemonSet: 'workload-resources/daemon-set-v1/',
  Deployment: 'workload-resources/deployment-v1/',
  HorizontalPodAutoscaler: 'workload-resources/horizontal-pod-autoscaler-v2/',
  Job: 'workload-resources/job-v1/',
  Namespace: 'cluster-resources/namespace-v1/',
  NetworkPolicy: 'policy-resources/network-policy-v1/',
  Node: 'cluster-resources/node-v1/',
  PersistentVolume: 'config-and-storage-resources/persistent-volume-v1/',
  PersistentVolumeClaim: 'config-and-storage-resources/persistent-volume-claim-v1/',
  Pod: 'workload-resources/pod-v1/',
  PodDisruptionBudget: 'policy-resources/pod-disruption-budget-v1/',
  PriorityClass: 'workload-resources/priority-class-v1/',
  ReplicaSet: 'workload-resources/replica-set-v1/',
  Secret: 'config-and-storage-resources/secret-v1/',
  Service: 'service-resources/service-v1/',
  ServiceAccount: 'authentication-resources/service-account-v1/',
  StatefulSet: 'workload-resources/stateful-set-v1/',
  StorageClass: 'config-and-storage-resources/storage-class-v1/',
  VolumeAttributesClass: 'config-and-storage-resources/volume-attributes-class-v1/',
};

const containerLists: ReadonlySet<string | number> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The page that describes the field best: a Pod template's fields are described where Pods are. */
export function referenceLink(kind: KnownKind, path: Path): string {
  if (path[0] === 'metadata') return `${base}common-definitions/object-meta/#ObjectMeta`;
  const template = path.indexOf('template');
  if (template >= 0 && path[template + 1] === 'spec') return podLink(path.slice(template + 1));
  if (kind === 'Pod' && path[0] === 'spec') return podLink(path);
  const claim = path.indexOf('volumeClaimTemplates');
  if (claim >= 0 && path.length > claim + 2) return `${base}${pages.PersistentVolumeClaim}#PersistentVolumeClaimSpec`;
  return `${base}${pages[kind]}${path[0] === 'spec' && path.length > 1 ? `#${kind}Spec` : ''}`;
}

function podLink(path: Path): string {
  const list = path[1];
  if (list !== undefined && containerLists.has(list) && path.length > 2) return `${base}${pages.Pod}#Container`;
  if (list === 'volumes' && path.length > 2) return `${base}config-and-storage-resources/volume/#Volume`;
  return `${base}${pages.Pod}#PodSpec`;
}
