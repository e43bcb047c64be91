// The spec of a PersistentVolumeClaim, alone or in a template (Q1 to Q11; `ValidatePersistentVolumeClaimSpec`).

import { dnsLabelErrors, dnsSubdomainErrors, SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { quantityText } from '../../kubernetes/quantity.ts';
import { type Check, forbidden, invalid, invalidAll, isOn, notSupported, required } from '../check.ts';
import { child, type FieldPath, keyed, placeOf } from '../field-path.ts';
import { isSet, objectOf, structOf, textOf, textsOf } from '../read.ts';
import { validateLabelSelector } from './labels.ts';
import { oneOfIfSet, quantityField, signOf } from './scalars.ts';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const VOLUME_MODES: readonly string[] = ['Block', 'Filesystem'];
const DEFAULT_GROUP_TEXT = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";

/** `old` is the stored spec of an update: where it names a group, the format of groups is not checked any more. */
export function validateClaimSpec(check: Check, spec: PlainObject, path: FieldPath, old?: PlainObject): void {
  const modes = textsOf(spec, 'accessModes');
  if (modes.length === 0) required(check, 'Q1', child(path, 'accessModes'), 'at least 1 access mode is required');
  validateLabelSelector(check, objectOf(spec, 'selector'), child(path, 'selector'));
  validateAccessModes(check, 'Q3', modes, child(path, 'accessModes'));
  validateStorage(check, spec, path);
  const storageClass = textOf(spec, 'storageClassName');
  if (storageClass !== '') {
    invalidAll(
      check,
      'Q7',
      child(path, 'storageClassName'),
      storageClass,
      dnsSubdomainErrors(storageClass, check.minor),
    );
  }
  oneOfIfSet(check, 'Q8', spec, 'volumeMode', path, VOLUME_MODES);
  validateDataSources(check, spec, path, hasGroup(old));
  const attributesClass = textOf(spec, 'volumeAttributesClassName');
  if (attributesClass !== '' && isOn(check, 'VolumeAttributesClass')) {
    const at = child(path, 'volumeAttributesClassName');
    invalidAll(check, 'Q10', at, attributesClass, dnsSubdomainErrors(attributesClass, check.minor));
  }
}

/** Q3, Q4 and W3. */
export function validateAccessModes(check: Check, rule: string, modes: readonly string[], path: FieldPath): void {
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) notSupported(check, rule, path, mode, ACCESS_MODES);
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (modes.includes('ReadWriteOncePod') && others) {
    const mixedRule = rule === 'Q3' ? 'Q4' : rule;
    forbidden(check, mixedRule, path, 'may not use ReadWriteOncePod with other access modes');
  }
}

/** The server's path lacks `requests`; limits are not looked at (Q11). */
function validateStorage(check: Check, spec: PlainObject, path: FieldPath): void {
  const resources = structOf(spec, 'resources');
  const requests = structOf(resources, 'requests');
  const at = [...placeOf(path), 'resources', 'requests', 'storage'];
  const field: FieldPath = { ...keyed(child(path, 'resources'), 'storage'), at };
  if (!Object.hasOwn(requests, 'storage')) required(check, 'Q5', field);
  else {
    const storage = quantityField(requests, 'storage');
    if (signOf(storage) <= 0) invalid(check, 'Q6', field, quantityText(storage), SERVER_TEXTS['T-POS']);
  }
}

function hasGroup(spec: PlainObject | undefined): boolean {
  return isSet(objectOf(spec, 'dataSource'), 'apiGroup') || isSet(objectOf(spec, 'dataSourceRef'), 'apiGroup');
}

function validateDataSources(check: Check, spec: PlainObject, path: FieldPath, mayBreakGroup: boolean): void {
  const source = objectOf(spec, 'dataSource');
  const reference = objectOf(spec, 'dataSourceRef');
  if (source) validateReference(check, source, child(path, 'dataSource'), mayBreakGroup);
  if (reference) {
    validateReference(check, reference, child(path, 'dataSourceRef'), mayBreakGroup);
    const namespace = textOf(reference, 'namespace');
    if (namespace !== '') {
      const at = child(path, 'dataSourceRef', 'namespace');
      invalidAll(check, 'Q9', at, namespace, dnsLabelErrors(namespace, check.minor));
    }
  }
  if (!source || !reference) return;
  // The server prints the path of the field in place of its value, which has no visible fields.
  if (textOf(reference, 'namespace') !== '') {
    invalid(check, 'Q9', path, {}, 'may not be specified when dataSourceRef.namespace is specified');
  } else if (
    isSet(source, 'apiGroup') !== isSet(reference, 'apiGroup') ||
    ['apiGroup', 'kind', 'name'].some((field) => textOf(source, field) !== textOf(reference, field))
  ) {
    invalid(check, 'Q9', path, {}, 'must match dataSourceRef');
  }
}

function validateReference(check: Check, reference: PlainObject, path: FieldPath, mayBreakGroup: boolean): void {
  if (textOf(reference, 'name') === '') required(check, 'Q9', child(path, 'name'));
  const kind = textOf(reference, 'kind');
  if (kind === '') required(check, 'Q9', child(path, 'kind'));
  const group = textOf(reference, 'apiGroup');
  if (group === '') {
    if (kind !== 'PersistentVolumeClaim') invalid(check, 'Q9', path, kind, DEFAULT_GROUP_TEXT);
  } else if (check.minor >= 29 && !mayBreakGroup) {
    invalidAll(check, 'Q9', child(path, 'apiGroup'), group, dnsSubdomainErrors(group, check.minor));
  }
}
