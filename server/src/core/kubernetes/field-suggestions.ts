// What somebody may have meant by a field that the structure does not have: another spelling, another level, another
// version. Facts for repairs; nothing here decides whether a field is wrong. Start at `suggestionsFor`.

import type { MinorVersion } from './cluster-profile.ts';
import type { KnownKind } from './objects.ts';
import type { Path } from './plain-value.ts';
import { type FieldType, isKnownIn, type SchemaField, type Struct, structOfKind, typeAt } from './schema.ts';

export interface FieldSuggestions {
  /** The field of the same struct that is spelled most alike. */
  readonly nearest?: string;
  /** Places of the same object that have a field of exactly this name and do not lie in a list: paths of the field. */
  readonly elsewhere: readonly Path[];
  /** The field exists here, but not in this version. */
  readonly since?: MinorVersion;
  readonly until?: MinorVersion;
}

const none: FieldSuggestions = { elsewhere: [] };

/** How far below the misplaced field's parent a place is looked for: `spec.containers` belongs to `template.spec`. */
const depthBelow = 2;

/**
 * @param parent path of the mapping that holds the unknown key
 */
export function suggestionsFor(kind: KnownKind, parent: Path, key: string, minor: MinorVersion): FieldSuggestions {
  const root: FieldType = { is: 'struct', struct: structOfKind(kind) };
  const type = typeAt(root, parent);
  if (type?.is !== 'struct') return none;
  const known = type.struct.fields.get(key);
  if (known) return { elsewhere: [], ...(known.since > minor ? { since: known.since } : { until: known.until }) };
  const nearest = nearestField(type.struct, key, minor);
  return {
    ...(nearest === undefined ? {} : { nearest }),
    elsewhere: [...placesAbove(root, parent, key, minor), ...placesBelow(type.struct, parent, key, minor, depthBelow)],
  };
}

function placesAbove(root: FieldType, parent: Path, key: string, minor: MinorVersion): readonly Path[] {
  const places: Path[] = [];
  for (let length = parent.length - 1; length >= 0; length -= 1) {
    const path = parent.slice(0, length);
    const type = typeAt(root, path);
    if (type?.is === 'struct' && hasField(type.struct, key, minor)) places.push([...path, key]);
  }
  return places;
}

function placesBelow(struct: Struct, path: Path, key: string, minor: MinorVersion, depth: number): readonly Path[] {
  if (depth === 0) return [];
  const places: Path[] = [];
  for (const field of struct.fields.values()) {
    if (field.type.is !== 'struct' || field.name === 'status' || !isKnownIn(field, minor)) continue;
    const below = [...path, field.name];
    if (hasField(field.type.struct, key, minor)) places.push([...below, key]);
    places.push(...placesBelow(field.type.struct, below, key, minor, depth - 1));
  }
  return places.sort((a, b) => a.length - b.length);
}

function hasField(struct: Struct, key: string, minor: MinorVersion): boolean {
  const field = struct.fields.get(key);
  return field !== undefined && isKnownIn(field, minor);
}

/** The known field that is spelled most alike, if any is alike enough. */
export function nearestField(struct: Struct, key: string, minor: MinorVersion): string | undefined {
  const fields = [...struct.fields.values()].filter((field: SchemaField) => isKnownIn(field, minor));
  return nearestWord(
    key,
    fields.map(({ name }) => name),
  );
}

/** The word most like another one: equal but for case and punctuation, or at most a third of its letters away. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const folded = fold(word);
  const same = candidates.find((candidate) => fold(candidate) === folded);
  if (same !== undefined) return same;
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(folded, fold(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; at least `limit` where it is more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit || a.length > 64 || b.length > 64) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit;
}
