// StorageClass (K1 to K10) and VolumeAttributesClass (A1 to A3).

import { qualifiedNameErrors, utf8Length } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, invalid, invalidAll, notSupported, required, tooLong } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { entriesOf, objectsOf, textOf, textsOf } from '../read.ts';

const PARAMETERS_MAX = 512;
const PARAMETERS_SIZE_MAX = 262144;

export function validateStorageClass(check: Check, object: PlainObject): void {
  const provisioner = textOf(object, 'provisioner');
  const at = rootPath('provisioner');
  if (provisioner === '') required(check, 'K1', at);
  else invalidAll(check, 'K2', at, provisioner, qualifiedNameErrors(provisioner.toLowerCase(), check.minor));
  validateParameters(check, 'K10', object, 'optional');
  const policy = textOf(object, 'reclaimPolicy');
  if (policy !== '' && policy !== 'Delete' && policy !== 'Retain') {
    notSupported(check, 'K3', rootPath('reclaimPolicy'), policy, ['Delete', 'Retain']);
  }
  const mode = textOf(object, 'volumeBindingMode');
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  if (!modes.includes(mode)) notSupported(check, 'K4', rootPath('volumeBindingMode'), mode, modes);
  validateTopologies(check, object);
}

function validateTopologies(check: Check, object: PlainObject): void {
  const seen = new Set<string>();
  for (const [index, term] of objectsOf(object, 'allowedTopologies').entries()) {
    const own = child(item(rootPath('allowedTopologies'), index), 'matchLabelExpressions');
    const values = new Map<string, readonly string[]>();
    for (const [position, requirement] of objectsOf(term, 'matchLabelExpressions').entries()) {
      validateRequirement(check, requirement, item(own, position));
      const key = textOf(requirement, 'key');
      if (values.has(key)) duplicate(check, 'K6', child(item(own, position), 'key'), key);
      values.set(key, [...new Set(textsOf(requirement, 'values'))].sort());
    }
    const identity = JSON.stringify([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
    // An empty term means every node, as the absence of all terms does: it counts as a repetition at once.
    if (seen.has(identity) || values.size === 0) duplicate(check, 'K5', own, '');
    seen.add(identity);
  }
}

function validateRequirement(check: Check, requirement: PlainObject, path: FieldPath): void {
  const values = textsOf(requirement, 'values');
  if (values.length === 0) required(check, 'K8', child(path, 'values'));
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) duplicate(check, 'K9', item(child(path, 'values'), index), value);
    seen.add(value);
  }
  const key = textOf(requirement, 'key');
  invalidAll(check, 'K7', child(path, 'key'), key, qualifiedNameErrors(key, check.minor));
}

function validateParameters(check: Check, rule: string, object: PlainObject, need: 'optional' | 'required'): void {
  const entries = entriesOf(object, 'parameters');
  const at = rootPath('parameters');
  if (entries.length > PARAMETERS_MAX) tooLong(check, rule, at, PARAMETERS_MAX);
  let size = 0;
  for (const [key, value] of entries) {
    if (key === '') invalid(check, rule, at, key, 'field can not be empty.', 'key');
    size += utf8Length(key) + utf8Length(value);
  }
  if (size > PARAMETERS_SIZE_MAX) tooLong(check, rule, at, PARAMETERS_SIZE_MAX);
  if (need === 'required' && entries.length === 0) {
    required(check, rule, at, 'must contain at least one key/value pair');
  }
}

export function validateAttributesClass(check: Check, object: PlainObject): void {
  const driver = textOf(object, 'driverName');
  const at = rootPath('driverName');
  if (driver === '') required(check, 'A2', at);
  else invalidAll(check, 'A2', at, driver, qualifiedNameErrors(driver.toLowerCase(), check.minor));
  validateParameters(check, 'A3', object, 'required');
}
