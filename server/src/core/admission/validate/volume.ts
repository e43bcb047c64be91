// PersistentVolumes (W1 to W22; `ValidatePersistentVolumeSpec`).

import { dnsLabelErrors, dnsSubdomainErrors, SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { quantityText, wholeUnits } from '../../kubernetes/quantity.ts';
import { type Check, forbidden, invalid, invalidAll, isOn, notSupported, required } from '../check.ts';
import { child, type FieldPath, keyed, rootPath } from '../field-path.ts';
import { fieldOf, isSet, objectOf, structOf, textOf, textsOf } from '../read.ts';
import { VOLUME_MODES, validateAccessModes } from './claim-spec.ts';
import { oneOfIfSet, quantityField, signOf } from './scalars.ts';
import { validateNodeSelector } from './scheduling.ts';
import { sharedSources } from './volume-sources.ts';

const POLICIES = ['Delete', 'Recycle', 'Retain'];

/** In the server's order. */
export const PERSISTENT_SOURCES: readonly string[] = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
];

export function validateVolume(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const modes = textsOf(spec, 'accessModes');
  if (modes.length === 0) required(check, 'W2', child(path, 'accessModes'));
  validateAccessModes(check, 'W3', modes, child(path, 'accessModes'));
  validateCapacity(check, spec, child(path, 'capacity'));
  const policy = textOf(spec, 'persistentVolumeReclaimPolicy');
  const policyPath = child(path, 'persistentVolumeReclaimPolicy');
  if (policy !== '' && !POLICIES.includes(policy)) notSupported(check, 'W7', policyPath, policy, POLICIES);
  const affinity = objectOf(spec, 'nodeAffinity');
  if (affinity) validateVolumeAffinity(check, affinity, child(path, 'nodeAffinity'));
  validateSources(check, spec, path);
  const hostPath = objectOf(spec, 'hostPath');
  if (hostPath && policy === 'Recycle' && isRoot(textOf(hostPath, 'path'))) {
    forbidden(check, 'W11', policyPath, "may not be 'recycle' for a hostPath mount of '/'");
  }
  const storageClass = textOf(spec, 'storageClassName');
  if (storageClass !== '') {
    invalidAll(
      check,
      'W14',
      child(path, 'storageClassName'),
      storageClass,
      dnsSubdomainErrors(storageClass, check.minor),
    );
  }
  oneOfIfSet(check, 'W15', spec, 'volumeMode', path, VOLUME_MODES);
  validateAttributesClass(check, spec, path);
}

function validateCapacity(check: Check, spec: PlainObject, path: FieldPath): void {
  const capacity = structOf(spec, 'capacity');
  const names = Object.keys(capacity);
  if (names.length === 0) required(check, 'W4', path);
  if (names.length !== 1 || names[0] !== 'storage') {
    notSupported(check, 'W5', path, names.length === 0 ? undefined : capacity, ['storage']);
  }
  for (const name of names) {
    const amount = quantityField(capacity, name);
    const at = keyed(path, name);
    const bytes = BigInt.asIntN(64, wholeUnits(amount));
    if (bytes < 0n) invalid(check, 'W6', at, bytes, 'must be a valid resource quantity');
    if (signOf(amount) <= 0) invalid(check, 'W6', at, quantityText(amount), SERVER_TEXTS['T-POS']);
  }
}

function validateVolumeAffinity(check: Check, affinity: PlainObject, path: FieldPath): void {
  const selector = objectOf(affinity, 'required');
  if (selector) validateNodeSelector(check, 'W13', selector, child(path, 'required'));
  else required(check, 'W13', child(path, 'required'), 'must specify required node constraints');
}

function validateSources(check: Check, spec: PlainObject, path: FieldPath): void {
  let count = 0;
  for (const name of PERSISTENT_SOURCES) {
    const source = objectOf(spec, name);
    if (!source) continue;
    if (count > 0 && name !== 'flexVolume') {
      const shown = name === 'cephfs' ? 'cephFS' : name;
      forbidden(check, 'W9', child(path, shown), 'may not specify more than 1 volume type');
      continue;
    }
    count++;
    const own = child(path, name === 'gcePersistentDisk' ? 'persistentDisk' : name);
    sharedSources[name]?.(check, source, own);
    if (name === 'csi') validateCsi(check, source, own);
    if (name === 'local' && !isSet(spec, 'nodeAffinity')) {
      required(check, 'W12', child(path, 'nodeAffinity'), 'Local volume requires node affinity');
    }
    if (name === 'iscsi' && isSet(source, 'secretRef') && textOf(objectOf(source, 'secretRef'), 'name') === '') {
      required(check, 'W9', child(own, 'secretRef', 'name'));
    }
    if (name === 'cinder' || name === 'storageos') {
      const reference = objectOf(source, 'secretRef');
      if (reference && textOf(reference, 'namespace') === '') {
        required(check, 'W9', child(own, 'secretRef', 'namespace'));
      }
    }
  }
  if (count === 0) required(check, 'W8', path, 'must specify a volume type');
}

const SECRET_REFERENCES = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

function validateCsi(check: Check, source: PlainObject, path: FieldPath): void {
  if (textOf(source, 'volumeHandle') === '') required(check, 'W18', child(path, 'volumeHandle'));
  for (const field of SECRET_REFERENCES) {
    const reference = objectOf(source, field);
    if (!reference) continue;
    const name = textOf(reference, 'name');
    const namespace = textOf(reference, 'namespace');
    const own = child(path, field);
    if (name === '') required(check, 'W19', child(own, 'name'));
    else invalidAll(check, 'W19', child(own, 'name'), name, dnsSubdomainErrors(name, check.minor));
    if (namespace === '') required(check, 'W19', child(own, 'namespace'));
    else invalidAll(check, 'W19', child(own, 'namespace'), namespace, dnsLabelErrors(namespace, check.minor));
  }
}

function validateAttributesClass(check: Check, spec: PlainObject, path: FieldPath): void {
  if (fieldOf(spec, 'volumeAttributesClassName') === undefined || !isOn(check, 'VolumeAttributesClass')) return;
  const name = textOf(spec, 'volumeAttributesClassName');
  const at = child(path, 'volumeAttributesClassName');
  if (name === '') required(check, 'W16', at, 'an empty string is disallowed');
  else invalidAll(check, 'W16', at, name, dnsSubdomainErrors(name, check.minor));
  if (!isSet(spec, 'csi')) {
    required(check, 'W16', child(path, 'csi'), 'has to be specified when using volumeAttributesClassName');
  }
}

/** Whether a path is the root once `.` and repeated slashes are cleaned away. */
function isRoot(path: string): boolean {
  return path.startsWith('/') && path.split('/').every((part) => part === '' || part === '.' || part === '..');
}
