// Small checks that many rules share, each with the server's text.

import { type ParsedIp, parseCidr, parseIp } from '../../kubernetes/ip-address.ts';
import { percentErrors, portNameErrors, portNumberErrors, SERVER_TEXTS, userIdErrors } from '../../kubernetes/names.ts';
import type { PlainObject, PlainValue } from '../../kubernetes/plain-value.ts';
import { compareQuantities, type Quantity, quantityOf, ZERO_QUANTITY } from '../../kubernetes/quantity.ts';
import { type Check, invalid, invalidAll, isOn, notSupported } from '../check.ts';
import { child, type FieldPath } from '../field-path.ts';
import { fieldOf, isSet, numberOf, textOf } from '../read.ts';

const IP_TEXT = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const CIDR_TEXT = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
const NO_BACKSTEPS = "must not contain '..'";

/** T-NEG for a number field of `holder` that is below zero; an absent one is zero. */
export function nonNegative(check: Check, rule: string, holder: PlainObject, field: string, path: FieldPath): void {
  const value = numberOf(holder, field);
  if (value < 0) invalid(check, rule, child(path, field), value, SERVER_TEXTS['T-NEG']);
}

/** An enumeration that must hold one of the words, the empty text included among the refused ones. */
export function oneOf(
  check: Check,
  rule: string,
  holder: PlainObject,
  field: string,
  path: FieldPath,
  words: readonly string[],
): void {
  const value = textOf(holder, field);
  if (!words.includes(value)) notSupported(check, rule, child(path, field), value, words);
}

/** The same where the field is a pointer: absent is fine, an empty text is not. */
export function oneOfIfSet(
  check: Check,
  rule: string,
  holder: PlainObject,
  field: string,
  path: FieldPath,
  words: readonly string[],
): void {
  if (isSet(holder, field)) oneOf(check, rule, holder, field, path, words);
}

/** A port as number or name: T-PORT or T-PORTNAME. */
export function portNumberOrName(check: Check, rule: string, value: PlainValue | undefined, path: FieldPath): void {
  if (typeof value === 'string') invalidAll(check, rule, path, value, portNameErrors(value, check.minor));
  else {
    const port = typeof value === 'number' ? value : 0;
    invalidAll(check, rule, path, port, portNumberErrors(port));
  }
}

/** T-ID for an id that is set. */
export function userId(check: Check, rule: string, holder: PlainObject, field: string, path: FieldPath): void {
  if (!isSet(holder, field)) return;
  const id = numberOf(holder, field);
  invalidAll(check, rule, child(path, field), id, userIdErrors(id));
}

/** T-MODE for a file mode that is set. */
export function fileMode(check: Check, rule: string, holder: PlainObject, field: string, path: FieldPath): void {
  if (!isSet(holder, field)) return;
  const mode = numberOf(holder, field);
  if (mode < 0 || mode > 511) invalid(check, rule, child(path, field), mode, SERVER_TEXTS['T-MODE']);
}

/** T-NEG or T-PCT for a number or percentage. */
export function positiveIntOrPercent(check: Check, rule: string, value: PlainValue | undefined, path: FieldPath): void {
  if (typeof value === 'string') invalidAll(check, rule, path, value, percentErrors(value, check.minor));
  else if (typeof value === 'number' && value < 0) invalid(check, rule, path, value, SERVER_TEXTS['T-NEG']);
}

/** The number of a percentage, or `undefined` where the value is none. */
export function percentOf(value: PlainValue | undefined): number | undefined {
  return typeof value === 'string' && /^[0-9]+%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}

export function notMoreThan100Percent(
  check: Check,
  rule: string,
  value: PlainValue | undefined,
  path: FieldPath,
): void {
  if ((percentOf(value) ?? 0) > 100) invalid(check, rule, path, value, 'must not be greater than 100%');
}

/** The number that Go makes of a number or percentage; 0 for a text that is neither. */
export function intOrPercentValue(value: PlainValue | undefined): number {
  const percent = percentOf(value);
  if (percent !== undefined) return percent;
  if (typeof value === 'string') return /^[+-]?[0-9]+$/.test(value) ? Number(value) : 0;
  return typeof value === 'number' ? value : 0;
}

/** V6: an address; strictness from 1.36 on refuses leading zeros and mapped addresses. */
export function ipAddress(
  check: Check,
  rule: string,
  value: string,
  path: FieldPath,
  old: readonly string[] = [],
): ParsedIp | undefined {
  const ip = parseIp(value);
  if (old.includes(value)) return ip;
  if (!ip) {
    invalid(check, rule, path, value, IP_TEXT);
    return undefined;
  }
  if (!isOn(check, 'StrictIPCIDRValidation')) return ip;
  if (ip.hasLeadingZeros) invalid(check, rule, path, value, 'must not have leading 0s');
  else if (ip.isMapped) invalid(check, rule, path, value, 'must not be an IPv4-mapped IPv6 address');
  return ip;
}

/** T-CIDR, and from 1.36 on the strict form. */
export function addressRange(
  check: Check,
  rule: string,
  value: string,
  path: FieldPath,
  old: readonly string[] = [],
): void {
  if (old.includes(value)) return;
  const range = parseCidr(value);
  if (!range) invalid(check, rule, path, value, CIDR_TEXT);
  else if (isOn(check, 'StrictIPCIDRValidation')) {
    if (range.ip.hasLeadingZeros || range.prefixHasLeadingZeros) {
      invalid(check, rule, path, value, 'must not have leading 0s in IP or prefix length');
    } else if (range.ip.isMapped) invalid(check, rule, path, value, 'must not have an IPv4-mapped IPv6 address');
    else if (range.hasHostBits) invalid(check, rule, path, value, 'must not have bits set beyond the prefix length');
  }
}

/** `..` as a part of a path. */
export function hasBacksteps(path: string): boolean {
  return path.split('/').includes('..');
}

export function noBacksteps(check: Check, rule: string, value: string, path: FieldPath): void {
  if (hasBacksteps(value)) invalid(check, rule, path, value, NO_BACKSTEPS);
}

/** A relative path without `..`. */
export function localPath(check: Check, rule: string, value: string, path: FieldPath): void {
  if (value.startsWith('/')) invalid(check, rule, path, value, 'must be a relative path');
  noBacksteps(check, rule, value, path);
}

/** The same for a path inside a volume, where names that begin with `..` are the kubelet's own. */
export function localUnreservedPath(check: Check, rule: string, value: string, path: FieldPath): void {
  localPath(check, rule, value, path);
  if (value.startsWith('..') && !value.startsWith('../')) {
    invalid(check, rule, path, value, "must not start with '..'");
  }
}

/** The quantity of a field; zero where it is absent or cannot be read (decoding has refused it then). */
export function quantityField(holder: PlainObject | undefined, field: string): Quantity {
  const read = quantityOf(fieldOf(holder, field) ?? null);
  return read.ok ? read.quantity : ZERO_QUANTITY;
}

export function signOf(quantity: Quantity): number {
  return compareQuantities(quantity, ZERO_QUANTITY);
}
