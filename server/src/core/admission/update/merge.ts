// What an object becomes when a manifest is applied over it: the fields that the former manifest wrote and the new one
// does not are taken away, those of the new one are put in, everything else stays as it is stored (behaviour reference
// section 2, "The three ways of sending an update").

import { isPlainObject, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import type { FieldType, Struct } from '../../kubernetes/schema.ts';
import { define, type MutableObject, type MutableValue, mutableCopy } from '../read.ts';

/**
 * - `apply`: kubectl's three-way merge; a written null takes the stored field away.
 * - `server-side-apply`: a written null lets go of what the former manifest wrote below it, and no more.
 */
export type ApplyWay = 'apply' | 'server-side-apply';

/** Structs of which kubectl keeps only the keys that the new manifest writes. */
const retainedKeys: ReadonlySet<string> = new Set(['DeploymentStrategy', 'Volume']);

/** The stored object with `after` applied over it; `before` is the manifest that was applied last. */
export function mergeApplied(
  stored: PlainObject,
  before: PlainObject,
  after: PlainObject,
  struct: Struct | undefined,
  way: ApplyWay,
): MutableObject {
  const merged = mutableCopy(stored);
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) delete merged[key];
  if (struct && retainedKeys.has(struct.name)) {
    for (const key of Object.keys(merged)) if (!Object.hasOwn(after, key)) delete merged[key];
  }
  for (const [key, value] of Object.entries(after)) {
    const old = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const former = Object.hasOwn(before, key) ? before[key] : undefined;
    const field = struct?.fields.get(key);
    const result = mergedValue(old, former, value, field?.type, field?.listKeys, way);
    if (result === undefined) delete merged[key];
    else define(merged, key, result);
  }
  return merged;
}

function mergedValue(
  stored: MutableValue | undefined,
  before: PlainValue | undefined,
  after: PlainValue,
  type: FieldType | undefined,
  listKeys: readonly string[] | undefined,
  way: ApplyWay,
): MutableValue | undefined {
  if (after === null) {
    if (way === 'apply' || !isPlainObject(stored)) return undefined;
    const rest = mergeApplied(stored, isPlainObject(before) ? before : {}, {}, undefined, way);
    return Object.keys(rest).length === 0 ? undefined : rest;
  }
  if (isPlainObject(after)) {
    const struct = type?.is === 'struct' ? type.struct : undefined;
    const former = isPlainObject(before) ? before : {};
    return mergeApplied(isPlainObject(stored) ? stored : {}, former, after, struct, way);
  }
  if (!isList(after)) return after;
  if (!listKeys || !isList(stored) || type?.is !== 'list') return after.map(copyOf);
  return mergedList(stored, isList(before) ? before : [], after, type.of, listKeys, way);
}

/** Elements of the same key are merged; the order is that of the new manifest, strangers follow. */
function mergedList(
  stored: readonly PlainValue[],
  before: readonly PlainValue[],
  after: readonly PlainValue[],
  of: FieldType,
  listKeys: readonly string[],
  way: ApplyWay,
): MutableValue[] {
  // kubectl knows ports by one key where the API knows them by two.
  const keys = way === 'apply' ? listKeys.slice(0, 1) : listKeys;
  const byKey = (list: readonly PlainValue[]): Map<string, PlainObject> =>
    new Map(list.filter(isPlainObject).map((element) => [keyOf(element, keys), element]));
  const storedByKey = byKey(stored);
  const beforeByKey = byKey(before);
  const struct = of.is === 'struct' ? of.struct : undefined;
  const merged: MutableValue[] = after.map((element) => {
    if (!isPlainObject(element)) return copyOf(element);
    const key = keyOf(element, keys);
    return mergeApplied(storedByKey.get(key) ?? {}, beforeByKey.get(key) ?? {}, element, struct, way);
  });
  const written = byKey(after);
  for (const [key, element] of storedByKey) {
    if (!written.has(key) && !beforeByKey.has(key)) merged.push(mutableCopy(element));
  }
  return merged;
}

function keyOf(element: PlainObject, keys: readonly string[]): string {
  return keys.map((key) => String(element[key] ?? (key === 'protocol' ? 'TCP' : ''))).join('\n');
}

function copyOf(value: PlainValue): MutableValue {
  if (isPlainObject(value)) return mutableCopy(value);
  return isList(value) ? value.map(copyOf) : value;
}

function isList(value: PlainValue | undefined): value is readonly PlainValue[] {
  return Array.isArray(value);
}
