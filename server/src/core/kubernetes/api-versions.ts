// Which API versions of the known kinds a version of Kubernetes serves, and which it no longer or not yet does.
// Sources: the deprecation guide of Kubernetes, and the feature table of the behaviour reference (VolumeAttributesClass).

import type { MinorVersion } from './cluster-profile.ts';
import type { KnownKind } from './objects.ts';
import { SERVED_KINDS } from './schema.ts';

/** A version of a kind whose structure the product does not know. */
interface ForeignVersion {
  readonly kind: string;
  readonly apiVersion: string;
  readonly removedIn: MinorVersion;
  /** The version that took its place; absent where the kind itself is gone. */
  readonly use?: string;
}

interface OtherVersion {
  readonly kind: KnownKind;
  readonly apiVersion: string;
  /** First minor version that no longer serves it; absent where the newest one still does. */
  readonly removedIn?: MinorVersion;
  readonly since?: MinorVersion;
  /** Served only where an administrator turned it on. */
  readonly isOffByDefault?: boolean;
}

const workloadBetas: readonly OtherVersion[] = [
  { kind: 'StatefulSet', apiVersion: 'apps/v1beta1', removedIn: 16 },
  { kind: 'StatefulSet', apiVersion: 'apps/v1beta2', removedIn: 16 },
  { kind: 'Deployment', apiVersion: 'apps/v1beta1', removedIn: 16 },
  { kind: 'Deployment', apiVersion: 'apps/v1beta2', removedIn: 16 },
  { kind: 'Deployment', apiVersion: 'extensions/v1beta1', removedIn: 16 },
  { kind: 'DaemonSet', apiVersion: 'apps/v1beta2', removedIn: 16 },
  { kind: 'DaemonSet', apiVersion: 'extensions/v1beta1', removedIn: 16 },
  { kind: 'ReplicaSet', apiVersion: 'apps/v1beta2', removedIn: 16 },
  { kind: 'ReplicaSet', apiVersion: 'extensions/v1beta1', removedIn: 16 },
];

