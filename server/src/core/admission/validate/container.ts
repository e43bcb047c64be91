// Containers and init containers (P5 to P19, P26, P27; `validateContainerCommon` and its callers).

import { dnsLabelErrors, portNameErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import {
  type Check,
  duplicate,
  forbidden,
  invalid,
  invalidAll,
  isOn,
  notFound,
  notSupported,
  required,
  tooMany,
} from '../check.ts';
import { child, type FieldPath, item } from '../field-path.ts';
import { isSet, listOf, numberOf, objectOf, objectsOf, structOf, textOf } from '../read.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateLifecycle, validateProbe } from './probe.ts';
import { validateContainerResources } from './resources.ts';
import { oneOf } from './scalars.ts';
import { validateContainerSecurity } from './security.ts';
import { type KnownVolumes, validateDevices, validateMounts } from './volume-mounts.ts';

export interface PodContext {
  readonly volumes: KnownVolumes;
  readonly claimNames: ReadonlySet<string>;
  readonly gracePeriod: number | undefined;
  readonly restartPolicy: string;
  readonly hostUsers: boolean;
  readonly os: string | undefined;
}

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const ONLY_SIDECARS = 'may not be set for init containers without restartPolicy=Always';
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** The containers of a Pod; none is one error and nothing else (P4). */
export function validateContainers(
  check: Check,
  containers: readonly PlainObject[],
  context: PodContext,
  path: FieldPath,
): void {
  if (containers.length === 0) {
    required(check, 'P4', path);
    return;
  }
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const own = item(path, index);
    validateCommon(check, container, context, own);
    const name = textOf(container, 'name');
    if (names.has(name)) duplicate(check, 'P5', child(own, 'name'), name);
    names.add(name);
    validateHandlers(check, container, context, own);
    if (isOn(check, 'ContainerRestartRules')) validateRestartRules(check, container, own);
    else if (isSet(container, 'restartPolicy')) {
      forbidden(check, 'P26', child(own, 'restartPolicy'), 'may not be set for non-init containers');
    }
  }
  validateHostPorts(check, containers, path, 0);
}

export function validateInitContainers(
  check: Check,
  initContainers: readonly PlainObject[],
  containers: readonly PlainObject[],
  context: PodContext,
  path: FieldPath,
): void {
  const names = new Set(containers.map((container) => textOf(container, 'name')));
  for (const [index, container] of initContainers.entries()) {
    const own = item(path, index);
    validateCommon(check, container, context, own);
    validateInitRestartPolicy(check, container, own);
    const name = textOf(container, 'name');
    if (names.has(name)) duplicate(check, 'P17', child(own, 'name'), name);
    else if (name !== '') names.add(name);
    validateHostPorts(check, [container], path, 0);
    if (textOf(container, 'restartPolicy') === 'Always') validateHandlers(check, container, context, own);
    else {
      for (const field of ['lifecycle', ...PROBES]) {
        if (isSet(container, field)) forbidden(check, 'P27', child(own, field), ONLY_SIDECARS);
      }
      for (const [position, policy] of objectsOf(container, 'resizePolicy').entries()) {
        if (textOf(policy, 'restartPolicy') !== 'RestartContainer' || check.minor < 34) continue;
        const at = child(item(child(own, 'resizePolicy'), position), 'restartPolicy');
        const text = "must not be set to 'RestartContainer' for non-sidecar initContainers";
        invalid(check, 'P27', at, 'RestartContainer', text);
      }
    }
  }
}

/** What only a running container of a Pod's own list may have. */
const NOT_EPHEMERAL = [
  'ports',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
];

