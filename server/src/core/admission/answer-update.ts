// The server's answer to changing an object that it stores, in each of the three ways of sending the change.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { PlainObject } from '../kubernetes/plain-value.ts';
import { compareQuantities } from '../kubernetes/quantity.ts';
import { servedKind } from '../kubernetes/schema.ts';
import type { Answer } from './answer.ts';
import { answerCreate, fillIn, refused } from './answer-create.ts';
import { type Check, newCheck } from './check.ts';
import { conform } from './conform.ts';
import { rootPath } from './field-path.ts';
import { type KindRules, rulesOfKind } from './kinds.ts';
import { isSet, type MutableObject, mutableObjectOf, objectOf, structOf, textOf, textsOf } from './read.ts';
import { immutableRules } from './update/immutable.ts';
import { mergeApplied } from './update/merge.ts';
import { validateMetadata, validateMetadataMaps } from './validate/metadata.ts';
import { quantityField } from './validate/scalars.ts';
import { takeAddresses } from './validate/service-addresses.ts';
import { validateStatefulSet } from './validate/stateful-set.ts';
import { warningsOf } from './warnings/warnings.ts';

/** How a change is sent: replacing the object, `kubectl apply`, `kubectl apply --server-side`. */
export type UpdateWay = 'put' | 'apply' | 'server-side-apply';

export interface UpdateContext {
  /** Whether the class of a claim allows its volumes to grow; `undefined` where nobody knows. */
  readonly allowsExpansion?: (storageClassName: string) => boolean | undefined;
  /** The object as it is in the cluster, where controllers have added to what `before` wrote. */
  readonly stored?: PlainObject;
}

/**
 * What the server would answer to `after` where `before` was sent earlier in the same way. `before` may carry a status:
 * a claim is bound when its `status.phase` says so. A new name or namespace is another object: `put` finds none (404),
 * the other ways create it.
 */
export function answerUpdate(
  before: PlainObject,
  after: PlainObject,
  profile: ClusterProfile,
  way: UpdateWay,
  context: UpdateContext = {},
): Answer {
  const kind = textOf(after, 'kind');
  const rules = rulesOfKind(kind);
  const served = servedKind(kind);
  if (!rules || !served) return { accepted: true, causes: [], warnings: [], object: after };
  if (identity(before, rules, profile) !== identity(after, rules, profile)) {
    return way === 'put' ? notFound(rules, after) : answerCreate(after, profile);
  }
  const stored = storedObject(kind, rules, context.stored ?? before, profile);
  const sent = way === 'put' ? after : mergeApplied(stored, before, after, served.struct, way);
  const object: MutableObject = conform(sent, served, profile.minor);
  keepStatus(object, stored);
  fillIn(kind, rules, object, profile, stored);
  keepStatus(object, stored);
  const check = newCheck(profile);
  if (kind === 'Service') takeAddresses(check, object, stored);
  if (check.causes.length === 0) validateChange(check, kind, rules, object, stored);
  if (check.causes.length > 0) return refused(kind, rules, object, check.causes);
  const denied = expansionRefusal(kind, object, stored, context);
  return denied ?? { accepted: true, causes: [], warnings: warningsOf(kind, object, profile, 'update'), object };
}

function identity(object: PlainObject, rules: KindRules, profile: ClusterProfile): string {
  const metadata = structOf(object, 'metadata');
  const namespace = rules.scope === 'cluster' ? '' : textOf(metadata, 'namespace') || profile.namespace;
  return `${textOf(object, 'kind')}/${namespace}/${textOf(metadata, 'name')}`;
}

function notFound(rules: KindRules, object: PlainObject): Answer {
  const resource = rules.group === '' ? rules.plural : `${rules.plural}.${rules.group}`;
  const name = textOf(structOf(object, 'metadata'), 'name');
  const message = `${resource} "${name}" not found`;
  return { accepted: false, status: 404, reason: 'NotFound', message, causes: [], warnings: [] };
}

/** Stand for an address and port that the server took by itself, so that any other is a change; nobody gets these. */
const TAKEN_ADDRESS = '10.96.0.0';
const TAKEN_PORT = -1;

/** What the server stores of the earlier manifest, as far as later rules look at it. */
function storedObject(kind: string, rules: KindRules, before: PlainObject, profile: ClusterProfile): MutableObject {
  const served = servedKind(kind);
  const object: MutableObject = served ? conform(before, served, profile.minor) : {};
  fillIn(kind, rules, object, profile);
  const spec = mutableObjectOf(object, 'spec');
  if (kind !== 'Service' || !spec || textOf(spec, 'type') === 'ExternalName') return object;
  takeAddresses(newCheck(profile), object);
  if (textsOf(spec, 'clusterIPs').length === 0) {
    spec['clusterIP'] = TAKEN_ADDRESS;
    spec['clusterIPs'] = [TAKEN_ADDRESS];
  }
  const isLocal = textOf(spec, 'type') === 'LoadBalancer' && textOf(spec, 'externalTrafficPolicy') === 'Local';
  if (isLocal && !isSet(spec, 'healthCheckNodePort')) spec['healthCheckNodePort'] = TAKEN_PORT;
  return object;
}

/** A status is no part of what a manifest can change. */
function keepStatus(object: MutableObject, stored: MutableObject): void {
  if (isSet(stored, 'status')) object['status'] = stored['status'] ?? null;
  else delete object['status'];
}

/** Kinds whose whole rules, name included, are checked again on an update. */
const checkedWhole: ReadonlySet<string> = new Set([
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Secret',
  'ServiceAccount',
  'StorageClass',
  'VolumeAttributesClass',
]);

function validateChange(check: Check, kind: string, rules: KindRules, object: PlainObject, stored: PlainObject): void {
  if (checkedWhole.has(kind)) validateMetadata(check, object, rules.nameErrors(check.profile), rules.nameRule);
  else if (rules.checksMetadata !== false)
    validateMetadataMaps(check, structOf(object, 'metadata'), rootPath('metadata'));
  if (kind === 'StatefulSet') {
    const skips = { serviceName: true, claimTemplates: true };
    const scratch = newCheck(check.profile);
    validateStatefulSet(scratch, stored, skips);
    validateStatefulSet(check, object, { ...skips, podTemplate: scratch.causes.length > 0 });
  } else rules.validate(check, object, stored);
  immutableRules.get(kind)?.(check, object, stored);
}

/** Admission lets a bound claim grow only where its class says so. */
function expansionRefusal(
  kind: string,
  object: PlainObject,
  stored: PlainObject,
  context: UpdateContext,
): Answer | undefined {
  if (kind !== 'PersistentVolumeClaim' || !context.allowsExpansion) return undefined;
  const sizeOf = (one: PlainObject): ReturnType<typeof quantityField> =>
    quantityField(objectOf(structOf(structOf(one, 'spec'), 'resources'), 'requests'), 'storage');
  const isBound = textOf(structOf(stored, 'status'), 'phase') === 'Bound';
  if (!isBound || compareQuantities(sizeOf(object), sizeOf(stored)) <= 0) return undefined;
  if (context.allowsExpansion(textOf(structOf(stored, 'spec'), 'storageClassName')) !== false) return undefined;
  const name = textOf(structOf(object, 'metadata'), 'name');
  const message = `persistentvolumeclaims "${name}" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize`;
  return { accepted: false, status: 403, reason: 'Forbidden', message, causes: [], warnings: [] };
}
