// Defaults of a Pod's spec, alone or in a template (behaviour reference 1.5; Kubernetes `pkg/apis/core/v1/defaults.go`).

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { isGateOn } from '../../kubernetes/feature-gates.ts';
import {
  ensureObject,
  flagOf,
  isSet,
  type MutableObject,
  mutableObjectOf,
  mutableObjectsOf,
  numberOf,
  setIfAbsent,
  setIfZero,
  textOf,
} from '../read.ts';
import { defaultClaimSpec } from './claim.ts';
import { namesLatestTag } from './image-tag.ts';
import { roundResources } from './resources.ts';

const DEFAULT_FILE_MODE = 420;

/** Fills `metadata` and `spec` of a Pod template; `template` is the object that holds both. */
export function defaultPodTemplate(template: MutableObject, profile: ClusterProfile): void {
  defaultPodSpec(ensureObject(template, 'spec'), profile);
}

/** Fills what the server fills in every Pod spec, template or not. */
export function defaultPodSpec(spec: MutableObject, profile: ClusterProfile): void {
  const account = textOf(spec, 'serviceAccountName') || textOf(spec, 'serviceAccount');
  if (account) {
    spec['serviceAccountName'] = account;
    spec['serviceAccount'] = account;
  }
  setIfZero(spec, 'dnsPolicy', 'ClusterFirst');
  setIfZero(spec, 'restartPolicy', 'Always');
  ensureObject(spec, 'securityContext');
  setIfAbsent(spec, 'terminationGracePeriodSeconds', 30);
  setIfZero(spec, 'schedulerName', 'default-scheduler');
  for (const volume of mutableObjectsOf(spec, 'volumes')) defaultVolume(volume, profile);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of mutableObjectsOf(spec, list)) defaultContainer(container, profile);
  }
  roundResources(mutableObjectOf(spec, 'overhead'));
  const resources = mutableObjectOf(spec, 'resources');
  roundResources(mutableObjectOf(resources, 'limits'));
  roundResources(mutableObjectOf(resources, 'requests'));
  // Up to 1.27 templates copied container ports to host ports as well; later only Pods do.
  if (flagOf(spec, 'hostNetwork') && profile.minor < 28) copyPortsToHost(spec);
}

/** Fills what only Pods get, not templates: requests from limits, service links, host ports. */
export function defaultPodOnly(spec: MutableObject): void {
  if (isSet(spec, 'terminationGracePeriodSeconds') && numberOf(spec, 'terminationGracePeriodSeconds') < 0) {
    spec['terminationGracePeriodSeconds'] = 1;
  }
  for (const list of ['containers', 'initContainers']) {
    for (const container of mutableObjectsOf(spec, list)) {
      const limits = mutableObjectOf(mutableObjectOf(container, 'resources'), 'limits');
      if (!limits) continue;
      const requests = ensureObject(ensureObject(container, 'resources'), 'requests');
      for (const [name, quantity] of Object.entries(limits)) setIfAbsent(requests, name, quantity);
    }
  }
  setIfAbsent(spec, 'enableServiceLinks', true);
  if (flagOf(spec, 'hostNetwork')) copyPortsToHost(spec);
}

function copyPortsToHost(spec: MutableObject): void {
  for (const list of ['containers', 'initContainers']) {
    for (const container of mutableObjectsOf(spec, list)) {
      for (const port of mutableObjectsOf(container, 'ports')) {
        setIfZero(port, 'hostPort', numberOf(port, 'containerPort'));
      }
    }
  }
}

function defaultContainer(container: MutableObject, profile: ClusterProfile): void {
  setIfZero(container, 'imagePullPolicy', namesLatestTag(textOf(container, 'image')) ? 'Always' : 'IfNotPresent');
  setIfZero(container, 'terminationMessagePath', '/dev/termination-log');
  setIfZero(container, 'terminationMessagePolicy', 'File');
  for (const port of mutableObjectsOf(container, 'ports')) setIfZero(port, 'protocol', 'TCP');
  for (const variable of mutableObjectsOf(container, 'env')) {
    const source = mutableObjectOf(variable, 'valueFrom');
    defaultFieldReference(mutableObjectOf(source, 'fieldRef'));
    defaultDivisor(mutableObjectOf(source, 'resourceFieldRef'));
    const fileKey = mutableObjectOf(source, 'fileKeyRef');
    if (fileKey && isGateOn('EnvFiles', profile)) setIfAbsent(fileKey, 'optional', false);
  }
  const resources = ensureObject(container, 'resources');
  roundResources(mutableObjectOf(resources, 'limits'));
  roundResources(mutableObjectOf(resources, 'requests'));
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = mutableObjectOf(container, name);
    if (probe) defaultProbe(probe);
  }
  const lifecycle = mutableObjectOf(container, 'lifecycle');
  defaultHttpGet(mutableObjectOf(mutableObjectOf(lifecycle, 'postStart'), 'httpGet'));
  defaultHttpGet(mutableObjectOf(mutableObjectOf(lifecycle, 'preStop'), 'httpGet'));
}

