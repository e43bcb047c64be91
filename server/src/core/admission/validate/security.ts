// Security contexts of containers and Pods (P28, P48 to P51).

import { userIdErrors, utf8Length } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, forbidden, invalid, notSupported, required, tooLong } from '../check.ts';
import { child, type FieldPath, item } from '../field-path.ts';
import { flagOf, isSet, listOf, objectOf, objectsOf, textOf, textsOf } from '../read.ts';
import { localPath, oneOfIfSet, userId } from './scalars.ts';

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL_MAX = 253;
const sysctlPattern = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_TEXT =
  'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const APPARMOR_MAX = 4095;

export function validateContainerSecurity(
  check: Check,
  security: PlainObject | undefined,
  context: { readonly hostUsers: boolean },
  path: FieldPath,
): void {
  if (!security) return;
  userId(check, 'P48', security, 'runAsUser', path);
  userId(check, 'P48', security, 'runAsGroup', path);
  if (isSet(security, 'procMount')) {
    oneOfIfSet(check, 'P28', security, 'procMount', path, ['Default', 'Unmasked']);
    if (context.hostUsers && textOf(security, 'procMount') === 'Unmasked' && check.minor >= 31) {
      invalid(check, 'P28', child(path, 'procMount'), 'Unmasked', '`hostUsers` must be false to use `Unmasked`');
    }
  }
  validateSeccomp(check, security, child(path, 'seccompProfile'));
  if (isSet(security, 'allowPrivilegeEscalation') && !flagOf(security, 'allowPrivilegeEscalation')) {
    if (flagOf(security, 'privileged')) {
      const text = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
      invalid(check, 'P28', path, security, text);
    }
    const added = textsOf(objectOf(security, 'capabilities'), 'add');
    if (added.includes('CAP_SYS_ADMIN') && check.minor < 37) {
      const text = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      invalid(check, 'P28', path, security, text);
    }
  }
  validateAppArmor(check, security, child(path, 'appArmorProfile'));
}

export function validatePodSecurity(
  check: Check,
  security: PlainObject | undefined,
  spec: PlainObject,
  path: FieldPath,
): void {
  if (!security) return;
  userId(check, 'P48', security, 'fsGroup', path);
  userId(check, 'P48', security, 'runAsUser', path);
  userId(check, 'P48', security, 'runAsGroup', path);
  for (const [index, value] of listOf(security, 'supplementalGroups').entries()) {
    const group = Number(value ?? 0);
    for (const text of userIdErrors(group)) {
      invalid(check, 'P48', item(child(path, 'supplementalGroups'), index), group, text);
    }
  }
  validateSysctls(check, security, spec, child(path, 'sysctls'));
  oneOfIfSet(check, 'P49', security, 'fsGroupChangePolicy', path, ['Always', 'OnRootMismatch']);
  validateSeccomp(check, security, child(path, 'seccompProfile'));
  validateAppArmor(check, security, child(path, 'appArmorProfile'));
  oneOfIfSet(check, 'P49', security, 'supplementalGroupsPolicy', path, ['Merge', 'Strict']);
  oneOfIfSet(check, 'P49', security, 'seLinuxChangePolicy', path, ['MountOption', 'Recursive']);
}

function validateSeccomp(check: Check, security: PlainObject, path: FieldPath): void {
  const profile = objectOf(security, 'seccompProfile');
  if (!profile) return;
  const type = textOf(profile, 'type');
  if (type === '') required(check, 'P50', child(path, 'type'), 'type is required when seccompProfile is set');
  else if (!PROFILE_TYPES.includes(type)) notSupported(check, 'P50', child(path, 'type'), type, PROFILE_TYPES);
  const at = child(path, 'localhostProfile');
  const local = textOf(profile, 'localhostProfile');
  if (type === 'Localhost') {
    if (!isSet(profile, 'localhostProfile')) {
      required(check, 'P50', at, 'must be set when seccomp type is Localhost');
    } else localPath(check, 'P50', local, at);
  } else if (isSet(profile, 'localhostProfile')) {
    invalid(check, 'P50', at, profile, 'can only be set when seccomp type is Localhost');
  }
}

function validateAppArmor(check: Check, security: PlainObject, path: FieldPath): void {
  const profile = objectOf(security, 'appArmorProfile');
  if (!profile) return;
  const type = textOf(profile, 'type');
  const at = child(path, 'localhostProfile');
  const local = textOf(profile, 'localhostProfile');
  const missing = 'must be set when AppArmor type is Localhost';
  if (type === 'Localhost') {
    if (!isSet(profile, 'localhostProfile')) required(check, 'P50', at, missing);
    else {
      if (local.trim() !== local) invalid(check, 'P50', at, local, 'must not be padded with whitespace');
      else if (local === '') required(check, 'P50', at, missing);
      if (utf8Length(local) > APPARMOR_MAX) tooLong(check, 'P50', at, APPARMOR_MAX);
    }
  } else if (type === '') required(check, 'P50', child(path, 'type'), 'type is required when appArmorProfile is set');
  else if (!PROFILE_TYPES.includes(type)) notSupported(check, 'P50', child(path, 'type'), type, PROFILE_TYPES);
  else if (isSet(profile, 'localhostProfile')) {
    invalid(check, 'P50', at, local, 'can only be set when AppArmor type is Localhost');
  }
}

