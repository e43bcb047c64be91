// Warnings about Pods and Pod templates (Z2, Z4 to Z12, Z17).

import { labelValueErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { child, type FieldPath, fieldText, item, keyed, placeOf } from '../field-path.ts';
import { isSet, numberOf, objectOf, objectsOf, structOf, textOf, textsOf } from '../read.ts';
import { goQuoted } from '../server-value.ts';
import { isFractional, quantityWarning, resourceWarnings, type Warnings } from './collect.ts';
import { addressWarning } from './service-warnings.ts';
import { volumePathWarnings } from './volume-path-warnings.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const NO_SELECTOR = 'a null labelSelector results in matching no pod';

const oldNodeLabels: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
]);

const oldAnnotations: ReadonlyMap<string, string> = new Map([
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
]);

const oldVolumes: readonly (readonly [field: string, shown: string, text: string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

interface PlacedContainer {
  readonly container: PlainObject;
  readonly path: FieldPath;
}

export function podWarnings(
  warnings: Warnings,
  spec: PlainObject,
  metadata: PlainObject,
  path: FieldPath,
  metadataPath: FieldPath,
): void {
  const warn = (rule: string, at: FieldPath, text: string): void =>
    warnings.add(rule, placeOf(at), `${fieldText(at)}: ${text}`);
  for (const name of Object.keys(structOf(spec, 'nodeSelector'))) {
    const text = oldNodeLabels.get(name);
    if (text) warn('Z7', keyed(child(path, 'nodeSelector'), name), text);
  }
  nodeAffinityWarnings(warnings, spec, path);
  for (const [index, constraint] of objectsOf(spec, 'topologySpreadConstraints').entries()) {
    const own = item(child(path, 'topologySpreadConstraints'), index);
    const key = textOf(constraint, 'topologyKey');
    const text = oldNodeLabels.get(key);
    if (text) warn('Z7', child(own, 'topologyKey'), `${key} is ${text}`);
    if (!objectOf(constraint, 'labelSelector')) warn('Z7', child(own, 'labelSelector'), NO_SELECTOR);
  }
  const annotations = structOf(metadata, 'annotations');
  for (const [name, text] of oldAnnotations) {
    if (isSet(annotations, name)) warn('Z7', keyed(child(metadataPath, 'annotations'), name), text);
  }
  for (const [index, volume] of objectsOf(spec, 'volumes').entries()) {
    const own = item(child(path, 'volumes'), index);
    for (const [field, shown, text] of oldVolumes) {
      if (isSet(volume, field)) warn('Z11', { ...child(own, shown), at: [...placeOf(own), field] }, text);
    }
    const template = objectOf(objectOf(volume, 'ephemeral'), 'volumeClaimTemplate');
    if (template) {
      const at = child(own, 'ephemeral', 'volumeClaimTemplate', 'spec', 'resources');
      resourceWarnings(warnings, 'Z2', structOf(structOf(template, 'spec'), 'resources'), at);
    }
  }
  volumePathWarnings(warnings, spec, path);
  repeatedNames(warnings, spec, path);
  const overhead = objectOf(spec, 'overhead');
  for (const name of ['memory', 'ephemeral-storage']) {
    if (overhead && isFractional(overhead, name)) {
      quantityWarning(warnings, 'Z2', overhead, name, keyed(child(path, 'overhead'), name));
    }
  }
  const containers = containersOf(spec, path);
  for (const { container, path: own } of containers) containerWarnings(warnings, container, own);
  portWarnings(warnings, containers);
  if (isSet(spec, 'terminationGracePeriodSeconds') && numberOf(spec, 'terminationGracePeriodSeconds') < 0) {
    const text = 'must be >= 0; negative values are invalid and will be treated as 1';
    warn('Z10', child(path, 'terminationGracePeriodSeconds'), text);
  }
  podAffinityWarnings(warnings, spec, path);
  for (const [index, server] of textsOf(objectOf(spec, 'dnsConfig'), 'nameservers').entries()) {
    addressWarning(warnings, server, item(child(path, 'dnsConfig', 'nameservers'), index));
  }
  for (const [index, alias] of objectsOf(spec, 'hostAliases').entries()) {
    addressWarning(warnings, textOf(alias, 'ip'), child(item(child(path, 'hostAliases'), index), 'ip'));
  }
}

/** In the server's order: init containers first. */
function containersOf(spec: PlainObject, path: FieldPath): readonly PlacedContainer[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    objectsOf(spec, list).map((container, index) => ({ container, path: item(child(path, list), index) })),
  );
}

function nodeAffinityWarnings(warnings: Warnings, spec: PlainObject, path: FieldPath): void {
  const affinity = objectOf(objectOf(spec, 'affinity'), 'nodeAffinity');
  if (!affinity) return;
  const own = child(path, 'affinity', 'nodeAffinity');
  for (const [index, term] of objectsOf(objectOf(affinity, REQUIRED), 'nodeSelectorTerms').entries()) {
    nodeTermWarnings(warnings, term, 'required', item(child(own, REQUIRED, 'nodeSelectorTerms'), index));
  }
  for (const [index, term] of objectsOf(affinity, PREFERRED).entries()) {
    const at = child(item(child(own, PREFERRED), index), 'preference');
    nodeTermWarnings(warnings, structOf(term, 'preference'), 'preferred', at);
  }
}

/** Z8: a value that no label can have, where only a wish is expressed. */
function nodeTermWarnings(
  warnings: Warnings,
  term: PlainObject,
  strength: 'required' | 'preferred',
  path: FieldPath,
): void {
  for (const [index, expression] of objectsOf(term, 'matchExpressions').entries()) {
    const own = item(child(path, 'matchExpressions'), index);
    const key = textOf(expression, 'key');
    const old = oldNodeLabels.get(key);
    if (old) warnings.add('Z7', placeOf(child(own, 'key')), `${fieldText(child(own, 'key'))}: ${key} is ${old}`);
    if (strength === 'required') continue;
    for (const [position, value] of textsOf(expression, 'values').entries()) {
      const at = item(child(own, 'values'), position);
      for (const text of labelValueErrors(value, warnings.profile.minor)) {
        warnings.add('Z8', placeOf(at), `${fieldText(at)}: ${value} is invalid, ${text}`);
      }
    }
  }
}

function podAffinityWarnings(warnings: Warnings, spec: PlainObject, path: FieldPath): void {
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = objectOf(objectOf(spec, 'affinity'), kind);
    for (const [list, inner] of [
      [REQUIRED, ''],
      [PREFERRED, 'podAffinityTerm'],
    ] as const) {
      for (const [index, entry] of objectsOf(affinity, list).entries()) {
        const own = item(child(path, 'affinity', kind, list), index);
        const term = inner === '' ? entry : structOf(entry, inner);
        if (objectOf(term, 'labelSelector')) continue;
        const at = inner === '' ? child(own, 'labelSelector') : child(own, inner, 'labelSelector');
        warnings.add('Z7', placeOf(at), `${fieldText(at)}: ${NO_SELECTOR}`);
      }
    }
  }
}

