// Mounts and block devices of a container (P7 to P13; `ValidateVolumeMounts`, `ValidateVolumeDevices`).

import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, forbidden, invalid, notFound, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, placeOf } from '../field-path.ts';
import { flagOf, isSet, objectOf, objectsOf, textOf, textsOf } from '../read.ts';
import { hasBacksteps, localPath } from './scalars.ts';

/** The volumes without any error, by name. */
export type KnownVolumes = ReadonlyMap<string, PlainObject>;

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const READ_ONLY_WORDS = ['Disabled', 'Enabled', 'IfPossible'];
const BIND_OPTIONS = ['nodev', 'noexec', 'nosuid'];

export function validateMounts(check: Check, container: PlainObject, volumes: KnownVolumes, path: FieldPath): void {
  const devices = objectsOf(container, 'volumeDevices');
  const deviceNames = new Set(devices.map((device) => textOf(device, 'name')));
  const devicePaths = lastByName(devices, 'devicePath');
  const mountPaths = new Set<string>();
  for (const [index, mount] of objectsOf(container, 'volumeMounts').entries()) {
    const own = item(path, index);
    const name = textOf(mount, 'name');
    const mountPath = textOf(mount, 'mountPath');
    if (name === '') required(check, 'P7', child(own, 'name'));
    if (!volumes.has(name)) notFound(check, 'P8', child(own, 'name'), name);
    if (mountPath === '') required(check, 'P9', child(own, 'mountPath'));
    if (mountPaths.has(mountPath)) invalid(check, 'P10', child(own, 'mountPath'), mountPath, 'must be unique');
    mountPaths.add(mountPath);
    if (deviceNames.has(name)) {
      invalid(check, 'P11', child(own, 'name'), name, 'must not already exist in volumeDevices');
    }
    if (devicePaths.has(mountPath)) {
      const text = 'must not already exist as a path in volumeDevices';
      invalid(check, 'P11', child(own, 'mountPath'), mountPath, text);
    }
    validateSubPaths(check, mount, path, own);
    validatePropagation(check, mount, container, path, own);
    validateReadOnly(check, mount, path, own);
    validateBindOptions(check, mount, volumes.get(name), child(own, 'bindMountOptions'));
  }
}

/** The server's path of these errors lacks the position; the manifest's place keeps it. */
function listField(list: FieldPath, own: FieldPath, field: string): FieldPath {
  const at = [...placeOf(own), field];
  return { parent: list, step: field, isBracketed: false, at };
}

function validateSubPaths(check: Check, mount: PlainObject, list: FieldPath, own: FieldPath): void {
  const subPath = textOf(mount, 'subPath');
  const expression = textOf(mount, 'subPathExpr');
  if (subPath !== '') localPath(check, 'P12', subPath, listField(list, own, 'subPath'));
  if (expression === '') return;
  if (subPath !== '') {
    invalid(check, 'P12', child(own, 'subPathExpr'), expression, 'subPathExpr and subPath are mutually exclusive');
  }
  localPath(check, 'P12', expression, listField(list, own, 'subPathExpr'));
}

function validatePropagation(
  check: Check,
  mount: PlainObject,
  container: PlainObject,
  list: FieldPath,
  own: FieldPath,
): void {
  if (!isSet(mount, 'mountPropagation')) return;
  const value = textOf(mount, 'mountPropagation');
  const path = listField(list, own, 'mountPropagation');
  if (!PROPAGATIONS.includes(value)) notSupported(check, 'P12', path, value, PROPAGATIONS);
  if (value === 'Bidirectional' && !flagOf(objectOf(container, 'securityContext'), 'privileged')) {
    const text = 'Bidirectional mount propagation is available only to privileged containers';
    forbidden(check, 'P12', path, text);
  }
}

function validateReadOnly(check: Check, mount: PlainObject, list: FieldPath, own: FieldPath): void {
  if (!isSet(mount, 'recursiveReadOnly')) return;
  const value = textOf(mount, 'recursiveReadOnly');
  const path = listField(list, own, 'recursiveReadOnly');
  if (!READ_ONLY_WORDS.includes(value)) notSupported(check, 'P12', path, value, READ_ONLY_WORDS);
  else if (value !== 'Disabled') {
    if (!flagOf(mount, 'readOnly')) forbidden(check, 'P12', path, 'may only be specified when readOnly is true');
    if (isSet(mount, 'mountPropagation') && textOf(mount, 'mountPropagation') !== 'None') {
      forbidden(check, 'P12', path, 'may only be specified when mountPropagation is None or not specified');
    }
  }
}

function validateBindOptions(check: Check, mount: PlainObject, volume: PlainObject | undefined, path: FieldPath): void {
  const options = textsOf(mount, 'bindMountOptions');
  const seen = new Set<string>();
  for (const [index, option] of options.entries()) {
    if (!BIND_OPTIONS.includes(option)) notSupported(check, 'P12', item(path, index), option, BIND_OPTIONS);
    if (seen.has(option)) duplicate(check, 'P12', item(path, index), option);
    seen.add(option);
  }
  if (options.length > 0 && isSet(volume, 'image')) {
    invalid(check, 'P12', path, [...options], 'bindMountOptions may not be used with image volumes');
  }
}

export function validateDevices(check: Check, container: PlainObject, volumes: KnownVolumes, path: FieldPath): void {
  const mounts = objectsOf(container, 'volumeMounts');
  const mountNames = new Set(mounts.map((mount) => textOf(mount, 'name')));
  const mountPaths = lastByName(mounts, 'mountPath');
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [index, device] of objectsOf(container, 'volumeDevices').entries()) {
    const own = item(path, index);
    const name = textOf(device, 'name');
    const devicePath = textOf(device, 'devicePath');
    const volume = volumes.get(name);
    if (name === '') required(check, 'P13', child(own, 'name'));
    if (names.has(name)) invalid(check, 'P13', child(own, 'name'), name, 'must be unique');
    if (volume && !isSet(volume, 'persistentVolumeClaim') && !isSet(volume, 'ephemeral')) {
      const text = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      invalid(check, 'P13', child(own, 'name'), name, text);
    }
    if (!volume) notFound(check, 'P13', child(own, 'name'), name);
    if (devicePath === '') required(check, 'P13', child(own, 'devicePath'));
    if (paths.has(devicePath)) invalid(check, 'P13', child(own, 'devicePath'), devicePath, 'must be unique');
    if (hasBacksteps(devicePath)) {
      invalid(check, 'P13', child(own, 'devicePath'), devicePath, "can not contain backsteps ('..')");
    } else paths.add(devicePath);
    if (mountNames.has(name)) {
      invalid(check, 'P11', child(own, 'name'), name, 'must not already exist in volumeMounts');
    }
    if (mountPaths.has(devicePath)) {
      const text = 'must not already exist as a path in volumeMounts';
      invalid(check, 'P11', child(own, 'devicePath'), devicePath, text);
    }
    if (name !== '') names.add(name);
  }
}

/** The paths by which entries count: of entries of one name, the last. */
function lastByName(entries: readonly PlainObject[], field: string): ReadonlySet<string> {
  const paths = new Map<string, string>();
  for (const entry of entries) paths.set(textOf(entry, 'name'), textOf(entry, field));
  return new Set(paths.values());
}