/** Ephemeral containers, which a template may not hold at all (P16). */
export function validateEphemeralContainers(
  check: Check,
  spec: PlainObject,
  context: PodContext,
  path: FieldPath,
): void {
  const others = [...objectsOf(spec, 'containers'), ...objectsOf(spec, 'initContainers')];
  const otherNames = new Set(others.map((container) => textOf(container, 'name')));
  const names = new Set(otherNames);
  const text = 'cannot be set for an Ephemeral Container';
  for (const [index, container] of objectsOf(spec, 'ephemeralContainers').entries()) {
    const own = item(path, index);
    validateCommon(check, container, context, own);
    const name = textOf(container, 'name');
    const image = textOf(container, 'image');
    if (image.trim() !== image) {
      invalid(check, 'P16', child(own, 'image'), image, 'must not have leading or trailing whitespace');
    }
    if (names.has(name)) duplicate(check, 'P16', child(own, 'name'), name);
    names.add(name);
    const target = textOf(container, 'targetContainerName');
    if (target !== '' && !otherNames.has(target)) notFound(check, 'P16', child(own, 'targetContainerName'), target);
    for (const field of NOT_EPHEMERAL) if (isSet(container, field)) forbidden(check, 'P16', child(own, field), text);
    if (Object.keys(structOf(container, 'resources')).length > 0) {
      forbidden(check, 'P16', child(own, 'resources'), text);
    }
    for (const [position, mount] of objectsOf(container, 'volumeMounts').entries()) {
      for (const field of ['subPath', 'subPathExpr']) {
        const at = child(item(child(own, 'volumeMounts'), position), field);
        if (textOf(mount, field) !== '') forbidden(check, 'P16', at, text);
      }
    }
  }
}

function validateCommon(check: Check, container: PlainObject, context: PodContext, path: FieldPath): void {
  const name = textOf(container, 'name');
  if (name === '') required(check, 'P5', child(path, 'name'));
  else invalidAll(check, 'P5', child(path, 'name'), name, dnsLabelErrors(name, check.minor));
  if (textOf(container, 'image') === '') required(check, 'P6', child(path, 'image'));
  oneOf(check, 'P19', container, 'terminationMessagePolicy', path, ['File', 'FallbackToLogsOnError']);
  validatePorts(check, container, child(path, 'ports'));
  validateEnv(check, container, child(path, 'env'));
  validateEnvFrom(check, container, child(path, 'envFrom'));
  validateMounts(check, container, context.volumes, child(path, 'volumeMounts'));
  validateDevices(check, container, context.volumes, child(path, 'volumeDevices'));
  oneOf(check, 'P19', container, 'imagePullPolicy', path, ['Always', 'IfNotPresent', 'Never']);
  validateContainerResources(check, structOf(container, 'resources'), context.claimNames, child(path, 'resources'));
  validateResizePolicy(check, container, context.restartPolicy, child(path, 'resizePolicy'));
  validateContainerSecurity(check, objectOf(container, 'securityContext'), context, child(path, 'securityContext'));
}

function validateHandlers(check: Check, container: PlainObject, context: PodContext, path: FieldPath): void {
  const lifecycle = objectOf(container, 'lifecycle');
  if (lifecycle) validateLifecycle(check, lifecycle, context.gracePeriod, context.os, child(path, 'lifecycle'));
  for (const kind of PROBES) {
    const probe = objectOf(container, kind);
    if (probe) validateProbe(check, probe, kind, context.gracePeriod, child(path, kind));
  }
}

function validatePorts(check: Check, container: PlainObject, path: FieldPath): void {
  const names = new Set<string>();
  for (const [index, port] of objectsOf(container, 'ports').entries()) {
    const own = item(path, index);
    const name = textOf(port, 'name');
    if (name !== '') {
      const texts = portNameErrors(name, check.minor);
      if (texts.length > 0) invalidAll(check, 'P14', child(own, 'name'), name, texts);
      else if (names.has(name)) duplicate(check, 'P14', child(own, 'name'), name);
      else names.add(name);
    }
    const number = numberOf(port, 'containerPort');
    if (number === 0) required(check, 'P15', child(own, 'containerPort'));
    else invalidAll(check, 'P15', child(own, 'containerPort'), number, portNumberErrors(number));
    const hostPort = numberOf(port, 'hostPort');
    if (hostPort !== 0) invalidAll(check, 'P15', child(own, 'hostPort'), hostPort, portNumberErrors(hostPort));
    oneOf(check, 'P15', port, 'protocol', own, PROTOCOLS);
  }
}

