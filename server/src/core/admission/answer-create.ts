// The server's answer to creating an object, in the order of its stages: defaults, preparation, validation, addresses
// (behaviour reference, "How to read this for implementation"). Decoding comes before and is not part of it.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { PlainObject } from '../kubernetes/plain-value.ts';
import { servedKind } from '../kubernetes/schema.ts';
import type { Answer, Cause } from './answer.ts';
import { newCheck } from './check.ts';
import { conform } from './conform.ts';
import { applyDefaults } from './defaults.ts';
import { type KindRules, rulesOfKind } from './kinds.ts';
import { prepareObject } from './prepare/prepare.ts';
import { ensureObject, isSet, type MutableObject, structOf, textOf, textsOf } from './read.ts';
import { validateMetadata } from './validate/metadata.ts';
import { takeAddresses } from './validate/service-addresses.ts';
import { warningsOf } from './warnings/warnings.ts';

/**
 * What the server would answer to creating `input`, an object that decoding accepts.
 * An unknown kind is accepted as it stands: nothing is known against it.
 */
export function answerCreate(input: PlainObject, profile: ClusterProfile): Answer {
  const kind = textOf(input, 'kind');
  const rules = rulesOfKind(kind);
  const served = servedKind(kind);
  if (!rules || !served) return { accepted: true, causes: [], warnings: [], object: input };
  const object: MutableObject = conform(input, served, profile.minor);
  // A status that is sent along is not looked at; only a Node tells its own.
  if (kind !== 'Node') delete object['status'];
  fillIn(kind, rules, object, profile);
  protect(kind, object);
  const check = newCheck(profile);
  // A Service takes its addresses before anything else is looked at.
  if (kind === 'Service') takeAddresses(check, object);
  if (check.causes.length === 0) {
    if (rules.checksMetadata !== false) validateMetadata(check, object, rules.nameErrors(profile), rules.nameRule);
    rules.validate(check, object);
  }
  if (check.causes.length === 0) {
    validateMetadata(check, object, rules.nameErrors(profile), rules.nameRule, 'outline');
  }
  if (check.causes.length > 0) return refused(kind, rules, object, check.causes);
  return { accepted: true, causes: [], warnings: warningsOf(kind, object, profile), object };
}

const protections: ReadonlyMap<string, string> = new Map([
  ['PersistentVolume', 'kubernetes.io/pv-protection'],
  ['PersistentVolumeClaim', 'kubernetes.io/pvc-protection'],
]);

/** Admission keeps volumes and claims from being deleted while they are in use. */
function protect(kind: string, object: MutableObject): void {
  const finalizer = protections.get(kind);
  if (finalizer === undefined) return;
  const metadata = ensureObject(object, 'metadata');
  const written = textsOf(metadata, 'finalizers');
  if (!written.includes(finalizer)) metadata['finalizers'] = [...written, finalizer];
}

/** Kinds whose generation the server counts itself, whatever is written. */
const countsGenerations: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Job',
  'NetworkPolicy',
  'Pod',
  'PodDisruptionBudget',
  'ReplicaSet',
  'StatefulSet',
]);

/** Defaults and preparation of a new object, or of the new state of a stored one, in place. */
export function fillIn(
  kind: string,
  rules: KindRules,
  object: MutableObject,
  profile: ClusterProfile,
  stored?: MutableObject,
): void {
  const metadata = ensureObject(object, 'metadata');
  delete metadata['managedFields'];
  delete metadata['creationTimestamp'];
  if (countsGenerations.has(kind)) delete metadata['generation'];
  applyDefaults(kind, object, profile);
  // A namespace of what has none is dropped without a word (W1).
  if (rules.scope === 'cluster') delete metadata['namespace'];
  else if (!isSet(metadata, 'namespace')) metadata['namespace'] = profile.namespace;
  prepareObject(kind, object, profile, stored);
}

/** A 422 with all causes. */
export function refused(kind: string, rules: KindRules, object: PlainObject, causes: readonly Cause[]): Answer {
  const metadata = structOf(object, 'metadata');
  const name = textOf(metadata, 'name') || textOf(metadata, 'generateName');
  const texts = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
  const all = texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
  const qualified = rules.group === '' ? kind : `${kind}.${rules.group}`;
  return {
    accepted: false,
    status: 422,
    reason: 'Invalid',
    message: `${qualified} "${name}" is invalid: ${all}`,
    causes,
    warnings: [],
  };
}
