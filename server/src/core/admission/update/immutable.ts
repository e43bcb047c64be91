// What may not change once an object is stored (U1 to U13; behaviour reference 2 and 2.1).

import { SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject, PlainValue } from '../../kubernetes/plain-value.ts';
import { compareQuantities } from '../../kubernetes/quantity.ts';
import { type Check, forbidden, invalid, isOn } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { fieldOf, flagOf, isSet, numberOf, objectOf, structOf, textOf, textsOf } from '../read.ts';
import { quantityField } from '../validate/scalars.ts';
import { isHeadless, needsHealthCheck } from '../validate/service.ts';
import { PERSISTENT_SOURCES } from '../validate/volume.ts';
import { isSameValue } from './same-value.ts';

type ImmutableRules = (check: Check, object: PlainObject, old: PlainObject) => void;

const IMMUTABLE = SERVER_TEXTS['T-IMM'];
const spec = rootPath('spec');

/** Kinds that are absent may change in everything (U13). */
export const immutableRules: ReadonlyMap<string, ImmutableRules> = new Map<string, ImmutableRules>([
  ['ConfigMap', (check, object, old) => frozenData(check, 'U12', object, old, ['data', 'binaryData'])],
  ['DaemonSet', selectorRule],
  ['Deployment', selectorRule],
  ['Job', jobRules],
  ['PersistentVolume', volumeRules],
  ['PersistentVolumeClaim', claimRules],
  ['ReplicaSet', selectorRule],
  ['Secret', secretRules],
  ['Service', serviceRules],
  ['StatefulSet', statefulSetRules],
  ['StorageClass', storageClassRules],
  ['VolumeAttributesClass', attributesClassRules],
]);

function differs(a: PlainObject, b: PlainObject, field: string): boolean {
  return !isSameValue(fieldOf(a, field), fieldOf(b, field), field);
}

const FREE_FIELDS = [
  'replicas',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];
/** In the order of the server's errors. */
export const FIXED_FIELDS: readonly string[] = [
  'selector',
  'volumeClaimTemplates',
  'serviceName',
  'podManagementPolicy',
];

function statefulSetRules(check: Check, object: PlainObject, old: PlainObject): void {
  const next = structOf(object, 'spec');
  const stored = structOf(old, 'spec');
  if (check.minor >= 37) {
    for (const field of FIXED_FIELDS) {
      if (!differs(next, stored, field)) continue;
      invalid(check, 'U1', child(spec, field), fieldOf(next, field), IMMUTABLE, 'value', changedFacts([field], stored));
    }
    return;
  }
  const free = new Set([...FREE_FIELDS, 'ordinals', ...(check.minor >= 33 ? ['revisionHistoryLimit'] : [])]);
  const changed = fieldsOf(next, stored).filter((field) => !free.has(field) && differs(next, stored, field));
  if (changed.length === 0) return;
  const limit = check.minor >= 33 ? "'revisionHistoryLimit', " : '';
  const text = `updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', ${limit}'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`;
  // The server names no field; the facts do, and the place is the first of them.
  forbidden(check, 'U1', { ...spec, at: ['spec', changed[0] ?? ''] }, text, changedFacts(changed, stored));
}

/** What a repair needs: the names of the changed fields and what is stored of them. */
function changedFacts(changed: readonly string[], stored: PlainObject): PlainObject {
  const old = Object.fromEntries(changed.map((field) => [field, fieldOf(stored, field) ?? null]));
  return { changed: [...changed], old };
}

function fieldsOf(a: PlainObject, b: PlainObject): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function selectorRule(check: Check, object: PlainObject, old: PlainObject): void {
  const next = structOf(object, 'spec');
  if (!differs(next, structOf(old, 'spec'), 'selector')) return;
  invalid(check, 'U1', child(spec, 'selector'), fieldOf(next, 'selector'), IMMUTABLE);
}

function jobRules(check: Check, object: PlainObject, old: PlainObject): void {
  const next = structOf(object, 'spec');
  const stored = structOf(old, 'spec');
  const isIndexed = textOf(next, 'completionMode') === 'Indexed';
  const fixed = [
    'selector',
    'completionMode',
    'podFailurePolicy',
    'backoffLimitPerIndex',
    'managedBy',
    'successPolicy',
  ];
  for (const field of isIndexed ? fixed : ['completions', ...fixed]) {
    if (differs(next, stored, field)) invalid(check, 'U1', child(spec, field), fieldOf(next, field), IMMUTABLE);
  }
  if (!flagOf(stored, 'suspend') && differs(next, stored, 'template')) {
    invalid(check, 'U1', child(spec, 'template'), fieldOf(next, 'template'), IMMUTABLE);
  }
}

