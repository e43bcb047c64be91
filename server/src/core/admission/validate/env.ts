// Environment variables (P30 to P35; `ValidateEnv`, `ValidateEnvFrom`) and the field references that volumes share (P32, P42).

import {
  configKeyErrors,
  dnsLabelErrors,
  dnsSubdomainErrors,
  envNameErrors,
  qualifiedNameErrors,
  withoutTrailingDash,
} from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { quantityText } from '../../kubernetes/quantity.ts';
import { type Check, invalid, invalidAll, isOn, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, placeOf } from '../field-path.ts';
import { objectOf, objectsOf, textOf } from '../read.ts';
import { noBacksteps, quantityField, signOf } from './scalars.ts';

const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
export const VOLUME_FIELDS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
/** Every field path of a Pod that can be converted at all. */
const convertibleFields: ReadonlySet<string> = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
  'spec.host',
]);
const RESOURCES: readonly string[] = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const sizeDivisors: ReadonlySet<string> = new Set([
  '1',
  '1k',
  '1M',
  '1G',
  '1T',
  '1P',
  '1E',
  '1Ki',
  '1Mi',
  '1Gi',
  '1Ti',
  '1Pi',
  '1Ei',
]);
const SIZES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';
const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

export function validateEnv(check: Check, container: PlainObject, path: FieldPath): void {
  for (const [index, variable] of objectsOf(container, 'env').entries()) {
    const own = item(path, index);
    const name = textOf(variable, 'name');
    if (name === '') required(check, 'P30', child(own, 'name'));
    else invalidAll(check, 'P30', child(own, 'name'), name, envNameErrors(name, check.minor));
    const source = objectOf(variable, 'valueFrom');
    if (source) validateValueFrom(check, source, textOf(variable, 'value'), child(own, 'valueFrom'));
  }
}

function validateValueFrom(check: Check, source: PlainObject, value: string, path: FieldPath): void {
  const fieldRef = objectOf(source, 'fieldRef');
  if (fieldRef) validateFieldReference(check, 'P32', fieldRef, ENV_FIELDS, child(path, 'fieldRef'));
  const resourceRef = objectOf(source, 'resourceFieldRef');
  if (resourceRef) validateResourceReference(check, 'P34', resourceRef, child(path, 'resourceFieldRef'));
  for (const kind of ['configMapKeyRef', 'secretKeyRef']) {
    const reference = objectOf(source, kind);
    if (reference) validateKeyReference(check, reference, child(path, kind));
  }
  const fileRef = objectOf(source, 'fileKeyRef');
  if (fileRef) validateFileReference(check, fileRef, child(path, 'fileKeyRef'));
  const count = SOURCES.filter((kind) => objectOf(source, kind)).length;
  if (count === 0) {
    const list = isOn(check, 'EnvFiles')
      ? '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    invalid(check, 'P31', path, '', `must specify one of: ${list}`);
  } else if (value !== '') invalid(check, 'P31', path, '', 'may not be specified when `value` is not empty');
  else if (count > 1) invalid(check, 'P31', path, '', 'may not have more than one field specified at a time');
}

/** A `fieldRef`; `fields` are those allowed where it stands. */
export function validateFieldReference(
  check: Check,
  rule: string,
  reference: PlainObject,
  fields: readonly string[],
  path: FieldPath,
): void {
  const version = textOf(reference, 'apiVersion');
  const written = textOf(reference, 'fieldPath');
  const at = child(path, 'fieldPath');
  if (version === '') {
    required(check, rule, child(path, 'apiVersion'));
    return;
  }
  if (written === '') {
    required(check, rule, at);
    return;
  }
  if (version !== 'v1') {
    invalid(check, rule, at, written, `error converting fieldPath: unsupported pod version: ${version}`);
    return;
  }
  const subscripted = /^(.*)\['(.*)'\]$/s.exec(written);
  const base = subscripted?.[1] ?? '';
  const subscript = subscripted?.[2] ?? '';
  if (subscripted && (base === 'metadata.annotations' || base === 'metadata.labels')) {
    const key = base === 'metadata.annotations' ? subscript.toLowerCase() : subscript;
    invalidAll(check, rule, path, key, qualifiedNameErrors(key, check.minor));
  } else if (subscripted || !convertibleFields.has(written)) {
    const label = subscripted ? written : written;
    invalid(check, rule, at, written, `error converting fieldPath: field label not supported: ${label}`);
  } else {
    const field = written === 'spec.host' ? 'spec.nodeName' : written;
    if (!fields.includes(field)) notSupported(check, rule, at, field, fields);
  }
}