const otherVersions: readonly OtherVersion[] = [
  ...workloadBetas,
  { kind: 'CronJob', apiVersion: 'batch/v2alpha1', removedIn: 21 },
  { kind: 'CronJob', apiVersion: 'batch/v1beta1', removedIn: 25 },
  { kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2beta1', removedIn: 25 },
  { kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2beta2', removedIn: 26 },
  { kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v1' },
  { kind: 'NetworkPolicy', apiVersion: 'extensions/v1beta1', removedIn: 16 },
  { kind: 'PodDisruptionBudget', apiVersion: 'policy/v1beta1', removedIn: 25 },
  { kind: 'PriorityClass', apiVersion: 'scheduling.k8s.io/v1alpha1', removedIn: 17 },
  { kind: 'PriorityClass', apiVersion: 'scheduling.k8s.io/v1beta1', removedIn: 22 },
  { kind: 'StorageClass', apiVersion: 'storage.k8s.io/v1beta1', removedIn: 22 },
  {
    kind: 'VolumeAttributesClass',
    apiVersion: 'storage.k8s.io/v1alpha1',
    since: 29,
    removedIn: 32,
    isOffByDefault: true,
  },
  { kind: 'VolumeAttributesClass', apiVersion: 'storage.k8s.io/v1beta1', since: 31, isOffByDefault: true },
];

const rbacKinds = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const webhookKinds = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const flowKinds = ['FlowSchema', 'PriorityLevelConfiguration'];

const foreignVersions: readonly ForeignVersion[] = [
  { kind: 'Ingress', apiVersion: 'extensions/v1beta1', removedIn: 22, use: 'networking.k8s.io/v1' },
  { kind: 'PodSecurityPolicy', apiVersion: 'extensions/v1beta1', removedIn: 16 },
  { kind: 'PodSecurityPolicy', apiVersion: 'policy/v1beta1', removedIn: 25 },
  ...succeeded(['Ingress', 'IngressClass'], 'networking.k8s.io', 'v1beta1', 22),
  ...succeeded(rbacKinds, 'rbac.authorization.k8s.io', 'v1beta1', 22),
  ...succeeded(['CustomResourceDefinition'], 'apiextensions.k8s.io', 'v1beta1', 22),
  ...succeeded(['APIService'], 'apiregistration.k8s.io', 'v1beta1', 22),
  ...succeeded(webhookKinds, 'admissionregistration.k8s.io', 'v1beta1', 22),
  ...succeeded(['CertificateSigningRequest'], 'certificates.k8s.io', 'v1beta1', 22),
  ...succeeded(['Lease'], 'coordination.k8s.io', 'v1beta1', 22),
  ...succeeded(['CSIDriver', 'CSINode', 'VolumeAttachment'], 'storage.k8s.io', 'v1beta1', 22),
  ...succeeded(['EndpointSlice'], 'discovery.k8s.io', 'v1beta1', 25),
  ...succeeded(['RuntimeClass'], 'node.k8s.io', 'v1beta1', 25),
  ...succeeded(['CSIStorageCapacity'], 'storage.k8s.io', 'v1beta1', 27),
  ...succeeded(flowKinds, 'flowcontrol.apiserver.k8s.io', 'v1beta2', 29),
  ...succeeded(flowKinds, 'flowcontrol.apiserver.k8s.io', 'v1beta3', 32),
];

function succeeded(
  kinds: readonly string[],
  group: string,
  version: string,
  removedIn: MinorVersion,
): readonly ForeignVersion[] {
  return kinds.map((kind) => ({ kind, apiVersion: `${group}/${version}`, removedIn, use: `${group}/v1` }));
}

export type ApiVersionState =
  /** The version whose structure the product knows. */
  | { readonly state: 'known' }
  /** Served beside it; the product does not judge its structure. */
  | { readonly state: 'other-served' }
  | { readonly state: 'removed'; readonly removedIn: MinorVersion; readonly use?: string }
  | { readonly state: 'not-yet'; readonly since: MinorVersion; readonly use: string }
  /** The kind exists, but never in this API version. */
  | { readonly state: 'wrong'; readonly use: string }
  /** No built-in kind of the product: a custom resource, or a kind that it leaves alone. */
  | { readonly state: 'unknown-kind'; readonly nearest?: KnownKind };

/** What a cluster of this version makes of an `apiVersion` and `kind`. */
export function apiVersionState(apiVersion: string, kind: string, minor: MinorVersion): ApiVersionState {
  const served = SERVED_KINDS.find((candidate) => candidate.kind === kind);
  if (!served) {
    const gone = foreignVersions.find((candidate) => candidate.kind === kind && candidate.apiVersion === apiVersion);
    if (gone !== undefined && minor >= gone.removedIn) {
      const { removedIn } = gone;
      return gone.use === undefined ? { state: 'removed', removedIn } : { state: 'removed', removedIn, use: gone.use };
    }
    const folded = kind.toLowerCase();
    const nearest = SERVED_KINDS.find(
      (candidate) => candidate.kind.toLowerCase() === folded && candidate.group === groupOf(apiVersion),
    );
    return nearest ? { state: 'unknown-kind', nearest: nearest.kind } : { state: 'unknown-kind' };
  }
  const use = served.apiVersion;
  if (use === apiVersion) {
    return minor >= served.since ? { state: 'known' } : { state: 'not-yet', since: served.since, use };
  }
  const other = otherVersions.find((candidate) => candidate.kind === kind && candidate.apiVersion === apiVersion);
  if (!other) {
    // A foreign group may define a kind of the same name, such as `apps.openshift.io` or `serving.knative.dev`.
    return isBuiltInGroup(groupOf(apiVersion)) ? { state: 'wrong', use } : { state: 'unknown-kind' };
  }
  if (other.removedIn !== undefined && minor >= other.removedIn)
    return { state: 'removed', removedIn: other.removedIn, use };
  if (other.since !== undefined && minor < other.since) return { state: 'not-yet', since: other.since, use };
  return { state: 'other-served' };
}

/** The group of an `apiVersion`, empty for core. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

const builtInGroups: ReadonlySet<string> = new Set([
  'extensions',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'storagemigration.k8s.io',
  ...SERVED_KINDS.map(({ group }) => group),
]);

/** Whether Kubernetes itself owns the group, so that no custom resource can live in it. */
export function isBuiltInGroup(group: string): boolean {
  return builtInGroups.has(group);
}
