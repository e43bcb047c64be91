// Volume sources that Pods and PersistentVolumes have in common, and those of times before CSI (P40, P41, P36, W9, W10).

import { dnsLabelErrors, dnsSubdomainErrors, rangeText, utf8Length } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, invalid, invalidAll, notSupported, required, tooLong } from '../check.ts';
import { child, type FieldPath, keyed } from '../field-path.ts';
import { entriesOf, flagOf, isSet, listOf, numberOf, objectOf, textOf, textsOf } from '../read.ts';
import { localPath, noBacksteps, oneOfIfSet } from './scalars.ts';

export type SourceCheck = (check: Check, source: PlainObject, path: FieldPath) => void;

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const DRIVER_MAX = 63;
const PARTITION_TEXT = 'must be between 0 and 255, inclusive';

/** Texts that must not be empty. */
function requireTexts(...fields: readonly string[]): SourceCheck {
  return (check, source, path) => {
    for (const field of fields) if (textOf(source, field) === '') required(check, 'P36', child(path, field));
  };
}

function requireList(field: string): SourceCheck {
  return (check, source, path) => {
    if (listOf(source, field).length === 0) required(check, 'P36', child(path, field));
  };
}

function partition(check: Check, source: PlainObject, path: FieldPath): void {
  const value = numberOf(source, 'partition');
  if (value < 0 || value > 255) invalid(check, 'P36', child(path, 'partition'), value, PARTITION_TEXT);
}

export const sharedSources: Readonly<Record<string, SourceCheck>> = {
  hostPath: (check, source, path) => {
    const target = textOf(source, 'path');
    if (target === '') {
      required(check, 'P40', child(path, 'path'));
      return;
    }
    noBacksteps(check, 'P40', target, child(path, 'path'));
    oneOfIfSet(check, 'P40', source, 'type', path, HOST_PATH_TYPES);
  },
  nfs: (check, source, path) => {
    const target = textOf(source, 'path');
    if (textOf(source, 'server') === '') required(check, 'P41', child(path, 'server'));
    if (target === '') required(check, 'P41', child(path, 'path'));
    if (!target.startsWith('/')) invalid(check, 'P41', child(path, 'path'), target, 'must be an absolute path');
  },
  gitRepo: (check, source, path) => {
    if (textOf(source, 'repository') === '') required(check, 'P36', child(path, 'repository'));
    localPath(check, 'P36', textOf(source, 'directory'), child(path, 'directory'));
  },
  gcePersistentDisk: (check, source, path) => {
    requireTexts('pdName')(check, source, path);
    partition(check, source, path);
  },
  awsElasticBlockStore: (check, source, path) => {
    requireTexts('volumeID')(check, source, path);
    partition(check, source, path);
  },
  iscsi: validateIscsi,
  glusterfs: (check, source, path) => {
    requireTexts('endpoints', 'path')(check, source, path);
    if (!isSet(source, 'endpointsNamespace')) return;
    const namespace = textOf(source, 'endpointsNamespace');
    const at = child(path, 'endpointsNamespace');
    if (namespace === '') {
      invalid(check, 'P36', at, namespace, 'if the endpointnamespace is set, it must be a valid namespace name');
    } else invalidAll(check, 'P36', at, namespace, dnsLabelErrors(namespace, check.minor));
  },
  flocker: (check, source, path) => {
    const name = textOf(source, 'datasetName');
    const uuid = textOf(source, 'datasetUUID');
    if (name === '' && uuid === '') required(check, 'P36', path, 'one of datasetName and datasetUUID is required');
    if (name !== '' && uuid !== '') {
      invalid(check, 'P36', path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
    }
    if (name.includes('/')) invalid(check, 'P36', child(path, 'datasetName'), name, "must not contain '/'");
  },
  rbd: (check, source, path) => {
    requireList('monitors')(check, source, path);
    requireTexts('image')(check, source, path);
  },
  cinder: (check, source, path) => {
    requireTexts('volumeID')(check, source, path);
    const reference = objectOf(source, 'secretRef');
    if (reference && textOf(reference, 'name') === '') required(check, 'P36', child(path, 'secretRef', 'name'));
  },
  cephfs: requireList('monitors'),
  quobyte: (check, source, path) => {
    const registry = textOf(source, 'registry');
    const text = 'must be a host:port pair or multiple pairs separated by commas';
    if (registry === '') required(check, 'P36', child(path, 'registry'), text);
    else if (utf8Length(textOf(source, 'tenant')) >= 65) {
      required(check, 'P36', child(path, 'tenant'), 'must be a UUID and may not exceed a length of 64 characters');
    } else {
      for (const pair of registry.split(',')) {
        if (!/^(\[[^[\]]*\]|[^:[\]]*):[^:]*$/.test(pair)) {
          invalid(check, 'P36', child(path, 'registry'), registry, text);
        }
      }
    }
    requireTexts('volume')(check, source, path);
  },
  fc: (check, source, path) => {
    const names = textsOf(source, 'targetWWNs');
    const ids = textsOf(source, 'wwids');
    const at = child(path, 'targetWWNs');
    if (names.length === 0 && ids.length === 0) {
      required(check, 'P36', at, 'must specify either targetWWNs or wwids, but not both');
    }
    if (names.length > 0 && ids.length > 0) {
      invalid(check, 'P36', at, [...names], 'targetWWNs and wwids can not be specified simultaneously');
    }
    if (names.length === 0) return;
    if (!isSet(source, 'lun')) {
      required(check, 'P36', child(path, 'lun'), 'lun is required if targetWWNs is specified');
    } else validateLun(check, source, path);
  },
  flexVolume: (check, source, path) => {
    requireTexts('driver')(check, source, path);
    for (const [key] of entriesOf(source, 'options')) {
      const namespace = `.${(key.split('/', 2).length === 2 ? (key.split('/')[0] ?? '') : key).toLowerCase()}`;
      if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io')) {
        const text = 'kubernetes.io and k8s.io namespaces are reserved';
        invalid(check, 'P36', keyed(child(path, 'options'), key), key, text);
      }
    }
  },
  azureFile: (check, source, path) => {
    requireTexts('secretName', 'shareName')(check, source, path);
    if (isSet(source, 'secretNamespace') && textOf(source, 'secretNamespace') === '') {
      required(check, 'P36', child(path, 'secretNamespace'));
    }
  },
  vsphereVolume: requireTexts('volumePath'),
  photonPersistentDisk: requireTexts('pdID'),
  portworxVolume: requireTexts('volumeID'),
  azureDisk: validateAzureDisk,
  storageos: (check, source, path) => {
    const name = textOf(source, 'volumeName');
    if (name === '') required(check, 'P36', child(path, 'volumeName'));
    else invalidAll(check, 'P36', child(path, 'volumeName'), name, dnsLabelErrors(name, check.minor));
    const namespace = textOf(source, 'volumeNamespace');
    if (namespace !== '') {
      invalidAll(check, 'P36', child(path, 'volumeNamespace'), namespace, dnsLabelErrors(namespace, check.minor));
    }
    const reference = objectOf(source, 'secretRef');
    if (reference && textOf(reference, 'name') === '') required(check, 'P36', child(path, 'secretRef', 'name'));
  },
  scaleIO: requireTexts('gateway', 'system', 'volumeName'),
  csi: (check, source, path) => validateDriver(check, 'W18', textOf(source, 'driver'), child(path, 'driver')),
  local: (check, source, path) => {
    const target = textOf(source, 'path');
    if (target === '') required(check, 'W20', child(path, 'path'));
    noBacksteps(check, 'W20', target, child(path, 'path'));
  },
};