/** U2, V22. */
function serviceRules(check: Check, object: PlainObject, old: PlainObject): void {
  const next = structOf(object, 'spec');
  const stored = structOf(old, 'spec');
  const isExternal = [next, stored].some((one) => textOf(one, 'type') === 'ExternalName');
  if (!isExternal && !(isHeadless(next) && isHeadless(stored))) {
    const ips = textsOf(next, 'clusterIPs');
    const oldIps = textsOf(stored, 'clusterIPs');
    const first: FieldPath = item(child(spec, 'clusterIPs'), 0);
    const at: FieldPath = { ...first, at: ['spec', 'clusterIP'] };
    if (ips.length === 0 && oldIps.length > 0) invalid(check, 'V22', at, [], 'primary clusterIP can not be unset');
    else if (oldIps.length > 0 && ips[0] !== oldIps[0]) {
      invalid(check, 'V22', at, [...ips], 'may not change once set');
    }
  }
  const isLoadBalancer = [next, stored].every((one) => textOf(one, 'type') === 'LoadBalancer');
  if (isLoadBalancer && differs(next, stored, 'loadBalancerClass')) {
    const at = child(spec, 'loadBalancerClass');
    invalid(check, 'U2', at, fieldOf(next, 'loadBalancerClass'), 'may not change once set');
  }
  const health = numberOf(next, 'healthCheckNodePort');
  if (needsHealthCheck(next) && needsHealthCheck(stored) && health !== numberOf(stored, 'healthCheckNodePort')) {
    forbidden(check, 'U2', child(spec, 'healthCheckNodePort'), IMMUTABLE);
  }
}

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** U3, U4. */
function claimRules(check: Check, object: PlainObject, old: PlainObject): void {
  const next: Record<string, PlainValue> = { ...structOf(object, 'spec') };
  const stored: Record<string, PlainValue> = { ...structOf(old, 'spec') };
  if (textOf(stored, 'volumeName') === '') delete next['volumeName'];
  const annotations = objectOf(structOf(old, 'metadata'), 'annotations');
  const mayAdopt = isSet(next, 'storageClassName') && !isSet(stored, 'storageClassName');
  if (mayAdopt && (!isSet(annotations, BETA_CLASS) || textOf(annotations, BETA_CLASS) === next['storageClassName'])) {
    delete next['storageClassName'];
  }
  const isBound = textOf(structOf(old, 'status'), 'phase') === 'Bound';
  const size = quantityField(objectOf(structOf(next, 'resources'), 'requests'), 'storage');
  const oldSize = quantityField(objectOf(structOf(stored, 'resources'), 'requests'), 'storage');
  const changed = fieldsOf(next, stored).filter((field) => {
    if (isBound && field === 'volumeAttributesClassName') return false;
    if (isBound && field === 'resources') return !isSameButStorage(next, stored);
    return differs(next, stored, field);
  });
  if (changed.length > 0) {
    const more = check.minor >= 29 ? ' and volumeAttributesClassName' : '';
    const at: FieldPath = { ...spec, at: ['spec', changed[0] ?? ''] };
    const facts = changedFacts(changed, structOf(old, 'spec'));
    const text = `spec is immutable after creation except resources.requests${more} for bound claims`;
    forbidden(check, 'U3', at, text, facts);
  }
  const sizePath = child(spec, 'resources', 'requests', 'storage');
  if (compareQuantities(size, oldSize) < 0) {
    const actual = quantityField(objectOf(structOf(old, 'status'), 'capacity'), 'storage');
    if (!isOn(check, 'RecoverVolumeExpansionFailure')) {
      forbidden(check, 'U4', sizePath, 'field can not be less than previous value');
    } else if (compareQuantities(size, actual) <= 0) {
      forbidden(check, 'U4', sizePath, 'field can not be less than status.capacity');
    }
  }
  if (differs(next, stored, 'volumeMode')) {
    const at: FieldPath = { ...rootPath('volumeMode'), at: ['spec', 'volumeMode'] };
    invalid(check, 'U3', at, fieldOf(next, 'volumeMode'), IMMUTABLE);
  }
}

