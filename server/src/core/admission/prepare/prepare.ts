// What the server changes between defaulting and validation (stage 6 of the behaviour reference): fields behind closed
// gates dropped, the two spellings of a Service's address brought together, data sources that nobody can use dropped.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { isGateOn } from '../../kubernetes/feature-gates.ts';
import {
  ensureObject,
  isMutableObject,
  isSet,
  type MutableObject,
  mutableObjectOf,
  mutableObjectsOf,
  textOf,
  textsOf,
} from '../read.ts';

/** Prepares a new object, or the new state of an old one, in place. */
export function prepareObject(kind: string, object: MutableObject, profile: ClusterProfile, old?: MutableObject): void {
  const spec = mutableObjectOf(object, 'spec');
  if (kind === 'Service' && spec) prepareService(spec, mutableObjectOf(old, 'spec'));
  if (kind === 'StatefulSet' && spec) prepareStatefulSet(spec, profile, mutableObjectOf(old, 'spec'));
  if (kind === 'PersistentVolumeClaim' && spec) {
    prepareClaimSpec(spec, profile, mutableObjectOf(old, 'spec'));
    if (!old) dropUnusableSource(spec);
    copyDataSource(spec);
  }
  if (kind === 'PersistentVolume' && spec) dropAttributesClass(spec, profile, mutableObjectOf(old, 'spec'));
  if (kind === 'Secret') mergeStringData(object);
  if (kind === 'Node' && spec) preparePodRanges(spec);
  if (kind === 'Job' && spec && !old) labelJob(object, spec);
  const metadata = mutableObjectOf(object, 'metadata');
  if (metadata && Array.isArray(metadata['ownerReferences'])) dropRepeatedOwners(metadata);
  for (const podSpec of podSpecsOf(kind, object)) preparePodSpec(podSpec, profile);
}

/** The older spelling of a Node's range stands for a list of one. */
function preparePodRanges(spec: MutableObject): void {
  const range = textOf(spec, 'podCIDR');
  if (range !== '' && textsOf(spec, 'podCIDRs').length === 0) spec['podCIDRs'] = [range];
}

/** A Job's Pods are found by labels that the server adds; a Job that wears its template's labels gets them too. */
function labelJob(job: MutableObject, spec: MutableObject): void {
  if (spec['manualSelector'] === true) return;
  const name = textOf(mutableObjectOf(job, 'metadata'), 'name');
  const template = mutableObjectOf(spec, 'template');
  if (!template) return;
  const holder = ensureObject(template, 'metadata');
  const labels = ensureObject(holder, 'labels');
  const own = mutableObjectOf(mutableObjectOf(job, 'metadata'), 'labels');
  const isShared = own !== undefined && JSON.stringify(own) === JSON.stringify(labels);
  for (const wearer of isShared && own ? [labels, own] : [labels]) {
    for (const key of ['batch.kubernetes.io/job-name', 'job-name']) wearer[key] = name;
  }
}

