// Reading decoded objects without trusting their shape: every function answers with the zero value of its type where a
// field is absent or of another type, as Go's structs do. Validators and defaults read through these only, so that no
// input can make them throw.

import { isPlainObject, type PlainObject, type PlainValue } from '../kubernetes/plain-value.ts';

/** A decoded object that its owner may still change: defaults and preparation work on a copy of their own. */
export interface MutableObject {
  [key: string]: MutableValue;
}

export type MutableValue = null | boolean | string | number | bigint | MutableValue[] | MutableObject;

type Parent = PlainObject | undefined;

const empty: PlainObject = {};

export function isMutableObject(value: MutableValue | undefined): value is MutableObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isMutableList(value: MutableValue | undefined): value is MutableValue[] {
  return Array.isArray(value);
}

/** The field's value, or `undefined` where it is absent or null: both mean the same to the server. */
export function fieldOf(parent: Parent, key: string): PlainValue | undefined {
  if (parent === undefined || !Object.hasOwn(parent, key)) return undefined;
  const value = parent[key];
  return value === null ? undefined : value;
}

export function isSet(parent: Parent, key: string): boolean {
  return fieldOf(parent, key) !== undefined;
}

export function textOf(parent: Parent, key: string): string {
  const value = fieldOf(parent, key);
  return typeof value === 'string' ? value : '';
}

export function numberOf(parent: Parent, key: string): number {
  const value = fieldOf(parent, key);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}

export function flagOf(parent: Parent, key: string): boolean {
  return fieldOf(parent, key) === true;
}

/** The object of a field, or `undefined` where there is none: what a pointer to a struct is in Go. */
export function objectOf(parent: Parent, key: string): PlainObject | undefined {
  const value = fieldOf(parent, key);
  return isPlainObject(value) ? value : undefined;
}

/** The object of a field, empty where absent: what an embedded struct is in Go. */
export function structOf(parent: Parent, key: string): PlainObject {
  return objectOf(parent, key) ?? empty;
}

export function listOf(parent: Parent, key: string): readonly PlainValue[] {
  const value = fieldOf(parent, key);
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; an element that is none, such as null, counts as empty. */
export function objectsOf(parent: Parent, key: string): readonly PlainObject[] {
  return listOf(parent, key).map((element) => (isPlainObject(element) ? element : empty));
}

export function textsOf(parent: Parent, key: string): readonly string[] {
  return listOf(parent, key).map((element) => (typeof element === 'string' ? element : ''));
}

/** The entries of a map of texts; a value that is none, such as null, counts as empty. */
export function entriesOf(parent: Parent, key: string): readonly (readonly [string, string])[] {
  const value = fieldOf(parent, key);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).map(([name, text]) => [name, typeof text === 'string' ? text : ''] as const);
}

/** A copy without the nulls of fields that the caller may change; keys keep their order. */
export function mutableCopy(object: PlainObject): MutableObject {
  const copy: MutableObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (value !== null && value !== undefined) define(copy, key, mutableValue(value));
  }
  return copy;
}

function mutableValue(value: PlainValue): MutableValue {
  if (isPlainObject(value)) return mutableCopy(value);
  // `isPlainObject` leaves lists and scalars; `Array.isArray` does not narrow a readonly array away.
  return isList(value) ? value.map(mutableValue) : value;
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

/** Sets a key also where it is `__proto__`, which plain assignment would take for the prototype. */
export function define(object: MutableObject, key: string, value: MutableValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}

/** The object of a field for changing, or `undefined` where there is none. */
export function mutableObjectOf(parent: MutableObject | undefined, key: string): MutableObject | undefined {
  if (parent === undefined || !Object.hasOwn(parent, key)) return undefined;
  const value = parent[key];
  return isMutableObject(value) ? value : undefined;
}

/** The object of a field for changing, made where it is absent. */
export function ensureObject(parent: MutableObject, key: string): MutableObject {
  const found = mutableObjectOf(parent, key);
  if (found) return found;
  const made: MutableObject = {};
  parent[key] = made;
  return made;
}

export function mutableObjectsOf(parent: MutableObject | undefined, key: string): MutableObject[] {
  if (parent === undefined || !Object.hasOwn(parent, key)) return [];
  const value = parent[key];
  return isMutableList(value) ? value.filter(isMutableObject) : [];
}

/** Sets a field that is absent, as a default for a pointer does. */
export function setIfAbsent(parent: MutableObject, key: string, value: MutableValue): void {
  if (!isSet(parent, key)) parent[key] = value;
}

/** Sets a field that is absent or zero (`""`, 0), as a default for a plain field does. */
export function setIfZero(parent: MutableObject, key: string, value: string | number): void {
  const found = fieldOf(parent, key);
  if (found === undefined || found === '' || found === 0 || found === 0n) parent[key] = value;
}