/** Z9. */
function repeatedNames(warnings: Warnings, spec: PlainObject, path: FieldPath): void {
  for (const [list, field] of [
    ['hostAliases', 'ip'],
    ['imagePullSecrets', 'name'],
  ] as const) {
    const seen = new Set<string>();
    for (const [index, entry] of objectsOf(spec, list).entries()) {
      const value = textOf(entry, field);
      const at = child(item(child(path, list), index), field);
      if (seen.has(value)) warnings.add('Z9', placeOf(at), `${fieldText(at)}: duplicate ${field} ${goQuoted(value)}`);
      seen.add(value);
    }
  }
  for (const [index, secret] of objectsOf(spec, 'imagePullSecrets').entries()) {
    if (textOf(secret, 'name') !== '') continue;
    const at = child(item(child(path, 'imagePullSecrets'), index), 'name');
    warnings.add('Z9', placeOf(at), `${fieldText(at)}: invalid empty name ""`);
  }
}

function containerWarnings(warnings: Warnings, container: PlainObject, path: FieldPath): void {
  const resources = structOf(container, 'resources');
  for (const name of ['memory', 'ephemeral-storage']) {
    for (const list of ['limits', 'requests']) {
      const amounts = objectOf(resources, list);
      if (!amounts || !isFractional(amounts, name)) continue;
      quantityWarning(warnings, 'Z2', amounts, name, keyed(child(path, 'resources', list), name));
    }
  }
  const names = new Set<string>();
  for (const [index, variable] of objectsOf(container, 'env').entries()) {
    const name = textOf(variable, 'name');
    const value = textOf(variable, 'value');
    const reference = `$(${name})`;
    // A value that builds on the earlier one is meant; one that is nothing else, or does not mention it, is not.
    const isLost = isSet(variable, 'valueFrom') || value === reference || !value.includes(reference);
    if (names.has(name) && isLost) {
      const at = item(child(path, 'env'), index);
      const text = `hides previous definition of ${goQuoted(name)}, which may be dropped when using apply`;
      warnings.add('Z6', placeOf(at), `${fieldText(at)}: ${text}`);
    }
    names.add(name);
  }
}

