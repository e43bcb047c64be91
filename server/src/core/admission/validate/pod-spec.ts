// A Pod's spec and a Pod template (P1 to P57), shared by every kind that holds one. Start at `validatePodTemplate`.

import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  dnsSubdomainWithUnderscoreErrors,
  qualifiedNameErrors,
  rangeText,
  utf8Length,
} from '../../kubernetes/names.ts';
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
  tooLong,
} from '../check.ts';
import { child, type FieldPath, item, placeOf } from '../field-path.ts';
import { flagOf, isSet, listOf, numberOf, objectOf, objectsOf, structOf, textOf, textsOf } from '../read.ts';
import {
  type PodContext,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './container.ts';
import { validateLabels } from './labels.ts';
import { validateAnnotations } from './metadata.ts';
import { validateContainerResources, validatePodLevelResources } from './resources.ts';
import { ipAddress, oneOf, oneOfIfSet } from './scalars.ts';
import { validateAffinity, validateTolerations, validateTopologySpread } from './scheduling.ts';
import { validateHostUsers, validateOs, validatePodSecurity } from './security.ts';
import type { KnownVolumes } from './volume-mounts.ts';
import { type PlacedVolume, validateVolumes } from './volumes.ts';

const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const INT32_MAX = 2147483647;

/** A Pod template at `path`; `volumes` replace the template's own where claim templates add some. */
export function validatePodTemplate(
  check: Check,
  template: PlainObject,
  path: FieldPath,
  volumes?: readonly PlacedVolume[],
): void {
  validateTemplateMetadata(check, template, path);
  const spec = structOf(template, 'spec');
  validatePodSpec(check, spec, child(path, 'spec'), volumes);
  if (listOf(spec, 'ephemeralContainers').length > 0) {
    const at = child(path, 'spec', 'ephemeralContainers');
    forbidden(check, 'P16', at, 'ephemeral containers not allowed in pod template');
  }
}

/** Labels and annotations of a template; the server's path lacks `metadata` (C24). */
export function validateTemplateMetadata(check: Check, template: PlainObject, path: FieldPath): void {
  const metadata = structOf(template, 'metadata');
  const inManifest = (field: string): FieldPath => ({
    parent: path,
    step: field,
    isBracketed: false,
    at: [...placeOf(path), 'metadata', field],
  });
  validateLabels(check, 'C24', metadata, 'labels', inManifest('labels'));
  validateAnnotations(check, 'C24', metadata, inManifest('annotations'));
  validatePodAnnotations(check, metadata, inManifest('annotations'));
}

const COST = 'controller.kubernetes.io/pod-deletion-cost';

function validatePodAnnotations(check: Check, metadata: PlainObject, path: FieldPath): void {
  const cost = objectOf(metadata, 'annotations')?.[COST];
  if (typeof cost !== 'string') return;
  const isNumber = /^(0|-?[1-9][0-9]*)$/.test(cost) && Math.abs(Number(cost)) <= INT32_MAX;
  if (!isNumber) {
    invalid(check, 'C24', { parent: path, step: COST, isBracketed: true }, cost, 'must be a 32bit integer');
  }
}

/** A Pod's spec at `path`. */
export function validatePodSpec(
  check: Check,
  spec: PlainObject,
  path: FieldPath,
  volumes: readonly PlacedVolume[] = objectsOf(spec, 'volumes').map((volume) => ({ volume })),
  podName?: string,
): void {
  const known = validateVolumes(check, volumes, podName, child(path, 'volumes'));
  const context = podContext(spec, known);
  validateResourceClaims(check, spec, child(path, 'resourceClaims'));
  const containers = objectsOf(spec, 'containers');
  validateContainers(check, containers, context, child(path, 'containers'));
  const initContainers = objectsOf(spec, 'initContainers');
  validateInitContainers(check, initContainers, containers, context, child(path, 'initContainers'));
  validateEphemeralContainers(check, spec, context, child(path, 'ephemeralContainers'));
  const resources = objectOf(spec, 'resources');
  if (resources && isOn(check, 'PodLevelResources')) {
    validatePodLevelResources(check, resources, context.claimNames, child(path, 'resources'));
  }
  validateHostPortsOfNetwork(check, spec, podName !== undefined, path);
  oneOf(check, 'C26', spec, 'restartPolicy', path, RESTART_POLICIES);
  oneOf(check, 'P44', spec, 'dnsPolicy', path, DNS_POLICIES);
  validateLabels(check, 'P47', spec, 'nodeSelector', child(path, 'nodeSelector'));
  validatePodSecurity(check, objectOf(spec, 'securityContext'), spec, child(path, 'securityContext'));
  if (flagOf(spec, 'shareProcessNamespace') && flagOf(spec, 'hostPID')) {
    const text = 'ShareProcessNamespace and HostPID cannot both be enabled';
    invalid(check, 'P48', child(path, 'shareProcessNamespace'), true, text);
  }
  validateAffinity(check, objectOf(spec, 'affinity'), child(path, 'affinity'));
  validateDns(check, spec, child(path, 'dnsConfig'));
  validateGates(check, spec, path);
  validateTopologySpread(check, spec, child(path, 'topologySpreadConstraints'));
  validateHostUsers(check, spec, path);
  validateNames(check, spec, path);
  validateTolerations(check, spec, child(path, 'tolerations'));
  validateHostAliases(check, spec, child(path, 'hostAliases'));
  validatePriority(check, spec, path);
  validateOs(check, spec, path);
  validateFileVolumes(check, spec, volumes, path);
}

function podContext(spec: PlainObject, volumes: KnownVolumes): PodContext {
  const os = objectOf(spec, 'os');
  return {
    volumes,
    claimNames: new Set(
      objectsOf(spec, 'resourceClaims')
        .map((claim) => textOf(claim, 'name'))
        .filter(Boolean),
    ),
    gracePeriod: isSet(spec, 'terminationGracePeriodSeconds')
      ? numberOf(spec, 'terminationGracePeriodSeconds')
      : undefined,
    restartPolicy: textOf(spec, 'restartPolicy'),
    hostUsers: !isSet(spec, 'hostUsers') || flagOf(spec, 'hostUsers'),
    os: os ? textOf(os, 'name') : undefined,
  };
}

function validateResourceClaims(check: Check, spec: PlainObject, path: FieldPath): void {
  const names = new Set<string>();
  for (const [index, claim] of objectsOf(spec, 'resourceClaims').entries()) {
    const own = item(path, index);
    const name = textOf(claim, 'name');
    if (name === '') required(check, 'P29', child(own, 'name'));
    else if (names.has(name)) duplicate(check, 'P29', child(own, 'name'), name);
    else invalidAll(check, 'P29', child(own, 'name'), name, dnsLabelErrors(name, check.minor));
    names.add(name);
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((field) => isSet(claim, field));
    if (sources.length > 1) {
      const text = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      invalid(check, 'P29', own, claim, text);
    } else if (sources.length === 0) {
      invalid(check, 'P29', own, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    }
    for (const source of sources) {
      const value = textOf(claim, source);
      invalidAll(check, 'P29', child(own, source), value, dnsSubdomainErrors(value, check.minor));
    }
  }
}

/** P15: with the host's network a host port must be the container's. */
function validateHostPortsOfNetwork(check: Check, spec: PlainObject, isPod: boolean, path: FieldPath): void {
  if (!flagOf(spec, 'hostNetwork')) return;
  for (const [index, container] of objectsOf(spec, 'containers').entries()) {
    for (const [position, port] of objectsOf(container, 'ports').entries()) {
      const hostPort = numberOf(port, 'hostPort');
      if ((!isPod && hostPort === 0) || hostPort === numberOf(port, 'containerPort')) continue;
      const own = item(child(item(child(path, 'containers'), index), 'ports'), position);
      const text = 'must match `containerPort` when `hostNetwork` is true';
      invalid(check, 'P15', child(own, 'hostPort'), hostPort, text);
    }
  }
}

function validateDns(check: Check, spec: PlainObject, path: FieldPath): void {
  const config = objectOf(spec, 'dnsConfig');
  const servers = textsOf(config, 'nameservers');
  if (textOf(spec, 'dnsPolicy') === 'None') {
    if (!config) {
      required(check, 'P44', path, 'must provide `dnsConfig` when `dnsPolicy` is None');
      return;
    }
    if (servers.length === 0) {
      const text = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      required(check, 'P44', child(path, 'nameservers'), text);
      return;
    }
  }
  if (!config) return;
  const serversPath = child(path, 'nameservers');
  if (servers.length > 3) invalid(check, 'P45', serversPath, [...servers], 'must not have more than 3 nameservers');
  for (const [index, server] of servers.entries()) ipAddress(check, 'P45', server, item(serversPath, index));
  const searches = textsOf(config, 'searches');
  const searchesPath = child(path, 'searches');
  if (searches.length > 32) {
    invalid(check, 'P45', searchesPath, [...searches], 'must not have more than 32 search paths');
  }
  if (utf8Length(searches.join(' ')) > 2048) {
    const text = 'must not have more than 2048 characters (including spaces) in the search list';
    invalid(check, 'P45', searchesPath, [...searches], text);
  }
  for (const [index, written] of searches.entries()) {
    // A lone dot is a search domain from 1.32 on.
    if (written === '.' && check.minor >= 32) continue;
    const search = written.replace(/\.$/, '');
    invalidAll(check, 'P45', item(searchesPath, index), search, dnsSubdomainWithUnderscoreErrors(search, check.minor));
  }
  for (const [index, option] of objectsOf(config, 'options').entries()) {
    if (textOf(option, 'name') === '') required(check, 'P45', item(child(path, 'options'), index), 'must not be empty');
  }
}

function validateGates(check: Check, spec: PlainObject, path: FieldPath): void {
  for (const [index, gate] of objectsOf(spec, 'readinessGates').entries()) {
    const type = textOf(gate, 'conditionType');
    const at = child(item(child(path, 'readinessGates'), index), 'conditionType');
    invalidAll(check, 'P47', at, type, qualifiedNameErrors(type, check.minor));
  }
  const seen = new Set<string>();
  for (const [index, gate] of objectsOf(spec, 'schedulingGates').entries()) {
    const name = textOf(gate, 'name');
    const at = item(child(path, 'schedulingGates'), index);
    invalidAll(check, 'P47', at, name, qualifiedNameErrors(name, check.minor));
    if (seen.has(name)) duplicate(check, 'P47', at, name);
    seen.add(name);
  }
}

function validateNames(check: Check, spec: PlainObject, path: FieldPath): void {
  if (isSet(spec, 'hostnameOverride') && isOn(check, 'HostnameOverride')) {
    const name = textOf(spec, 'hostnameOverride');
    const at = child(path, 'hostnameOverride');
    if (flagOf(spec, 'setHostnameAsFQDN')) {
      forbidden(check, 'P47', at, 'may not be specified when setHostnameAsFQDN is true');
    }
    if (flagOf(spec, 'hostNetwork')) forbidden(check, 'P47', at, 'may not be specified when hostNetwork is true');
    if (utf8Length(name) > 64) tooLong(check, 'P47', at, 64);
    invalidAll(check, 'P47', at, name, dnsSubdomainErrors(name, check.minor));
  }
  for (const field of ['serviceAccountName', 'nodeName']) {
    const name = textOf(spec, field);
    if (name !== '') invalidAll(check, 'P47', child(path, field), name, dnsSubdomainErrors(name, check.minor));
  }
  if (isSet(spec, 'activeDeadlineSeconds')) {
    const seconds = numberOf(spec, 'activeDeadlineSeconds');
    if (seconds < 1 || seconds > INT32_MAX) {
      invalid(check, 'C27', child(path, 'activeDeadlineSeconds'), seconds, rangeText(1, INT32_MAX));
    }
  }
  for (const field of ['hostname', 'subdomain']) {
    const name = textOf(spec, field);
    if (name !== '') invalidAll(check, 'P47', child(path, field), name, dnsLabelErrors(name, check.minor));
  }
}

function validateHostAliases(check: Check, spec: PlainObject, path: FieldPath): void {
  for (const [index, alias] of objectsOf(spec, 'hostAliases').entries()) {
    const own = item(path, index);
    ipAddress(check, 'P46', textOf(alias, 'ip'), child(own, 'ip'));
    for (const [position, name] of textsOf(alias, 'hostnames').entries()) {
      invalidAll(check, 'P46', item(child(own, 'hostnames'), position), name, dnsSubdomainErrors(name, check.minor));
    }
  }
}

function validatePriority(check: Check, spec: PlainObject, path: FieldPath): void {
  const priorityClass = textOf(spec, 'priorityClassName');
  if (priorityClass !== '') {
    const at = child(path, 'priorityClassName');
    invalidAll(check, 'P47', at, priorityClass, dnsSubdomainErrors(priorityClass, check.minor));
  }
  if (isSet(spec, 'runtimeClassName')) {
    const name = textOf(spec, 'runtimeClassName');
    invalidAll(check, 'P47', child(path, 'runtimeClassName'), name, dnsSubdomainErrors(name, check.minor));
  }
  if (isSet(spec, 'preemptionPolicy') && textOf(spec, 'preemptionPolicy') === '') {
    required(check, 'P47', child(path, 'preemptionPolicy'));
  } else oneOfIfSet(check, 'P47', spec, 'preemptionPolicy', path, ['PreemptLowerPriority', 'Never']);
  const overhead = objectOf(spec, 'overhead');
  if (overhead) validateContainerResources(check, { limits: overhead }, new Set(), child(path, 'overhead'));
}

/** P33: the volume of a `fileKeyRef` must be there and an emptyDir. */
function validateFileVolumes(check: Check, spec: PlainObject, volumes: readonly PlacedVolume[], path: FieldPath): void {
  if (!isOn(check, 'EnvFiles')) return;
  const byName = new Map(volumes.map(({ volume }) => [textOf(volume, 'name'), volume]));
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of objectsOf(spec, list).entries()) {
      for (const [position, variable] of objectsOf(container, 'env').entries()) {
        const reference = objectOf(objectOf(variable, 'valueFrom'), 'fileKeyRef');
        if (!reference) continue;
        const name = textOf(reference, 'volumeName');
        const own = item(child(item(child(path, list), index), 'env'), position);
        const at = child(own, 'valueFrom', 'fileKeyRef', 'volumeName');
        const volume = byName.get(name);
        if (!volume) notFound(check, 'P33', at, name);
        else if (!isSet(volume, 'emptyDir')) {
          invalid(check, 'P33', at, name, 'referenced volume must be of type emptyDir');
        }
      }
    }
  }
}

/** C26: the only restart policies that a kind's controller can live with. */
export function restrictRestartPolicy(
  check: Check,
  rule: string,
  spec: PlainObject,
  path: FieldPath,
  allowed: readonly string[],
): void {
  const policy = textOf(spec, 'restartPolicy');
  if (!allowed.includes(policy)) notSupported(check, rule, child(path, 'restartPolicy'), policy, allowed);
}
