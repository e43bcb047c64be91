// Defaults of the kinds with few of them (behaviour reference 4).

import {
  ensureObject,
  isSet,
  type MutableObject,
  mutableObjectOf,
  mutableObjectsOf,
  setIfAbsent,
  setIfZero,
  textOf,
} from '../read.ts';
import { defaultOldSources } from './pod-template.ts';
import { roundResources } from './resources.ts';

export function defaultVolumeObject(volume: MutableObject): void {
  const spec = ensureObject(volume, 'spec');
  setIfZero(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  setIfAbsent(spec, 'volumeMode', 'Filesystem');
  roundResources(mutableObjectOf(spec, 'capacity'));
  const hostPath = mutableObjectOf(spec, 'hostPath');
  if (hostPath) setIfAbsent(hostPath, 'type', '');
  defaultOldSources(spec);
  setIfZero(ensureObject(volume, 'status'), 'phase', 'Pending');
}

export function defaultStorageClass(storageClass: MutableObject): void {
  setIfZero(storageClass, 'reclaimPolicy', 'Delete');
  setIfAbsent(storageClass, 'volumeBindingMode', 'Immediate');
}

export function defaultConfigMap(configMap: MutableObject): void {
  setIfAbsent(configMap, 'data', {});
}

export function defaultSecret(secret: MutableObject): void {
  setIfZero(secret, 'type', 'Opaque');
}

export function defaultNamespace(namespace: MutableObject): void {
  const metadata = ensureObject(namespace, 'metadata');
  const name = textOf(metadata, 'name');
  if (name !== '') ensureObject(metadata, 'labels')['kubernetes.io/metadata.name'] = name;
  setIfZero(ensureObject(namespace, 'status'), 'phase', 'Active');
}

export function defaultNetworkPolicy(policy: MutableObject): void {
  const spec = ensureObject(policy, 'spec');
  for (const direction of ['ingress', 'egress']) {
    for (const rule of mutableObjectsOf(spec, direction)) {
      for (const port of mutableObjectsOf(rule, 'ports')) setIfAbsent(port, 'protocol', 'TCP');
    }
  }
  // A policy without types is about ingress, and about egress where it has rules for it.
  const types = spec['policyTypes'];
  if (!Array.isArray(types) || types.length === 0) {
    const egress = spec['egress'];
    spec['policyTypes'] = Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  }
}

const scaleUpPolicies = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
] as const;
const scaleDownPolicies = [{ type: 'Percent', value: 100, periodSeconds: 15 }] as const;

export function defaultAutoscaler(autoscaler: MutableObject): void {
  const spec = ensureObject(autoscaler, 'spec');
  setIfAbsent(spec, 'minReplicas', 1);
  const metrics = spec['metrics'];
  if (!Array.isArray(metrics) || metrics.length === 0) {
    spec['metrics'] = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    ];
  }
  const behavior = mutableObjectOf(spec, 'behavior');
  if (!behavior) return;
  defaultScalingRules(behavior, 'scaleUp', scaleUpPolicies, 0);
  defaultScalingRules(behavior, 'scaleDown', scaleDownPolicies, undefined);
}

function defaultScalingRules(
  behavior: MutableObject,
  direction: string,
  policies: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[],
  window: number | undefined,
): void {
  const rules = ensureObject(behavior, direction);
  if (!isSet(rules, 'policies')) rules['policies'] = policies.map((policy) => ({ ...policy }));
  setIfAbsent(rules, 'selectPolicy', 'Max');
  if (window !== undefined) setIfAbsent(rules, 'stabilizationWindowSeconds', window);
}