/** The same owner twice counts once. */
function dropRepeatedOwners(metadata: MutableObject): void {
  const seen = new Set<string>();
  metadata['ownerReferences'] = mutableObjectsOf(metadata, 'ownerReferences').filter((owner) => {
    const identity = JSON.stringify(owner);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/** `stringData` is written into `data` as base64 and not kept. */
function mergeStringData(secret: MutableObject): void {
  const texts = mutableObjectOf(secret, 'stringData');
  if (!texts) return;
  const data = mutableObjectOf(secret, 'data') ?? {};
  for (const [key, value] of Object.entries(texts)) if (typeof value === 'string') data[key] = base64Of(value);
  secret['data'] = data;
  delete secret['stringData'];
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of a text's UTF-8 bytes. */
export function base64Of(text: string): string {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letter = (shift: number): string => base64Alphabet.charAt((group >> shift) & 63);
    encoded += letter(18) + letter(12) + (left > 1 ? letter(6) : '=') + (left > 2 ? letter(0) : '=');
  }
  return encoded;
}

/** The Pod specs inside an object, by kind. */
export function podSpecsOf(kind: string, object: MutableObject): MutableObject[] {
  const spec = mutableObjectOf(object, 'spec');
  const holder = kind === 'CronJob' ? mutableObjectOf(mutableObjectOf(spec, 'jobTemplate'), 'spec') : spec;
  const podSpec = kind === 'Pod' ? spec : mutableObjectOf(mutableObjectOf(holder, 'template'), 'spec');
  return podSpec ? [podSpec] : [];
}

function prepareService(spec: MutableObject, oldSpec: MutableObject | undefined): void {
  if (textOf(spec, 'type') === 'ExternalName' && oldSpec) dropTypeFields(spec, oldSpec);
  if (oldSpec) keepAddresses(spec, oldSpec);
  const ip = textOf(spec, 'clusterIP');
  const ips = textsOf(spec, 'clusterIPs');
  if (ip !== '' && ips.length === 0) spec['clusterIPs'] = [ip];
}

function dropTypeFields(spec: MutableObject, oldSpec: MutableObject): void {
  if (textOf(oldSpec, 'type') === 'ExternalName') return;
  for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    const isSame = JSON.stringify(spec[field] ?? null) === JSON.stringify(oldSpec[field] ?? null);
    if (isSame) delete spec[field];
  }
}

/** An update that no longer writes an address or health port keeps the stored one (V22, U2). */
function keepAddresses(spec: MutableObject, oldSpec: MutableObject): void {
  if (textOf(spec, 'type') === 'ExternalName' || textOf(oldSpec, 'type') === 'ExternalName') return;
  const ips = textsOf(spec, 'clusterIPs');
  const ip = textOf(spec, 'clusterIP');
  const oldIps = textsOf(oldSpec, 'clusterIPs');
  const oldIp = textOf(oldSpec, 'clusterIP');
  // A cleared address clears the list beside it as long as that is the stored one.
  if (ip === '' && (ips.length === 0 || ips.join() === oldIps.join())) {
    if (oldIp !== '') spec['clusterIP'] = oldIp;
    if (oldIps.length > 0) spec['clusterIPs'] = [...oldIps];
  } else if (ip !== '' && ip !== oldIp && ips.length > 0 && ips.join() === oldIps.join()) {
    spec['clusterIPs'] = [ip];
  }
  const isLocal = (one: MutableObject): boolean =>
    textOf(one, 'type') === 'LoadBalancer' && textOf(one, 'externalTrafficPolicy') === 'Local';
  if (isLocal(spec) && isLocal(oldSpec) && !spec['healthCheckNodePort'] && oldSpec['healthCheckNodePort']) {
    spec['healthCheckNodePort'] = oldSpec['healthCheckNodePort'];
  }
}

function prepareStatefulSet(spec: MutableObject, profile: ClusterProfile, oldSpec: MutableObject | undefined): void {
  const rollingUpdate = mutableObjectOf(mutableObjectOf(spec, 'updateStrategy'), 'rollingUpdate');
  const oldRolling = mutableObjectOf(mutableObjectOf(oldSpec, 'updateStrategy'), 'rollingUpdate');
  if (rollingUpdate && !isGateOn('MaxUnavailableStatefulSet', profile) && !isSet(oldRolling, 'maxUnavailable')) {
    delete rollingUpdate['maxUnavailable'];
  }
  if (!isGateOn('StatefulSetAutoDeletePVC', profile) && !isSet(oldSpec, 'persistentVolumeClaimRetentionPolicy')) {
    delete spec['persistentVolumeClaimRetentionPolicy'];
  }
  if (!isGateOn('StatefulSetStartOrdinal', profile) && !isSet(oldSpec, 'ordinals')) delete spec['ordinals'];
  for (const template of mutableObjectsOf(spec, 'volumeClaimTemplates')) {
    const claim = mutableObjectOf(template, 'spec');
    if (!claim) continue;
    prepareClaimSpec(claim, profile, undefined);
  }
}

function prepareClaimSpec(spec: MutableObject, profile: ClusterProfile, oldSpec: MutableObject | undefined): void {
  dropAttributesClass(spec, profile, oldSpec);
  const namespace = textOf(mutableObjectOf(spec, 'dataSourceRef'), 'namespace');
  if (namespace !== '' && !isGateOn('CrossNamespaceVolumeDataSource', profile) && !isSet(oldSpec, 'dataSourceRef')) {
    delete spec['dataSourceRef'];
  }
}

function dropAttributesClass(spec: MutableObject, profile: ClusterProfile, oldSpec: MutableObject | undefined): void {
  if (isGateOn('VolumeAttributesClass', profile) || isSet(oldSpec, 'volumeAttributesClassName')) return;
  delete spec['volumeAttributesClassName'];
}

/** Q9: on creation a source that neither a claim nor a snapshot can be is dropped without a word. */
function dropUnusableSource(spec: MutableObject): void {
  const source = mutableObjectOf(spec, 'dataSource');
  // Whoever writes the newer spelling does not count on being ignored.
  if (!source || isSet(spec, 'dataSourceRef')) return;
  const kind = textOf(source, 'kind');
  const group = textOf(source, 'apiGroup');
  const isClaim = kind === 'PersistentVolumeClaim' && group === '';
  const isSnapshot = kind === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io';
  if (!isClaim && !isSnapshot) delete spec['dataSource'];
}

/** Each of the two spellings of a data source stands for the other where only one is written. */
function copyDataSource(spec: MutableObject): void {
  const source = spec['dataSource'];
  const reference = spec['dataSourceRef'];
  if (isMutableObject(reference) && textOf(reference, 'namespace') !== '') return;
  if (source !== undefined && reference === undefined && isMutableObject(source)) spec['dataSourceRef'] = { ...source };
  if (source === undefined && isMutableObject(reference)) spec['dataSource'] = { ...reference };
}

function preparePodSpec(spec: MutableObject, profile: ClusterProfile): void {
  if (!isGateOn('PodLevelResources', profile)) delete spec['resources'];
  if (!isGateOn('HostnameOverride', profile)) delete spec['hostnameOverride'];
  if (!isGateOn('SupplementalGroupsPolicy', profile)) {
    delete mutableObjectOf(spec, 'securityContext')?.['supplementalGroupsPolicy'];
  }
  for (const list of ['containers', 'initContainers']) {
    for (const container of mutableObjectsOf(spec, list)) prepareContainer(container, profile);
  }
  for (const volume of mutableObjectsOf(spec, 'volumes')) {
    if (!isGateOn('ImageVolume', profile)) delete volume['image'];
    if (!isGateOn('EmptyDirVolumeMode', profile)) delete mutableObjectOf(volume, 'emptyDir')?.['mode'];
    const template = mutableObjectOf(mutableObjectOf(volume, 'ephemeral'), 'volumeClaimTemplate');
    const claim = mutableObjectOf(template, 'spec');
    if (claim) prepareClaimSpec(claim, profile, undefined);
    dropClosedProjections(volume, profile);
    if (!isGateOn('AtomicWriteVolumeUserFields', profile)) dropFileOwners(volume);
  }
}

/** Owners of the files of a volume. */
function dropFileOwners(volume: MutableObject): void {
  const holders = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];
  const projected = mutableObjectOf(volume, 'projected');
  delete projected?.['defaultUser'];
  for (const one of [volume, ...mutableObjectsOf(projected, 'sources')]) {
    for (const name of holders) {
      const holder = mutableObjectOf(one, name);
      delete holder?.['defaultUser'];
      delete holder?.['user'];
      for (const file of mutableObjectsOf(holder, 'items')) delete file['user'];
    }
  }
}

function prepareContainer(container: MutableObject, profile: ClusterProfile): void {
  for (const mount of mutableObjectsOf(container, 'volumeMounts')) {
    if (!isGateOn('VolumeBindMountOptions', profile)) delete mount['bindMountOptions'];
    if (!isGateOn('RecursiveReadOnlyMounts', profile)) delete mount['recursiveReadOnly'];
  }
  if (!isGateOn('ContainerRestartRules', profile)) delete container['restartPolicyRules'];
  if (!isGateOn('ContainerStopSignals', profile)) delete mutableObjectOf(container, 'lifecycle')?.['stopSignal'];
  for (const variable of mutableObjectsOf(container, 'env')) {
    if (!isGateOn('EnvFiles', profile)) delete mutableObjectOf(variable, 'valueFrom')?.['fileKeyRef'];
  }
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
  for (const probe of probes) {
    const handler = mutableObjectOf(container, probe);
    if (!isGateOn('GRPCContainerProbeTLS', profile)) delete mutableObjectOf(handler, 'grpc')?.['mode'];
    if (!isGateOn('H2CContainerProbe', profile)) delete mutableObjectOf(handler, 'httpGet')?.['protocol'];
  }
}

function dropClosedProjections(volume: MutableObject, profile: ClusterProfile): void {
  for (const source of mutableObjectsOf(mutableObjectOf(volume, 'projected'), 'sources')) {
    if (!isGateOn('ClusterTrustBundleProjection', profile)) delete source['clusterTrustBundle'];
    if (!isGateOn('PodCertificateRequest', profile)) delete source['podCertificate'];
  }
}
