// Defaults of the kinds that hold a Pod template (behaviour reference 1.5; `pkg/apis/apps/v1/defaults.go`,
// `pkg/apis/batch/v1/defaults.go`).

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { isGateOn } from '../../kubernetes/feature-gates.ts';
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
import { defaultClaimTemplate } from './claim.ts';
import { defaultPodOnly, defaultPodSpec, defaultPodTemplate } from './pod-template.ts';

export function defaultStatefulSet(set: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(set, 'spec');
  defaultPodTemplate(ensureObject(spec, 'template'), profile);
  setIfZero(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensureObject(spec, 'updateStrategy');
  // A written type without a block stays without one: partition and maxUnavailable are then not defaulted.
  if (textOf(strategy, 'type') === '') {
    strategy['type'] = 'RollingUpdate';
    ensureObject(strategy, 'rollingUpdate');
  }
  const rollingUpdate = mutableObjectOf(strategy, 'rollingUpdate');
  if (rollingUpdate && textOf(strategy, 'type') === 'RollingUpdate') {
    setIfAbsent(rollingUpdate, 'partition', 0);
    if (isGateOn('MaxUnavailableStatefulSet', profile)) setIfAbsent(rollingUpdate, 'maxUnavailable', 1);
  }
  if (isGateOn('StatefulSetAutoDeletePVC', profile)) {
    const retention = ensureObject(spec, 'persistentVolumeClaimRetentionPolicy');
    setIfZero(retention, 'whenDeleted', 'Retain');
    setIfZero(retention, 'whenScaled', 'Retain');
  }
  setIfAbsent(spec, 'replicas', 1);
  setIfAbsent(spec, 'revisionHistoryLimit', 10);
  for (const template of mutableObjectsOf(spec, 'volumeClaimTemplates')) defaultClaimTemplate(template);
}

export function defaultDeployment(deployment: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(deployment, 'spec');
  defaultPodTemplate(ensureObject(spec, 'template'), profile);
  setIfAbsent(spec, 'replicas', 1);
  const strategy = ensureObject(spec, 'strategy');
  setIfZero(strategy, 'type', 'RollingUpdate');
  if (textOf(strategy, 'type') === 'RollingUpdate') {
    const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
    setIfAbsent(rollingUpdate, 'maxUnavailable', '25%');
    setIfAbsent(rollingUpdate, 'maxSurge', '25%');
  }
  setIfAbsent(spec, 'revisionHistoryLimit', 10);
  setIfAbsent(spec, 'progressDeadlineSeconds', 600);
}

export function defaultDaemonSet(set: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(set, 'spec');
  defaultPodTemplate(ensureObject(spec, 'template'), profile);
  const strategy = ensureObject(spec, 'updateStrategy');
  setIfZero(strategy, 'type', 'RollingUpdate');
  if (textOf(strategy, 'type') === 'RollingUpdate') {
    const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
    setIfAbsent(rollingUpdate, 'maxUnavailable', 1);
    setIfAbsent(rollingUpdate, 'maxSurge', 0);
  }
  setIfAbsent(spec, 'revisionHistoryLimit', 10);
}

export function defaultReplicaSet(set: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(set, 'spec');
  defaultPodTemplate(ensureObject(spec, 'template'), profile);
  setIfAbsent(spec, 'replicas', 1);
}

export function defaultPod(pod: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(pod, 'spec');
  defaultPodSpec(spec, profile);
  defaultPodOnly(spec);
}

export function defaultJob(job: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(job, 'spec');
  defaultJobSpec(spec, profile);
  // A Job without labels of its own wears those of its template.
  const labels = mutableObjectOf(mutableObjectOf(mutableObjectOf(spec, 'template'), 'metadata'), 'labels');
  const metadata = ensureObject(job, 'metadata');
  if (labels && Object.keys(mutableObjectOf(metadata, 'labels') ?? {}).length === 0) metadata['labels'] = { ...labels };
}

export function defaultCronJob(cronJob: MutableObject, profile: ClusterProfile): void {
  const spec = ensureObject(cronJob, 'spec');
  setIfZero(spec, 'concurrencyPolicy', 'Allow');
  setIfAbsent(spec, 'suspend', false);
  setIfAbsent(spec, 'successfulJobsHistoryLimit', 3);
  setIfAbsent(spec, 'failedJobsHistoryLimit', 1);
  const jobSpec = ensureObject(ensureObject(spec, 'jobTemplate'), 'spec');
  defaultPodTemplate(ensureObject(jobSpec, 'template'), profile);
}

function defaultJobSpec(spec: MutableObject, profile: ClusterProfile): void {
  defaultPodTemplate(ensureObject(spec, 'template'), profile);
  // Both absent means one Pod; a parallelism alone means a work queue, whose completions stay open.
  if (!isSet(spec, 'completions') && !isSet(spec, 'parallelism')) spec['completions'] = 1;
  setIfAbsent(spec, 'parallelism', 1);
  setIfAbsent(spec, 'backoffLimit', isSet(spec, 'backoffLimitPerIndex') ? 2147483647 : 6);
  setIfAbsent(spec, 'completionMode', 'NonIndexed');
  setIfAbsent(spec, 'suspend', false);
  if (profile.minor >= 29) {
    setIfAbsent(spec, 'podReplacementPolicy', isSet(spec, 'podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed');
  }
}
