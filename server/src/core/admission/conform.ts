// Makes a value conform to the structure of its kind: what the decoder would hold of it if it skipped everything that
// it refuses. The result is a fresh copy that its owner may change. Nothing is reported here: `decode.ts` does that.

import type { MinorVersion } from '../kubernetes/cluster-profile.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../kubernetes/plain-value.ts';
import { quantityOf, quantityText } from '../kubernetes/quantity.ts';
import { type FieldType, isKnownIn, type ServedKind, type Struct } from '../kubernetes/schema.ts';

/** A copy that nobody else holds, so that defaults may be filled in place. Without prototype, like every PlainObject. */
export interface FreshObject {
  [key: string]: FreshValue;
}

export type FreshValue = null | boolean | string | number | bigint | FreshValue[] | FreshObject;

/**
 * The object without unknown fields, wrong types and nulls: a null field is absent, a null element of a list the empty
 * value of its type, a null value of a map of texts `""`, quantities are in canonical form.
 */
export function conform(value: PlainObject, served: ServedKind, minor: MinorVersion): FreshObject {
  return conformStruct(value, served.struct, minor);
}

function freshObject(): FreshObject {
  // An object without prototype has no properties, so every property it has later is one that was put there.
  return Object.create(null) as FreshObject;
}

function conformStruct(value: PlainObject, struct: Struct, minor: MinorVersion): FreshObject {
  const result = freshObject();
  for (const key of Object.keys(value)) {
    const field = struct.fields.get(key);
    const given = value[key];
    if (!field || given === undefined || given === null || !isKnownIn(field, minor)) continue;
    const conformed = conformValue(given, field.type, minor);
    if (conformed !== undefined) result[key] = conformed;
  }
  return result;
}

/** The zero value that a null stands for inside a list or map. */
function zeroOf(type: FieldType): FreshValue | undefined {
  switch (type.is) {
    case 'text':
    case 'bytes':
      return '';
    case 'truth':
      return false;
    case 'int32':
    case 'int64':
    case 'number-or-text':
      return 0;
    case 'quantity':
      return '0';
    case 'struct':
      return freshObject();
    case 'time':
    case 'any':
    case 'list':
    case 'map':
      return undefined;
  }
}

function conformValue(value: PlainValue, type: FieldType, minor: MinorVersion): FreshValue | undefined {
  if (value === null) return zeroOf(type);
  switch (type.is) {
    case 'text':
    case 'bytes':
    case 'time':
      return typeof value === 'string' ? value : undefined;
    case 'truth':
      return typeof value === 'boolean' ? value : undefined;
    case 'int32':
      return isInt32(value) ? value : undefined;
    case 'int64':
      return isInt64(value) ? value : undefined;
    case 'number-or-text':
      return typeof value === 'string' || isInt32(value) ? value : undefined;
    case 'quantity': {
      const read = quantityOf(value);
      return read.ok ? quantityText(read.quantity) : undefined;
    }
    case 'any':
      return copyOf(value);
    case 'list':
      return Array.isArray(value) ? conformList(value, type.of, minor) : undefined;
    case 'map':
      return isPlainObject(value) ? conformMap(value, type.of, minor) : undefined;
    case 'struct':
      return isPlainObject(value) ? conformStruct(value, type.struct, minor) : undefined;
  }
}

function conformList(value: readonly PlainValue[], of: FieldType, minor: MinorVersion): FreshValue[] {
  // A malformed element leaves its place to the empty value, so that positions stay those of the manifest.
  return value.map((element) => conformValue(element, of, minor) ?? zeroOf(of) ?? null);
}

function conformMap(value: PlainObject, of: FieldType, minor: MinorVersion): FreshObject {
  const result = freshObject();
  for (const key of Object.keys(value)) {
    const conformed = conformValue(value[key] ?? null, of, minor);
    if (conformed !== undefined) result[key] = conformed;
  }
  return result;
}

function copyOf(value: PlainValue): FreshValue {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isPlainObject(value)) return value as FreshValue; // Neither list nor object: an immutable scalar or null.
  const result = freshObject();
  for (const key of Object.keys(value)) result[key] = copyOf(value[key] ?? null);
  return result;
}

/** Whether a JSON number fits Go's int32; `3.0` is 3. */
export function isInt32(value: PlainValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -2147483648 && value <= 2147483647;
}

/** Whether a JSON number fits Go's int64. */
export function isInt64(value: PlainValue): value is number | bigint {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value;
  return typeof value === 'number' && Number.isSafeInteger(value);
}