function validateSysctls(check: Check, security: PlainObject, spec: PlainObject, path: FieldPath): void {
  const names = new Set<string>();
  for (const [index, sysctl] of objectsOf(security, 'sysctls').entries()) {
    const at = child(item(path, index), 'name');
    const name = textOf(sysctl, 'name');
    if (name === '') required(check, 'P51', at);
    else if (name.length > SYSCTL_MAX || !sysctlPattern.test(name)) invalid(check, 'P51', at, name, SYSCTL_TEXT);
    else if (names.has(name)) duplicate(check, 'P51', at, name);
    names.add(name);
    validateHostSysctl(check, name, spec, at);
  }
}

function validateHostSysctl(check: Check, name: string, spec: PlainObject, path: FieldPath): void {
  const dotted = name.replaceAll('/', '.');
  if (flagOf(spec, 'hostNetwork') && dotted.startsWith('net.')) {
    invalid(check, 'P51', path, name, "may not be specified when 'hostNetwork' is true");
  }
  const isIpc = /^(kernel\.(shm|msg)|fs\.mqueue\.|kernel\.sem$|kernel\.shm_rmid_forced$)/.test(dotted);
  if (flagOf(spec, 'hostIPC') && isIpc) {
    invalid(check, 'P51', path, name, "may not be specified when 'hostIPC' is true");
  }
}

/** What may not stand beside the choice of an operating system. */
export function validateOs(check: Check, spec: PlainObject, path: FieldPath): void {
  const os = objectOf(spec, 'os');
  if (!os) return;
  const name = textOf(os, 'name');
  if (name === '') required(check, 'P48', child(path, 'os', 'name'));
  else if (name !== 'linux' && name !== 'windows') {
    notSupported(check, 'P48', child(path, 'os'), name, ['linux', 'windows']);
  } else if (name === 'linux') forbidWindowsOptions(check, spec, path);
  else forbidLinuxFields(check, spec, path);
}

function forbidWindowsOptions(check: Check, spec: PlainObject, path: FieldPath): void {
  const text = 'windows options cannot be set for a linux pod';
  for (const [security, at] of securityContexts(spec, path)) {
    if (isSet(security, 'windowsOptions')) forbidden(check, 'P48', child(at, 'windowsOptions'), text);
  }
}

const podOnlyLinux = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const containerLinux = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function forbidLinuxFields(check: Check, spec: PlainObject, path: FieldPath): void {
  const text = 'cannot be set for a windows pod';
  for (const [index, [security, at]] of securityContexts(spec, path).entries()) {
    for (const field of index === 0 ? podOnlyLinux : containerLinux) {
      if (isSet(security, field)) forbidden(check, 'P48', child(at, field), text);
    }
    if (index > 0) continue;
    if (isSet(spec, 'hostUsers')) forbidden(check, 'P48', child(path, 'hostUsers'), text);
    for (const field of ['hostPID', 'hostIPC']) {
      if (flagOf(spec, field)) forbidden(check, 'P48', child(path, field), text);
    }
    if (isSet(spec, 'shareProcessNamespace')) {
      forbidden(check, 'P48', child(path, 'shareProcessNamespace'), text);
    }
  }
}

/** The Pod's security context first, then those of the containers. */
function securityContexts(
  spec: PlainObject,
  path: FieldPath,
): readonly (readonly [PlainObject | undefined, FieldPath])[] {
  const found: (readonly [PlainObject | undefined, FieldPath])[] = [
    [objectOf(spec, 'securityContext'), child(path, 'securityContext')],
  ];
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of objectsOf(spec, list).entries()) {
      const at = child(item(child(path, list), index), 'securityContext');
      found.push([objectOf(container, 'securityContext'), at]);
    }
  }
  return found;
}

/** A user namespace of its own excludes the host's others. */
export function validateHostUsers(check: Check, spec: PlainObject, path: FieldPath): void {
  if (!isSet(spec, 'hostUsers') || flagOf(spec, 'hostUsers')) return;
  const text = 'when `hostUsers` is false';
  if (flagOf(spec, 'hostNetwork')) forbidden(check, 'P48', child(path, 'hostNetwork'), text);
  if (flagOf(spec, 'hostPID')) forbidden(check, 'P48', child(path, 'HostPID'), text);
  if (flagOf(spec, 'hostIPC')) forbidden(check, 'P48', child(path, 'HostIPC'), text);
  if (check.minor < 35) return;
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of objectsOf(spec, list).entries()) {
      if (listOf(container, 'volumeDevices').length === 0) continue;
      forbidden(check, 'P48', child(item(child(path, list), index), 'volumeDevices'), text);
    }
  }
}
