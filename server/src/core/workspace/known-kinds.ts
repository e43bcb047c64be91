// The kinds that the product knows, with the API groups in which they count as themselves.

import type { KnownKind } from '../kubernetes/objects.ts';

/** Group by kind; the core group is empty. */
export const groupByKind: Readonly<Record<KnownKind, string>> = {
  ConfigMap: '',
  CronJob: 'batch',
  DaemonSet: 'apps',
  Deployment: 'apps',
  HorizontalPodAutoscaler: 'autoscaling',
  Job: 'batch',
  Namespace: '',
  NetworkPolicy: 'networking.k8s.io',
  Node: '',
  PersistentVolume: '',
  PersistentVolumeClaim: '',
  Pod: '',
  PodDisruptionBudget: 'policy',
  PriorityClass: 'scheduling.k8s.io',
  ReplicaSet: 'apps',
  Secret: '',
  Service: '',
  ServiceAccount: '',
  StatefulSet: 'apps',
  StorageClass: 'storage.k8s.io',
  VolumeAttributesClass: 'storage.k8s.io',
};

const clusterScoped: ReadonlySet<string> = new Set([
  ...['Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'StorageClass', 'VolumeAttributesClass'],
  ...['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'IngressClass', 'RuntimeClass', 'CSIDriver'],
  ...['APIService', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'FlowSchema'],
]);

/** Kinds with a Pod template, and Pods. */
export const workloadKinds: readonly KnownKind[] = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'StatefulSet',
];

export function isKnownKind(kind: string): kind is KnownKind {
  return Object.hasOwn(groupByKind, kind);
}

/** The API group of an `apiVersion`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Kinds that lived in the group `extensions` before they got their own; old manifests still have it. */
const extensionsKinds: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'NetworkPolicy', 'ReplicaSet']);

/** The known kind that a manifest is of: its kind in its own or its former group, in whichever version. */
export function knownKindOf(manifest: { readonly apiVersion: string; readonly kind: string }): KnownKind | undefined {
  const { apiVersion, kind } = manifest;
  if (!isKnownKind(kind)) return undefined;
  const group = groupOf(apiVersion);
  return groupByKind[kind] === group || (group === 'extensions' && extensionsKinds.has(kind)) ? kind : undefined;
}

export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

const builtInGroups: ReadonlySet<string> = new Set([
  ...Object.values(groupByKind),
  ...['extensions', 'rbac.authorization.k8s.io', 'admissionregistration.k8s.io', 'apiextensions.k8s.io'],
  ...['apiregistration.k8s.io', 'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io'],
  ...['flowcontrol.apiserver.k8s.io', 'node.k8s.io', 'resource.k8s.io', 'authentication.k8s.io'],
]);

/** Whether an object is of a group that every cluster serves by itself. */
export function isBuiltInGroup(group: string): boolean {
  return builtInGroups.has(group);
}

/** Whether nothing is known of an object but its name: of another group, or of a kind that the product leaves alone. */
export function isCustomKind(manifest: { readonly apiVersion: string; readonly kind: string }): boolean {
  const { apiVersion, kind } = manifest;
  if (apiVersion === '' || kind === '') return false;
  return !isKnownKind(kind) || !isBuiltInGroup(groupOf(apiVersion));
}
