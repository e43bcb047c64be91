// What a validator reports through: one function per kind of error, each making the Cause with the server's own text
// (behaviour reference 0.3). A `Check` lives for one validation of one object.

import type { ClusterProfile, MinorVersion } from '../kubernetes/cluster-profile.ts';
import { type FeatureGate, isGateOn } from '../kubernetes/feature-gates.ts';
import type { PlainObject, PlainValue } from '../kubernetes/plain-value.ts';
import type { Cause, CauseReason } from './answer.ts';
import { type FieldPath, fieldText, placeOf } from './field-path.ts';
import { goQuoted, serverValue } from './server-value.ts';

export interface Check {
  readonly profile: ClusterProfile;
  readonly minor: MinorVersion;
  readonly causes: Cause[];
}

export function newCheck(profile: ClusterProfile): Check {
  return { profile, minor: profile.minor, causes: [] };
}

export function isOn(check: Check, gate: FeatureGate): boolean {
  return isGateOn(gate, check.profile);
}

function report(
  check: Check,
  rule: string,
  path: FieldPath,
  reason: CauseReason,
  message: string,
  facts: PlainObject,
  on: 'key' | 'value' = 'value',
): void {
  check.causes.push({ field: fieldText(path), reason, message, at: placeOf(path), on, rule, facts });
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`;
}

export function required(check: Check, rule: string, path: FieldPath, detail = ''): void {
  report(check, rule, path, 'FieldValueRequired', withDetail('Required value', detail), { detail });
}

export function invalid(
  check: Check,
  rule: string,
  path: FieldPath,
  value: PlainValue | undefined,
  detail: string,
  on: 'key' | 'value' = 'value',
  more: PlainObject = {},
): void {
  const shown = serverValue(value, check.minor);
  const facts = { value: value ?? null, detail, ...more };
  report(check, rule, path, 'FieldValueInvalid', withDetail(`Invalid value: ${shown}`, detail), facts, on);
}

/** One error per text; the form in which name and number grammars answer. */
export function invalidAll(
  check: Check,
  rule: string,
  path: FieldPath,
  value: PlainValue | undefined,
  details: readonly string[],
  on: 'key' | 'value' = 'value',
): void {
  for (const detail of details) invalid(check, rule, path, value, detail, on);
}

export function forbidden(check: Check, rule: string, path: FieldPath, detail: string, facts: PlainObject = {}): void {
  report(check, rule, path, 'FieldValueForbidden', withDetail('Forbidden', detail), { detail, ...facts });
}

export function internalError(check: Check, rule: string, path: FieldPath, detail: string): void {
  report(check, rule, path, 'InternalError', withDetail('Internal error', detail), { detail });
}

export function notSupported(
  check: Check,
  rule: string,
  path: FieldPath,
  value: PlainValue | undefined,
  supported: readonly string[],
): void {
  const list = supported.map(goQuoted).join(', ');
  const message = `Unsupported value: ${serverValue(value, check.minor)}: supported values: ${list}`;
  report(check, rule, path, 'FieldValueNotSupported', message, { value: value ?? null, supported });
}

export function notFound(check: Check, rule: string, path: FieldPath, value: string, detail = ''): void {
  report(check, rule, path, 'FieldValueNotFound', withDetail(`Not found: ${goQuoted(value)}`, detail), { value });
}

export function duplicate(check: Check, rule: string, path: FieldPath, value: PlainValue): void {
  const message = `Duplicate value: ${serverValue(value, check.minor)}`;
  report(check, rule, path, 'FieldValueDuplicate', message, { value });
}

export function tooLong(check: Check, rule: string, path: FieldPath, limit: number): void {
  const message = `Too long: may not be more than ${limit} bytes`;
  report(check, rule, path, 'FieldValueTooLong', message, { limit });
}

export function tooMany(check: Check, rule: string, path: FieldPath, count: number, limit: number): void {
  const message = `Too many: ${count}: must have at most ${limit} items`;
  report(check, rule, path, 'FieldValueTooMany', message, { count, limit });
}