/** W18: the name of a CSI driver; an empty one fails the pattern as well up to 1.34. */
export function validateDriver(check: Check, rule: string, driver: string, path: FieldPath): void {
  if (driver === '') {
    required(check, rule, path);
    if (check.minor >= 35) return;
  }
  if (utf8Length(driver) > DRIVER_MAX) tooLong(check, rule, path, DRIVER_MAX);
  invalidAll(check, rule, path, driver, dnsSubdomainErrors(driver.toLowerCase(), check.minor));
}

function validateLun(check: Check, source: PlainObject, path: FieldPath): void {
  const lun = numberOf(source, 'lun');
  if (lun < 0 || lun > 255) invalid(check, 'P36', child(path, 'lun'), lun, rangeText(0, 255));
}

const iqnPattern = /^iqn\.\d{4}-\d{2}\.([\w-.]+)(:[^,;*&$|\s]+)$/;
const euiPattern = /^eui\.[\dA-Fa-f]{16}$/;
const naaPattern = /^naa\.[\dA-Fa-f]{32}$/;

function isInitiatorName(name: string): boolean {
  if (name.startsWith('iqn')) return iqnPattern.test(name);
  if (name.startsWith('eui')) return euiPattern.test(name);
  return name.startsWith('naa') && naaPattern.test(name);
}

function validateIscsi(check: Check, source: PlainObject, path: FieldPath): void {
  requireTexts('targetPortal', 'iqn')(check, source, path);
  const iqn = textOf(source, 'iqn');
  if (iqn !== '' && !isInitiatorName(iqn)) {
    const isKnown = /^(iqn|eui|naa)/.test(iqn);
    const text = isKnown ? 'must be valid format' : 'must be valid format starting with iqn, eui, or naa';
    invalid(check, 'P36', child(path, 'iqn'), iqn, text);
  }
  validateLun(check, source, path);
  const usesChap = flagOf(source, 'chapAuthDiscovery') || flagOf(source, 'chapAuthSession');
  if (usesChap && !isSet(source, 'secretRef')) required(check, 'P36', child(path, 'secretRef'));
  if (!isSet(source, 'initiatorName')) return;
  const initiator = textOf(source, 'initiatorName');
  if (isInitiatorName(initiator)) return;
  const isKnown = /^(iqn|eui|naa)/.test(initiator);
  const text = isKnown ? 'must be valid format' : 'must be valid format starting with iqn, eui, or naa';
  invalid(check, 'P36', child(path, 'initiatorname'), initiator, text);
}

function validateAzureDisk(check: Check, source: PlainObject, path: FieldPath): void {
  requireTexts('diskName', 'diskURI')(check, source, path);
  oneOfIfSet(check, 'P36', source, 'cachingMode', path, ['None', 'ReadOnly', 'ReadWrite']);
  oneOfIfSet(check, 'P36', source, 'kind', path, ['Dedicated', 'Managed', 'Shared']);
  if (!isSet(source, 'kind')) return;
  const uri = textOf(source, 'diskURI');
  const isManaged = textOf(source, 'kind') === 'Managed';
  if (uri.startsWith(isManaged ? '/subscriptions/' : 'https://')) return;
  const example = isManaged
    ? '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
    : 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
  notSupported(check, 'P36', child(path, 'diskURI'), uri, [example]);
}