function defaultProbe(probe: MutableObject): void {
  setIfZero(probe, 'timeoutSeconds', 1);
  setIfZero(probe, 'periodSeconds', 10);
  setIfZero(probe, 'successThreshold', 1);
  setIfZero(probe, 'failureThreshold', 3);
  defaultHttpGet(mutableObjectOf(probe, 'httpGet'));
  const grpc = mutableObjectOf(probe, 'grpc');
  if (grpc) setIfAbsent(grpc, 'service', '');
}

function defaultHttpGet(action: MutableObject | undefined): void {
  if (!action) return;
  setIfZero(action, 'path', '/');
  setIfZero(action, 'scheme', 'HTTP');
}

function defaultFieldReference(reference: MutableObject | undefined): void {
  if (reference) setIfZero(reference, 'apiVersion', 'v1');
}

/** A divisor is stored as 0 where none is written. */
function defaultDivisor(reference: MutableObject | undefined): void {
  if (reference) setIfAbsent(reference, 'divisor', '0');
}

const sources = [
  'hostPath',
  'emptyDir',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'persistentVolumeClaim',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'downwardAPI',
  'fc',
  'azureFile',
  'configMap',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'projected',
  'portworxVolume',
  'scaleIO',
  'storageos',
  'csi',
  'ephemeral',
  'image',
];

function defaultVolume(volume: MutableObject, profile: ClusterProfile): void {
  if (!sources.some((source) => isSet(volume, source))) volume['emptyDir'] = {};
  const hostPath = mutableObjectOf(volume, 'hostPath');
  if (hostPath) setIfAbsent(hostPath, 'type', '');
  for (const name of ['configMap', 'secret', 'downwardAPI', 'projected']) {
    const source = mutableObjectOf(volume, name);
    if (source) setIfAbsent(source, 'defaultMode', DEFAULT_FILE_MODE);
  }
  for (const file of mutableObjectsOf(mutableObjectOf(volume, 'downwardAPI'), 'items')) defaultDownwardFile(file);
  for (const source of mutableObjectsOf(mutableObjectOf(volume, 'projected'), 'sources')) {
    for (const file of mutableObjectsOf(mutableObjectOf(source, 'downwardAPI'), 'items')) defaultDownwardFile(file);
    const token = mutableObjectOf(source, 'serviceAccountToken');
    if (token) setIfAbsent(token, 'expirationSeconds', 3600);
  }
  const template = mutableObjectOf(mutableObjectOf(volume, 'ephemeral'), 'volumeClaimTemplate');
  if (template) defaultClaimSpec(ensureObject(template, 'spec'));
  const image = mutableObjectOf(volume, 'image');
  if (image && isGateOn('ImageVolume', profile)) {
    setIfZero(image, 'pullPolicy', namesLatestTag(textOf(image, 'reference')) ? 'Always' : 'IfNotPresent');
  }
  defaultOldSources(volume);
}

function defaultDownwardFile(file: MutableObject): void {
  defaultFieldReference(mutableObjectOf(file, 'fieldRef'));
  defaultDivisor(mutableObjectOf(file, 'resourceFieldRef'));
}

/** Sources of times before CSI; the same names serve Pods and PersistentVolumes. */
export function defaultOldSources(holder: MutableObject): void {
  const iscsi = mutableObjectOf(holder, 'iscsi');
  if (iscsi) setIfZero(iscsi, 'iscsiInterface', 'default');
  const rbd = mutableObjectOf(holder, 'rbd');
  if (rbd) {
    setIfZero(rbd, 'pool', 'rbd');
    setIfZero(rbd, 'user', 'admin');
    setIfZero(rbd, 'keyring', '/etc/ceph/keyring');
  }
  const azureDisk = mutableObjectOf(holder, 'azureDisk');
  if (azureDisk) {
    setIfAbsent(azureDisk, 'cachingMode', 'ReadWrite');
    setIfAbsent(azureDisk, 'kind', 'Shared');
    setIfAbsent(azureDisk, 'fsType', 'ext4');
    setIfAbsent(azureDisk, 'readOnly', false);
  }
  const scaleIo = mutableObjectOf(holder, 'scaleIO');
  if (scaleIo) {
    setIfZero(scaleIo, 'storageMode', 'ThinProvisioned');
    setIfZero(scaleIo, 'fsType', 'xfs');
  }
}
