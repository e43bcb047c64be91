// Which edits a refusal is about: the fields that changed, each with its old value and the way back to it.

import type { Cause } from '../../admission/answer.ts';
import { FIXED_FIELDS } from '../../admission/update/immutable.ts';
import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { isPlainObject, type Path, type PlainValue, valueAt } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import { knownKindOf } from '../../workspace/known-kinds.ts';
import type { DiagnosisFix } from '../diagnostics/diagnosis.ts';
import { isEqualValue } from '../edits/apply-change.ts';
import { makeEffectiveObject } from '../effective-objects.ts';
import type { BeforeObject } from './before-objects.ts';
import { committedTexts } from './texts.ts';

export interface ForbiddenEdit {
  readonly at: Path;
  readonly message: string;
  readonly restore: readonly DiagnosisFix[];
}

/** The edits that a cause forbids; none where it is about the new state alone. */
export function forbiddenEdits(
  cause: Cause,
  old: BeforeObject,
  manifest: Manifest,
  profile: ClusterProfile,
): readonly ForbiddenEdit[] {
  if (!/^U/.test(cause.rule)) return [];
  const kind = knownKindOf(manifest);
  if (kind === undefined) return [];
  // The types of stored objects are JSON values.
  const before = makeEffectiveObject(old.manifest, kind, profile) as unknown as PlainValue;
  const after = makeEffectiveObject(manifest, kind, profile) as unknown as PlainValue;
  // Older servers answer for the whole spec of a StatefulSet.
  const isWhole = cause.at.length === 1 && cause.at[0] === 'spec' && manifest.kind === 'StatefulSet';
  const paths: readonly Path[] = isWhole ? FIXED_FIELDS.map((field) => ['spec', field]) : [cause.at];
  return paths
    .filter((path) => !isEqualValue(valueAt(before, path), valueAt(after, path)))
    .map((path) => edit(path, old, manifest));
}

function edit(at: Path, old: BeforeObject, manifest: Manifest): ForbiddenEdit {
  const value = valueAt(old.written, at);
  const name = String(at.at(-1) ?? '');
  const shown = value === undefined ? undefined : shownValue(value);
  const isWritten = valueAt(manifest.value, at) !== undefined;
  const restore: readonly DiagnosisFix[] =
    value === undefined && !isWritten
      ? []
      : [
          {
            id: 'restore',
            title: committedTexts.restore(name, shown),
            isPreferred: true,
            isSafe: false,
            change: value === undefined ? { do: 'remove', at } : { do: 'set', at, value },
          },
        ];
  return { at, message: committedTexts.forbidden(name, manifest.kind, shown), restore };
}

/** Short values as they are; longer ones are not repeated. */
function shownValue(value: PlainValue): string {
  if (typeof value === 'string') return `"${value}"`;
  const text = isPlainObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
  return text.length <= 60 ? text : '…';
}
