// What an edit that the server allows will do, where that is not obvious (issue: forbidden and allowed edits; behaviour
// reference 1.5, 2, 5.7, 5.9). Start at `consequencesOfEdit`.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import { effectiveObject } from './effective-object.ts';
import { isSet, numberOf, objectOf, objectsOf, structOf, textOf } from './read.ts';
import { isSameValue } from './update/same-value.ts';

/**
 * - `scale-in-deletes-claims`, `scale-in-keeps-claims`: fewer replicas, and what becomes of the claims.
 * - `template-rolls`: Pods are replaced from the highest ordinal down; `held` of them wait behind the partition.
 * - `template-waits`: with OnDelete nothing happens until Pods are deleted.
 * - `falls-back`: a field that is no longer written returns to its default.
 * - `partition-lost`: without its block a rolling update has no partition.
 */
export type ConsequenceId =
  | 'scale-in-deletes-claims'
  | 'scale-in-keeps-claims'
  | 'template-rolls'
  | 'template-waits'
  | 'falls-back'
  | 'partition-lost';

export interface EditConsequence {
  readonly id: ConsequenceId;
  readonly at: Path;
  readonly facts: PlainObject;
}

/** Fields of which the absence means a value that nobody would guess from the file. */
const fallingBack: readonly (readonly string[])[] = [
  ['replicas'],
  ['revisionHistoryLimit'],
  ['persistentVolumeClaimRetentionPolicy', 'whenDeleted'],
  ['persistentVolumeClaimRetentionPolicy', 'whenScaled'],
  ['updateStrategy', 'type'],
];

/** The consequences of turning one written StatefulSet into another; none for other kinds. */
export function consequencesOfEdit(
  before: PlainObject,
  after: PlainObject,
  profile: ClusterProfile,
): readonly EditConsequence[] {
  if (textOf(after, 'kind') !== 'StatefulSet' || textOf(before, 'kind') !== 'StatefulSet') return [];
  // The two are read field by field below, so their precise type does not matter.
  const old = structOf(effectiveObject(before, 'StatefulSet', profile) as unknown as PlainObject, 'spec');
  const next = structOf(effectiveObject(after, 'StatefulSet', profile) as unknown as PlainObject, 'spec');
  return [
    ...fallbacks(structOf(before, 'spec'), structOf(after, 'spec'), old, next),
    ...scaleIn(old, next),
    ...template(old, next),
  ];
}

function scaleIn(old: PlainObject, next: PlainObject): readonly EditConsequence[] {
  const from = numberOf(old, 'replicas');
  const to = numberOf(next, 'replicas');
  if (to >= from || objectsOf(next, 'volumeClaimTemplates').length === 0) return [];
  const isDeleting = textOf(structOf(next, 'persistentVolumeClaimRetentionPolicy'), 'whenScaled') === 'Delete';
  const id = isDeleting ? 'scale-in-deletes-claims' : 'scale-in-keeps-claims';
  const claims = (from - to) * objectsOf(next, 'volumeClaimTemplates').length;
  return [{ id, at: ['spec', 'replicas'], facts: { from, to, claims } }];
}

function template(old: PlainObject, next: PlainObject): readonly EditConsequence[] {
  if (isSameValue(structOf(old, 'template'), structOf(next, 'template'))) return [];
  const at = ['spec', 'template'];
  const strategy = structOf(next, 'updateStrategy');
  const replicas = numberOf(next, 'replicas');
  if (textOf(strategy, 'type') === 'OnDelete') return [{ id: 'template-waits', at, facts: { replicas } }];
  const partition = numberOf(objectOf(strategy, 'rollingUpdate'), 'partition');
  const start = numberOf(objectOf(next, 'ordinals'), 'start');
  const held = Math.min(replicas, Math.max(0, partition - start));
  return [{ id: 'template-rolls', at, facts: { replicas, held, partition } }];
}

function fallbacks(
  before: PlainObject,
  after: PlainObject,
  old: PlainObject,
  next: PlainObject,
): readonly EditConsequence[] {
  const found: EditConsequence[] = [];
  for (const path of fallingBack) {
    const field = path.at(-1) ?? '';
    const holders = [before, after, old, next].map((root) => holderOf(root, path));
    const [wasWritten, isWritten, from, to] = holders;
    if (!isSet(wasWritten, field) || isSet(isWritten, field)) continue;
    const values = [from?.[field] ?? null, to?.[field] ?? null] as const;
    if (values[0] === values[1]) continue;
    found.push({ id: 'falls-back', at: ['spec', ...path], facts: { field, from: values[0], to: values[1] } });
  }
  const rolling = (root: PlainObject): PlainObject | undefined =>
    objectOf(structOf(root, 'updateStrategy'), 'rollingUpdate');
  const partition = numberOf(rolling(old), 'partition');
  if (partition > 0 && !rolling(next) && textOf(structOf(next, 'updateStrategy'), 'type') === 'RollingUpdate') {
    found.push({ id: 'partition-lost', at: ['spec', 'updateStrategy', 'rollingUpdate'], facts: { partition } });
  }
  return found;
}

function holderOf(root: PlainObject, path: readonly string[]): PlainObject | undefined {
  let holder: PlainObject | undefined = root;
  for (const step of path.slice(0, -1)) holder = objectOf(holder, step);
  return holder;
}
