// The kinds that the server's answer is predicted for: their group, their rule about names and their validator.

import type { ClusterProfile, MinorVersion } from '../kubernetes/cluster-profile.ts';
import { isGateOn } from '../kubernetes/feature-gates.ts';
import { dns1035LabelErrors, dnsLabelErrors, dnsSubdomainErrors, type NameCheck } from '../kubernetes/names.ts';
import type { PlainObject } from '../kubernetes/plain-value.ts';
import type { Check } from './check.ts';
import { rootPath } from './field-path.ts';
import { structOf } from './read.ts';
import { validateAutoscaler } from './validate/autoscaler.ts';
import { validateClaimSpec } from './validate/claim-spec.ts';
import { validateConfigMap, validateSecret } from './validate/data-objects.ts';
import { validateDisruptionBudget } from './validate/disruption-budget.ts';
import { validateNetworkPolicy } from './validate/network-policy.ts';
import { validateNode } from './validate/node.ts';
import { validateService } from './validate/service.ts';
import { validateStatefulSet } from './validate/stateful-set.ts';
import { validateAttributesClass, validateStorageClass } from './validate/storage-class.ts';
import { validateVolume } from './validate/volume.ts';
import {
  validateCronJob,
  validateDaemonSet,
  validateDeployment,
  validateJob,
  validatePod,
  validateReplicaSet,
} from './validate/workloads.ts';

export interface KindRules {
  /** Empty for the core group. */
  readonly group: string;
  readonly plural: string;
  readonly scope: 'namespace' | 'cluster';
  readonly nameRule: string;
  readonly nameErrors: (profile: ClusterProfile) => NameCheck;
  readonly validate: (check: Check, object: PlainObject, old?: PlainObject) => void;
  /** Whether the kind's own validation looks at metadata; otherwise the server does so only when all else is right. */
  readonly checksMetadata?: false;
  /** The first minor version that serves the kind in the version we know. */
  readonly since?: MinorVersion;
}

const subdomain = (): NameCheck => dnsSubdomainErrors;
const nothing = (): void => {};

/** B1: a budget's name only has to be usable as a part of a path. */
const segmentErrors: NameCheck = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%']
    .filter((character) => value.includes(character))
    .map((character) => `may not contain '${character}'`);
};