/** The same host port, address and protocol twice. */
function validateHostPorts(
  check: Check,
  containers: readonly PlainObject[],
  path: FieldPath,
  firstIndex: number,
): void {
  const seen = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [position, port] of objectsOf(container, 'ports').entries()) {
      const hostPort = numberOf(port, 'hostPort');
      if (hostPort === 0) continue;
      const key = `${textOf(port, 'protocol')}/${textOf(port, 'hostIP')}/${hostPort}`;
      const at = child(item(child(item(path, firstIndex + index), 'ports'), position), 'hostPort');
      if (seen.has(key)) duplicate(check, 'P15', at, key);
      else seen.add(key);
    }
  }
}

function validateResizePolicy(check: Check, container: PlainObject, restartPolicy: string, path: FieldPath): void {
  const seen = new Set<string>();
  for (const [index, policy] of objectsOf(container, 'resizePolicy').entries()) {
    const name = textOf(policy, 'resourceName');
    if (seen.has(name)) duplicate(check, 'P29', item(path, index), name);
    seen.add(name);
    if (name === '') required(check, 'P29', path);
    else if (name !== 'cpu' && name !== 'memory') notSupported(check, 'P29', path, name, ['cpu', 'memory']);
    const action = textOf(policy, 'restartPolicy');
    if (action === '') required(check, 'P29', path);
    else if (action !== 'NotRequired' && action !== 'RestartContainer') {
      notSupported(check, 'P29', path, action, ['NotRequired', 'RestartContainer']);
    }
    if (restartPolicy === 'Never' && action !== 'NotRequired') {
      invalid(check, 'P29', path, action, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
    }
  }
}

function validateInitRestartPolicy(check: Check, container: PlainObject, path: FieldPath): void {
  const rules = listOf(container, 'restartPolicyRules');
  if (!isSet(container, 'restartPolicy')) {
    if (rules.length > 0) {
      required(check, 'P26', child(path, 'restartPolicy'), 'must specify restartPolicy when restart rules are used');
    }
    return;
  }
  const policy = textOf(container, 'restartPolicy');
  if (!isOn(check, 'ContainerRestartRules')) {
    if (policy !== 'Always') notSupported(check, 'P26', child(path, 'restartPolicy'), policy, ['Always']);
  } else if (policy === 'Always' && !isOn(check, 'RestartAllContainersOnContainerExits')) {
    if (rules.length > 0) {
      const text = 'restartPolicyRules are not allowed for init containers with restart policy Always';
      forbidden(check, 'P26', child(path, 'restartPolicyRules'), text);
    }
  } else validateRestartRules(check, container, path);
}

function validateRestartRules(check: Check, container: PlainObject, path: FieldPath): void {
  const rules = objectsOf(container, 'restartPolicyRules');
  const policyPath = child(path, 'restartPolicy');
  if (!isSet(container, 'restartPolicy')) {
    if (rules.length === 0) return;
    required(check, 'P26', policyPath, 'must specify restartPolicy when restart rules are used');
  } else oneOf(check, 'P26', container, 'restartPolicy', path, RESTART_POLICIES);
  const rulesPath = child(path, 'restartPolicyRules');
  if (rules.length > 20) tooMany(check, 'P26', rulesPath, rules.length, 20);
  const actions = isOn(check, 'RestartAllContainersOnContainerExits')
    ? ['Restart', 'RestartAllContainers']
    : ['Restart'];
  for (const [index, rule] of rules.entries()) {
    const own = item(rulesPath, index);
    oneOf(check, 'P26', rule, 'action', own, actions);
    const exitCodes = objectOf(rule, 'exitCodes');
    if (!exitCodes) {
      required(check, 'P26', child(own, 'exitCodes'), 'must be specified');
      continue;
    }
    oneOf(check, 'P26', exitCodes, 'operator', child(own, 'exitCodes'), ['In', 'NotIn']);
    const count = listOf(exitCodes, 'values').length;
    if (count > 255) tooMany(check, 'P26', child(own, 'exitCodes', 'values'), count, 255);
  }
}
