// The volumes of a Pod (P1, P2, P36 to P43; `ValidateVolumes`).

import { dnsLabelErrors, dnsSubdomainErrors } from '../../kubernetes/names.ts';
import type { Path, PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, forbidden, invalid, invalidAll, required } from '../check.ts';
import { child, type FieldPath, item, itemAt, placeOf } from '../field-path.ts';
import { isSet, numberOf, objectOf, objectsOf, structOf, textOf } from '../read.ts';
import { validateClaimSpec } from './claim-spec.ts';
import { VOLUME_FIELDS, validateFieldReference, validateResourceReference } from './env.ts';
import { validateLabelSelector, validateLabels } from './labels.ts';
import { validateAnnotations } from './metadata.ts';
import { fileMode, localUnreservedPath, oneOf, quantityField, signOf, userId } from './scalars.ts';
import type { KnownVolumes } from './volume-mounts.ts';
import { type SourceCheck, sharedSources } from './volume-sources.ts';

const MANY_SOURCES = 'may not specify more than 1 volume type';

/** A volume and where the manifest holds it, which for one made from a claim template is not `volumes`. */
export interface PlacedVolume {
  readonly volume: PlainObject;
  readonly at?: Path;
}

/** Reports the errors of all volumes and gives those without any. */
export function validateVolumes(
  check: Check,
  volumes: readonly PlacedVolume[],
  podName: string | undefined,
  path: FieldPath,
): KnownVolumes {
  const known = new Map<string, PlainObject>();
  for (const [index, { volume, at }] of volumes.entries()) {
    const own = at ? itemAt(path, index, at) : item(path, index);
    const before = check.causes.length;
    const name = textOf(volume, 'name');
    validateSources(check, volume, podName, own);
    const namePath = child(own, 'name');
    if (name === '') required(check, at ? 'P3' : 'P1', namePath);
    else invalidAll(check, 'P1', namePath, name, dnsLabelErrors(name, check.minor));
    if (known.has(name)) duplicate(check, 'P2', namePath, name);
    if (check.causes.length === before) known.set(name, volume);
  }
  return known;
}

type OwnSource = (check: Check, source: PlainObject, path: FieldPath) => void;

/** In the server's order; of two sources the later one is the one too many. */
const order: readonly string[] = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
];

/** Fields that the server misspells where it complains of a second source. */
const complaintNames: ReadonlyMap<string, string> = new Map([
  ['cephfs', 'cephFS'],
  ['downwardAPI', 'downwarAPI'],
]);
/** Fields that the server names otherwise inside the source. */
const innerNames: ReadonlyMap<string, string> = new Map([['gcePersistentDisk', 'persistentDisk']]);