/** Whether the resources of two claims differ in the requested storage at most. */
function isSameButStorage(a: PlainObject, b: PlainObject): boolean {
  const without = (one: PlainObject): PlainObject => {
    const resources = structOf(one, 'resources');
    const { storage: _storage, ...requests } = structOf(resources, 'requests');
    return { ...resources, requests };
  };
  return isSameValue(without(a), without(b), 'resources');
}

/** U6, U7. */
function volumeRules(check: Check, object: PlainObject, old: PlainObject): void {
  const next = structOf(object, 'spec');
  const stored = structOf(old, 'spec');
  const changed = PERSISTENT_SOURCES.find((source) => isChangedSource(source, next, stored));
  if (changed !== undefined) {
    const at: FieldPath = { ...child(spec, 'persistentvolumesource'), at: ['spec', changed] };
    forbidden(check, 'U6', at, 'spec.persistentvolumesource is immutable after creation');
  }
  if (differs(next, stored, 'volumeMode')) {
    const at: FieldPath = { ...rootPath('volumeMode'), at: ['spec', 'volumeMode'] };
    invalid(check, 'U7', at, fieldOf(next, 'volumeMode'), IMMUTABLE);
  }
  if (isSet(stored, 'nodeAffinity') && differs(next, stored, 'nodeAffinity') && !isOn(check, 'MutablePVNodeAffinity')) {
    const at: FieldPath = { ...rootPath('nodeAffinity'), at: ['spec', 'nodeAffinity'] };
    const text = 'field is immutable, except for updating from beta label to GA';
    invalid(check, 'U7', at, fieldOf(next, 'nodeAffinity'), text);
  }
  const field = 'volumeAttributesClassName';
  if (isSet(stored, field) && !isSet(next, field) && isOn(check, 'VolumeAttributesClass')) {
    forbidden(check, 'U6', child(spec, field), 'update from non-nil value to nil is forbidden');
  }
}

/** A CSI volume may be given its expansion secret once. */
function isChangedSource(source: string, next: PlainObject, stored: PlainObject): boolean {
  const a = objectOf(next, source);
  const b = objectOf(stored, source);
  if (source === 'csi' && a && b && !isSet(b, 'controllerExpandSecretRef')) {
    const { controllerExpandSecretRef: _reference, ...rest } = a;
    return !isSameValue(rest, b);
  }
  if ((a === undefined) !== (b === undefined)) return true;
  return !isSameValue(a, b);
}

/** U8, U9. */
function storageClassRules(check: Check, object: PlainObject, old: PlainObject): void {
  for (const field of ['parameters', 'provisioner', 'reclaimPolicy']) {
    if (!differs(object, old, field)) continue;
    if (check.minor < 35) forbidden(check, 'U8', rootPath(field), `updates to ${field} are forbidden.`);
    else invalid(check, 'U8', rootPath(field), check.minor >= 37 ? undefined : fieldOf(object, field), IMMUTABLE);
  }
  if (!differs(object, old, 'volumeBindingMode')) return;
  const shown = check.minor >= 37 ? undefined : fieldOf(object, 'volumeBindingMode');
  invalid(check, 'U9', rootPath('volumeBindingMode'), shown, IMMUTABLE);
}

/** U10. */
function attributesClassRules(check: Check, object: PlainObject, old: PlainObject): void {
  for (const field of ['driverName', 'parameters']) {
    if (differs(object, old, field)) forbidden(check, 'U10', rootPath(field), `updates to ${field} are forbidden.`);
  }
}

/** U11. */
function secretRules(check: Check, object: PlainObject, old: PlainObject): void {
  if (differs(object, old, 'type')) invalid(check, 'U11', rootPath('type'), fieldOf(object, 'type'), IMMUTABLE);
  frozenData(check, 'U11', object, old, ['data']);
}

function frozenData(
  check: Check,
  rule: string,
  object: PlainObject,
  old: PlainObject,
  fields: readonly string[],
): void {
  if (!flagOf(old, 'immutable')) return;
  const text = 'field is immutable when `immutable` is set';
  if (!flagOf(object, 'immutable')) forbidden(check, rule, rootPath('immutable'), text);
  for (const field of fields) if (differs(object, old, field)) forbidden(check, rule, rootPath(field), text);
}