const rules: ReadonlyMap<string, KindRules> = new Map<string, KindRules>([
  [
    'ConfigMap',
    {
      group: '',
      plural: 'configmaps',
      scope: 'namespace',
      nameRule: 'D1',
      nameErrors: subdomain,
      validate: validateConfigMap,
    },
  ],
  [
    'CronJob',
    {
      group: 'batch',
      plural: 'cronjobs',
      scope: 'namespace',
      nameRule: 'M3',
      nameErrors: subdomain,
      validate: validateCronJob,
    },
  ],
  [
    'DaemonSet',
    {
      group: 'apps',
      plural: 'daemonsets',
      scope: 'namespace',
      nameRule: 'M3',
      nameErrors: subdomain,
      validate: validateDaemonSet,
    },
  ],
  [
    'Deployment',
    {
      group: 'apps',
      plural: 'deployments',
      scope: 'namespace',
      nameRule: 'M3',
      nameErrors: subdomain,
      validate: validateDeployment,
    },
  ],
  [
    'HorizontalPodAutoscaler',
    {
      group: 'autoscaling',
      plural: 'horizontalpodautoscalers',
      scope: 'namespace',
      nameRule: 'H15',
      nameErrors: subdomain,
      validate: validateAutoscaler,
    },
  ],
  [
    'Job',
    {
      group: 'batch',
      plural: 'jobs',
      scope: 'namespace',
      nameRule: 'M3',
      nameErrors: subdomain,
      validate: validateJob,
    },
  ],
  [
    'Namespace',
    {
      group: '',
      plural: 'namespaces',
      scope: 'cluster',
      nameRule: 'M5',
      nameErrors: () => dnsLabelErrors,
      validate: nothing,
    },
  ],
  [
    'NetworkPolicy',
    {
      group: 'networking.k8s.io',
      plural: 'networkpolicies',
      scope: 'namespace',
      nameRule: 'N1',
      nameErrors: subdomain,
      validate: validateNetworkPolicy,
    },
  ],
  [
    'Node',
    { group: '', plural: 'nodes', scope: 'cluster', nameRule: 'M3', nameErrors: subdomain, validate: validateNode },
  ],
  [
    'PersistentVolume',
    {
      group: '',
      plural: 'persistentvolumes',
      scope: 'cluster',
      nameRule: 'W1',
      nameErrors: subdomain,
      validate: validateVolume,
    },
  ],
  [
    'PersistentVolumeClaim',
    {
      group: '',
      plural: 'persistentvolumeclaims',
      scope: 'namespace',
      nameRule: 'Q1',
      nameErrors: subdomain,
      validate: (check, object, old) =>
        validateClaimSpec(check, structOf(object, 'spec'), rootPath('spec'), old && structOf(old, 'spec')),
    },
  ],
  [
    'Pod',
    { group: '', plural: 'pods', scope: 'namespace', nameRule: 'M3', nameErrors: subdomain, validate: validatePod },
  ],
  [
    'PodDisruptionBudget',
    {
      group: 'policy',
      checksMetadata: false,
      plural: 'poddisruptionbudgets',
      scope: 'namespace',
      nameRule: 'B1',
      nameErrors: () => segmentErrors,
      validate: validateDisruptionBudget,
    },
  ],
  [
    'PriorityClass',
    {
      group: 'scheduling.k8s.io',
      plural: 'priorityclasses',
      scope: 'cluster',
      nameRule: 'M3',
      nameErrors: subdomain,
      validate: nothing,
    },
  ],
  [
    'ReplicaSet',
    {
      group: 'apps',
      plural: 'replicasets',
      scope: 'namespace',
      nameRule: 'M3',
      nameErrors: subdomain,
      validate: validateReplicaSet,
    },
  ],
  [
    'Secret',
    {
      group: '',
      plural: 'secrets',
      scope: 'namespace',
      nameRule: 'D1',
      nameErrors: subdomain,
      validate: validateSecret,
    },
  ],
  [
    'Service',
    {
      group: '',
      plural: 'services',
      scope: 'namespace',
      nameRule: 'V1',
      nameErrors: (profile) =>
        isGateOn('RelaxedServiceNameValidation', profile) ? dnsLabelErrors : dns1035LabelErrors,
      validate: validateService,
    },
  ],
  [
    'ServiceAccount',
    {
      group: '',
      plural: 'serviceaccounts',
      scope: 'namespace',
      nameRule: 'D1',
      nameErrors: subdomain,
      validate: nothing,
    },
  ],
  [
    'StatefulSet',
    {
      group: 'apps',
      plural: 'statefulsets',
      scope: 'namespace',
      nameRule: 'M2',
      nameErrors: (profile) => (profile.minor >= 27 ? dnsLabelErrors : dnsSubdomainErrors),
      validate: (check, object) => validateStatefulSet(check, object),
    },
  ],
  [
    'StorageClass',
    {
      group: 'storage.k8s.io',
      plural: 'storageclasses',
      scope: 'cluster',
      nameRule: 'K10',
      nameErrors: subdomain,
      validate: validateStorageClass,
    },
  ],
  [
    'VolumeAttributesClass',
    {
      group: 'storage.k8s.io',
      plural: 'volumeattributesclasses',
      scope: 'cluster',
      nameRule: 'A1',
      nameErrors: subdomain,
      validate: validateAttributesClass,
      since: 34,
    },
  ],
]);

export function rulesOfKind(kind: string): KindRules | undefined {
  return rules.get(kind);
}