function portWarnings(warnings: Warnings, containers: readonly PlacedContainer[]): void {
  const byNumber = new Map<string, { readonly port: PlainObject; readonly path: FieldPath }[]>();
  const byName = new Map<string, FieldPath>();
  const namesLater: (() => void)[] = [];
  for (const { container, path } of containers) {
    for (const [index, port] of objectsOf(container, 'ports').entries()) {
      const own = item(child(path, 'ports'), index);
      if (textOf(port, 'hostIP') !== '' && numberOf(port, 'hostPort') === 0) {
        const shown = `{Name:${textOf(port, 'name')} HostPort:0 ContainerPort:${numberOf(port, 'containerPort')} Protocol:${textOf(port, 'protocol')} HostIP:${textOf(port, 'hostIP')}}`;
        warnings.add('Z4', placeOf(own), `${fieldText(own)}: hostIP set without hostPort: ${shown}`);
      }
      const key = `${numberOf(port, 'containerPort')}/${textOf(port, 'protocol')}`;
      const others = byNumber.get(key) ?? [];
      for (const other of others) portPairWarning(warnings, port, own, other.port, other.path);
      byNumber.set(key, [...others, { port, path: own }]);
      const name = textOf(port, 'name');
      const first = byName.get(name);
      if (name !== '' && first) namesLater.push(() => portNameWarning(warnings, name, own, first));
      else byName.set(name, own);
    }
  }
  for (const warn of namesLater) warn();
}

/** Z4. */
function portPairWarning(
  warnings: Warnings,
  port: PlainObject,
  path: FieldPath,
  other: PlainObject,
  otherPath: FieldPath,
): void {
  const hostPorts = [numberOf(port, 'hostPort'), numberOf(other, 'hostPort')];
  const hostIps = [textOf(port, 'hostIP'), textOf(other, 'hostIP')];
  const isSame = hostPorts[0] === hostPorts[1];
  const isOneOpen = (hostIps[0] === '') !== (hostIps[1] === '');
  const kind =
    isSame && hostIps[0] === hostIps[1]
      ? 'duplicate'
      : hostPorts.includes(0)
        ? 'overlapping'
        : isSame && isOneOpen
          ? 'dangerously ambiguous'
          : undefined;
  if (!kind) return;
  const text = `${fieldText(path)}: ${kind} port definition with ${fieldText(otherPath)}`;
  warnings.add('Z4', placeOf(path), text);
}

/** Z5. */
function portNameWarning(warnings: Warnings, name: string, path: FieldPath, first: FieldPath): void {
  const other = fieldText(first);
  const text = `duplicate port name ${goQuoted(name)} with ${other}, services and probes that select ports by name will use ${other}`;
  warnings.add('Z5', placeOf(path), `${fieldText(path)}: ${text}`);
}