/** A `resourceFieldRef`; in a volume it must name its container. */
export function validateResourceReference(
  check: Check,
  rule: string,
  reference: PlainObject,
  path: FieldPath,
  isInVolume: 'volume' | 'env' = 'env',
): void {
  const resource = textOf(reference, 'resource');
  if (isInVolume === 'volume' && textOf(reference, 'containerName') === '') {
    required(check, rule, child(path, 'containerName'));
  } else if (resource === '') required(check, rule, child(path, 'resource'));
  else if (!RESOURCES.includes(resource) && !isHugePages(resource)) {
    notSupported(check, rule, child(path, 'resource'), resource, RESOURCES);
  }
  const divisor = quantityField(reference, 'divisor');
  if (signOf(divisor) === 0) return;
  const text = quantityText(divisor);
  const at = child(path, 'divisor');
  const kind = resource.replace(/^(limits|requests)\./, '');
  if (kind === 'cpu' && text !== '1m' && text !== '1') {
    invalid(check, rule, at, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
  }
  const name =
    kind === 'memory'
      ? 'memory'
      : kind === 'ephemeral-storage'
        ? 'local ephemeral storage'
        : isHugePages(resource)
          ? 'hugepages'
          : '';
  if (name !== '' && !sizeDivisors.has(text)) {
    invalid(check, rule, at, resource, `only divisor's values ${SIZES} are supported with the ${name} resource`);
  }
}

function isHugePages(resource: string): boolean {
  return resource.startsWith('requests.hugepages-') || resource.startsWith('limits.hugepages-');
}

function validateKeyReference(check: Check, reference: PlainObject, path: FieldPath): void {
  const name = textOf(reference, 'name');
  invalidAll(check, 'P33', child(path, 'name'), name, dnsSubdomainErrors(name, check.minor));
  const key = textOf(reference, 'key');
  if (key === '') required(check, 'P33', child(path, 'key'));
  else invalidAll(check, 'P33', child(path, 'key'), key, configKeyErrors(key, check.minor));
}

function validateFileReference(check: Check, reference: PlainObject, path: FieldPath): void {
  const key = textOf(reference, 'key');
  if (key === '') required(check, 'P33', child(path, 'key'));
  else invalidAll(check, 'P33', child(path, 'key'), key, envNameErrors(key, check.minor));
  const volume = textOf(reference, 'volumeName');
  if (volume === '') required(check, 'P33', child(path, 'volumeName'));
  else invalidAll(check, 'P33', child(path, 'volumeName'), volume, dnsLabelErrors(volume, check.minor));
  const file = textOf(reference, 'path');
  if (file === '') required(check, 'P33', child(path, 'path'));
  else noBacksteps(check, 'P33', file, child(path, 'path'));
}

/** Errors about the sources themselves stand at the list, without position. */
export function validateEnvFrom(check: Check, container: PlainObject, path: FieldPath): void {
  for (const [index, entry] of objectsOf(container, 'envFrom').entries()) {
    const own = item(path, index);
    const prefix = textOf(entry, 'prefix');
    if (prefix !== '') invalidAll(check, 'P35', child(own, 'prefix'), prefix, envNameErrors(prefix, check.minor));
    let count = 0;
    for (const kind of ['configMapRef', 'secretRef']) {
      const reference = objectOf(entry, kind);
      if (!reference) continue;
      count++;
      const name = textOf(reference, 'name');
      const at = child(own, kind, 'name');
      if (name === '') required(check, 'P35', at);
      else invalidAll(check, 'P35', at, name, dnsSubdomainErrors(withoutTrailingDash(name), check.minor));
    }
    if (count === 1) continue;
    const text =
      count === 0
        ? 'must specify one of: `configMapRef` or `secretRef`'
        : 'may not have more than one field specified at a time';
    invalid(check, 'P35', { ...path, at: placeOf(own) }, '', text);
  }
}