const ownSources: Readonly<Record<string, OwnSource>> = {
  emptyDir: (check, source, path) => {
    if (isSet(source, 'sizeLimit') && signOf(quantityField(source, 'sizeLimit')) < 0) {
      forbidden(check, 'P39', child(path, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity');
    }
  },
  secret: (check, source, path) => {
    if (textOf(source, 'secretName') === '') required(check, 'P37', child(path, 'secretName'));
    validateFiles(check, source, path);
  },
  configMap: (check, source, path) => {
    if (textOf(source, 'name') === '') required(check, 'P37', child(path, 'name'));
    validateFiles(check, source, path);
  },
  persistentVolumeClaim: (check, source, path) => {
    if (textOf(source, 'claimName') === '') required(check, 'P37', child(path, 'claimName'));
  },
  downwardAPI: (check, source, path) => {
    fileMode(check, 'P38', source, 'defaultMode', path);
    userId(check, 'P38', source, 'defaultUser', path);
    for (const [index, file] of objectsOf(source, 'items').entries()) {
      validateDownwardFile(check, file, path, [...placeOf(path), 'items', index]);
    }
  },
  projected: validateProjected,
  csi: (check, source, path) => {
    const shared = sharedSources['csi'];
    if (shared) shared(check, source, path);
    const reference = objectOf(source, 'nodePublishSecretRef');
    if (!reference) return;
    const name = textOf(reference, 'name');
    if (name === '') required(check, 'P36', child(path, 'nodePublishSecretRef', 'name'));
    else invalidAll(check, 'P36', child(path, 'name'), name, dnsSubdomainErrors(name, check.minor));
  },
  ephemeral: validateEphemeral,
  image: (check, source, path) => {
    oneOf(check, 'P36', source, 'pullPolicy', path, ['Always', 'IfNotPresent', 'Never']);
  },
};

function validateSources(check: Check, volume: PlainObject, podName: string | undefined, path: FieldPath): void {
  let count = 0;
  for (const name of order) {
    const source = objectOf(volume, name);
    if (!source) continue;
    if (count > 0) {
      forbidden(check, 'P36', child(path, complaintNames.get(name) ?? name), MANY_SOURCES);
      continue;
    }
    count++;
    const validate: SourceCheck | OwnSource | undefined = ownSources[name] ?? sharedSources[name];
    validate?.(check, source, child(path, innerNames.get(name) ?? name));
  }
  if (count === 0) required(check, 'P36', path, 'must specify a volume type');
  if (podName === undefined || podName === '' || !isSet(volume, 'ephemeral')) return;
  const volumeName = textOf(volume, 'name');
  const claimName = `${podName}-${volumeName}`;
  if (volumeName === '') return;
  for (const text of dnsSubdomainErrors(claimName, check.minor)) {
    invalid(check, 'P36', child(path, 'name'), volumeName, `PVC name "${claimName}": ${text}`);
  }
}

function validateFiles(check: Check, source: PlainObject, path: FieldPath): void {
  fileMode(check, 'P38', source, 'defaultMode', path);
  userId(check, 'P38', source, 'defaultUser', path);
  for (const [index, file] of objectsOf(source, 'items').entries()) {
    validateKeyToPath(check, file, item(child(path, 'items'), index));
  }
}

function validateKeyToPath(check: Check, file: PlainObject, path: FieldPath): void {
  if (textOf(file, 'key') === '') required(check, 'P37', child(path, 'key'));
  const target = textOf(file, 'path');
  if (target === '') required(check, 'P37', child(path, 'path'));
  localUnreservedPath(check, 'P37', target, child(path, 'path'));
  fileMode(check, 'P38', file, 'mode', path);
  userId(check, 'P38', file, 'user', path);
}

/** The server's paths of a downward file lack `items` and the position. */
function validateDownwardFile(check: Check, file: PlainObject, path: FieldPath, at: Path): void {
  const own: FieldPath = { ...path, at };
  const target = textOf(file, 'path');
  if (target === '') required(check, 'P42', child(own, 'path'));
  localUnreservedPath(check, 'P42', target, child(own, 'path'));
  const fieldRef = objectOf(file, 'fieldRef');
  const resourceRef = objectOf(file, 'resourceFieldRef');
  if (fieldRef) {
    validateFieldReference(check, 'P42', fieldRef, VOLUME_FIELDS, child(own, 'fieldRef'));
    if (resourceRef) {
      invalid(check, 'P42', own, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
    }
  } else if (resourceRef) {
    validateResourceReference(check, 'P42', resourceRef, child(own, 'resourceFieldRef'), 'volume');
  } else required(check, 'P42', own, 'one of fieldRef and resourceFieldRef is required');
  fileMode(check, 'P38', file, 'mode', own);
  userId(check, 'P38', file, 'user', own);
}

function validateProjected(check: Check, projected: PlainObject, path: FieldPath): void {
  fileMode(check, 'P38', projected, 'defaultMode', path);
  userId(check, 'P38', projected, 'defaultUser', path);
  const taken = new Set<string>();
  const takePath = (target: string, shown: string): void => {
    if (target === '') return;
    if (taken.has(target)) invalid(check, 'P43', path, shown, 'conflicting duplicate paths');
    taken.add(target);
  };
  for (const [index, source] of objectsOf(projected, 'sources').entries()) {
    const own = item(child(path, 'sources'), index);
    let count = 0;
    for (const kind of ['secret', 'configMap']) {
      const files = objectOf(source, kind);
      if (!files) continue;
      count++;
      const name = textOf(files, 'name');
      if (name === '') required(check, 'P43', child(own, kind, 'name'));
      for (const [position, file] of objectsOf(files, 'items').entries()) {
        validateKeyToPath(check, file, item(child(own, kind, 'items'), position));
        takePath(textOf(file, 'path'), name);
      }
    }
    const downward = objectOf(source, 'downwardAPI');
    if (downward) {
      count++;
      const at = child(own, 'downwardAPI');
      for (const [position, file] of objectsOf(downward, 'items').entries()) {
        validateDownwardFile(check, file, at, [...placeOf(at), 'items', position]);
        takePath(textOf(file, 'path'), textOf(file, 'path'));
      }
    }
    const token = objectOf(source, 'serviceAccountToken');
    if (token) {
      count++;
      validateToken(check, token, path, child(own, 'serviceAccountToken'));
    }
    const bundle = objectOf(source, 'clusterTrustBundle');
    if (bundle) {
      count++;
      validateTrustBundle(check, bundle, child(own, 'clusterTrustBundle'));
      takePath(textOf(bundle, 'path'), textOf(bundle, 'path'));
    }
    const certificate = objectOf(source, 'podCertificate');
    if (certificate) {
      count++;
      validateCertificate(check, certificate, child(own, 'podCertificate'));
      for (const field of CERTIFICATE_PATHS) takePath(textOf(certificate, field), textOf(certificate, field));
    }
    if (count > 1) forbidden(check, 'P43', own, 'may not specify more than 1 volume type per source');
  }
}

const TOKEN_MIN_SECONDS = 600;
const TOKEN_MAX_SECONDS = 2 ** 32;

/** The server names a token's path at the volume, without the source. */
function validateToken(check: Check, token: PlainObject, projected: FieldPath, own: FieldPath): void {
  const seconds = numberOf(token, 'expirationSeconds');
  const at = child(own, 'expirationSeconds');
  if (!isSet(token, 'expirationSeconds')) required(check, 'P43', at);
  else if (seconds < TOKEN_MIN_SECONDS) {
    invalid(check, 'P43', at, seconds, 'may not specify a duration less than 10 minutes');
  } else if (seconds > TOKEN_MAX_SECONDS) {
    invalid(check, 'P43', at, seconds, 'may not specify a duration larger than 2^32 seconds');
  }
  const target = textOf(token, 'path');
  const targetPath: FieldPath = { parent: projected, step: 'path', isBracketed: false, at: [...placeOf(own), 'path'] };
  if (target === '') required(check, 'P43', targetPath);
  else localUnreservedPath(check, 'P43', target, targetPath);
  userId(check, 'P43', token, 'user', own);
}

function validateTrustBundle(check: Check, bundle: PlainObject, path: FieldPath): void {
  const hasName = isSet(bundle, 'name');
  const hasSigner = isSet(bundle, 'signerName');
  if (hasName && hasSigner) invalid(check, 'P43', path, bundle, 'only one of name and signerName may be used');
  else if (hasName) {
    const name = textOf(bundle, 'name');
    const at = child(path, 'name');
    if (name === '') required(check, 'P43', at, 'must be a valid object name');
    const signer = name.includes(':') ? name.slice(0, name.lastIndexOf(':')).replaceAll(':', '/') : undefined;
    for (const text of dnsSubdomainErrors(
      signer === undefined ? name : name.slice(name.lastIndexOf(':') + 1),
      check.minor,
    )) {
      invalid(check, 'P43', at, name, `not a valid clustertrustbundlename: ${text}`);
    }
    if (isSet(bundle, 'labelSelector')) {
      const text = 'labelSelector must be unset if name is specified';
      invalid(check, 'P43', child(path, 'labelSelector'), objectOf(bundle, 'labelSelector'), text);
    }
  } else if (hasSigner) {
    const signer = textOf(bundle, 'signerName');
    if (signer === '') required(check, 'P43', child(path, 'signerName'), 'must be a valid signer name');
    validateSigner(check, signer, child(path, 'signerName'));
    validateLabelSelector(check, objectOf(bundle, 'labelSelector'), child(path, 'labelSelector'));
  } else required(check, 'P43', path, 'either name or signerName must be specified');
  const target = textOf(bundle, 'path');
  if (target === '') required(check, 'P43', child(path, 'path'));
  localUnreservedPath(check, 'P43', target, child(path, 'path'));
}

const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];
const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const MIN_SECONDS = 3600;
const MAX_SECONDS = 7862400;
const KUBERNETES_MAX_SECONDS = 86400;

function validateCertificate(check: Check, certificate: PlainObject, path: FieldPath): void {
  const signer = textOf(certificate, 'signerName');
  validateSigner(check, signer, child(path, 'signerName'));
  userId(check, 'P43', certificate, 'user', path);
  oneOf(check, 'P43', certificate, 'keyType', path, KEY_TYPES);
  if (isSet(certificate, 'maxExpirationSeconds')) {
    const seconds = numberOf(certificate, 'maxExpirationSeconds');
    const at = child(path, 'maxExpirationSeconds');
    const most = /^([^/]+\.)?(kubernetes|k8s)\.io\//.test(signer) ? KUBERNETES_MAX_SECONDS : MAX_SECONDS;
    if (seconds < MIN_SECONDS) {
      invalid(check, 'P43', at, seconds, `if provided, maxExpirationSeconds must be >= ${MIN_SECONDS}`);
    }
    if (seconds > most) invalid(check, 'P43', at, seconds, `if provided, maxExpirationSeconds must be <= ${most}`);
  }
  const written = CERTIFICATE_PATHS.filter((field) => textOf(certificate, field) !== '');
  for (const field of written) {
    localUnreservedPath(check, 'P43', textOf(certificate, field), child(path, field));
  }
  if (written.length === 0) {
    const text = 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath';
    required(check, 'P43', path, text);
  }
}

/** A signer's name is a domain of two parts at least, a slash and a path. */
function validateSigner(check: Check, signer: string, path: FieldPath): void {
  if (signer === '') required(check, 'P43', path);
  const parts = signer.split('/');
  if (parts.length !== 2) {
    const text = 'must be a fully qualified domain and path of the form "example.com/signer-name"';
    invalid(check, 'P43', path, signer, text);
    return;
  }
  const [domain = '', name = ''] = parts;
  for (const text of dnsSubdomainErrors(domain, check.minor)) {
    invalid(check, 'P43', path, domain, `validating label "${domain}": ${text}`);
  }
  if (!domain.includes('.')) {
    invalid(check, 'P43', path, signer, 'should be a domain with at least two segments separated by dots');
  }
  for (const text of dnsSubdomainErrors(name, check.minor)) {
    invalid(check, 'P43', path, signer, `validating label "${name}": ${text}`);
  }
}

function validateEphemeral(check: Check, ephemeral: PlainObject, path: FieldPath): void {
  const template = objectOf(ephemeral, 'volumeClaimTemplate');
  const own = child(path, 'volumeClaimTemplate');
  if (!template) {
    required(check, 'P36', own);
    return;
  }
  const metadata = structOf(template, 'metadata');
  const metadataPath = child(own, 'metadata');
  validateAnnotations(check, 'P36', metadata, child(metadataPath, 'annotations'));
  validateLabels(check, 'P36', metadata, 'labels', child(metadataPath, 'labels'));
  for (const field of Object.keys(metadata)) {
    if (field === 'annotations' || field === 'labels' || !isSet(metadata, field)) continue;
    if (textOf(metadata, field) !== '' || typeof metadata[field] === 'object') {
      forbidden(check, 'P36', child(metadataPath, field), 'cannot be set');
    }
  }
  validateClaimSpec(check, structOf(template, 'spec'), child(own, 'spec'));
}
