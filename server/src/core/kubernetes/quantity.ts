// Kubernetes quantities (`1Gi`, `500m`, `12e6`) with exact arithmetic: parsing, comparing and printing equal to Go's
// `resource.Quantity`, odd spellings included. Start at `parseQuantity`. Rules E1 to E3 of the behaviour reference 4.3;
// source: apimachinery `pkg/api/resource` (quantity.go, suffix.go, amount.go).

import type { PlainValue } from './plain-value.ts';

type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** The number `unscaled × 10^exponent`. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** The spelling that the server keeps because it takes it for canonical. */
  readonly kept?: string;
  /** Go holds it as a big decimal; rounding then always prints anew. */
  readonly isBig: boolean;
}

export type QuantityError = 'E1' | 'E2' | 'E3';

export type QuantityResult =
  | { readonly ok: true; readonly quantity: Quantity }
  | { readonly ok: false; readonly error: QuantityError };

/** The texts of the decoding errors, without path and value. */
export const QUANTITY_TEXTS: Readonly<Record<QuantityError, string>> = {
  E1: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  E2: "unable to parse quantity's suffix",
  E3: 'unable to parse numeric part of quantity',
};

export const ZERO_QUANTITY: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI', isBig: false };

const nano = -9;
const maxInt64 = 2n ** 63n - 1n;
const maxInt64Digits = 18;

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

const decimalSuffixes: readonly (readonly [string, number])[] = [
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
];
const binarySuffixes: readonly (readonly [string, number])[] = [
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
];
const suffixes: ReadonlyMap<string, Suffix> = new Map<string, Suffix>([
  ...decimalSuffixes.map(([name, exponent]) => [name, { base: 10, exponent, format: 'DecimalSI' }] as const),
  ...binarySuffixes.map(([name, exponent]) => [name, { base: 2, exponent, format: 'BinarySI' }] as const),
]);
const decimalSuffixByExponent: ReadonlyMap<number, string> = new Map(decimalSuffixes.map(([name, e]) => [e, name]));

function readSuffix(text: string): Suffix | undefined {
  const known = suffixes.get(text);
  if (known) return known;
  if (!/^[eE][+-]?[0-9]+$/.test(text)) return undefined;
  const exponent = BigInt(text.slice(1).replace('+', ''));
  if (exponent > maxInt64 || exponent < -maxInt64 - 1n) return undefined;
  return { base: 10, exponent: Number(BigInt.asIntN(32, exponent)), format: 'DecimalExponent' };
}

/** Reads the text of a quantity; no blanks are allowed around it (`quantityOf` trims them). */
export function parseQuantity(text: string): QuantityResult {
  if (text === '') return { ok: false, error: 'E1' };
  if (text === '0') return { ok: true, quantity: { ...ZERO_QUANTITY, kept: '0' } };
  const match = /^([+-]?)(0*)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (!match) return { ok: false, error: 'E1' };
  const [, sign = '', zeros = '', digits = '', denominator = '', suffixText = ''] = match;
  const suffix = readSuffix(suffixText);
  if (!suffix) return { ok: false, error: 'E2' };
  const numerator = digits === '' ? '0' : digits;
  const isNegative = sign === '-';
  const small = parseSmall(text, isNegative, numerator, denominator, suffix);
  if (small) return { ok: true, quantity: small };
  const hasDigits = zeros !== '' || digits !== '' || denominator !== '';
  if (!hasDigits) return { ok: false, error: 'E3' };
  return { ok: true, quantity: parseBig(isNegative, numerator, denominator, suffix) };
}

/** Go's fast path: what fits into 64 bits, where a canonical spelling is kept as it stands. */
function parseSmall(
  text: string,
  isNegative: boolean,
  numerator: string,
  denominator: string,
  suffix: Suffix,
): Quantity | undefined {
  const isBinary = suffix.base === 2;
  if (isBinary && denominator !== '') return undefined;
  const precision = isBinary
    ? 15 - numerator.length - Math.trunc((suffix.exponent * 3) / 10) - 1
    : maxInt64Digits - numerator.length - denominator.length;
  const exponent = (isBinary ? 0 : suffix.exponent) - denominator.length;
  if (precision < 0 || exponent < nano) return undefined;
  const shifted = numerator + denominator;
  const value = BigInt(shifted);
  const unscaled = isBinary ? value << BigInt(suffix.exponent) : value;
  if (unscaled > maxInt64) return undefined;
  const isCanonical = isBinary
    ? (value & 7n) !== 0n
    : exponent % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
  const quantity = { unscaled: isNegative ? -unscaled : unscaled, exponent, format: suffix.format, isBig: false };
  return isCanonical ? { ...quantity, kept: text } : quantity;
}

/** Go's slow path: big decimals, rounded away from zero to nano, binary forms capped at 2^63-1. */
function parseBig(isNegative: boolean, numerator: string, denominator: string, suffix: Suffix): Quantity {
  let unscaled = BigInt(numerator + denominator);
  let exponent = -denominator.length;
  let format = suffix.format;
  if (suffix.base === 10) exponent += suffix.exponent;
  else unscaled <<= BigInt(suffix.exponent);
  if (exponent < nano) {
    unscaled = divideAwayFromZero(unscaled, nano - exponent);
    exponent = nano;
  }
  if (suffix.base === 2) {
    if (compareParts(unscaled, exponent, maxInt64, 0) > 0) {
      unscaled = maxInt64;
      exponent = 0;
    }
    if (unscaled > 0n && compareParts(unscaled, exponent, 1n, 0) < 0) format = 'DecimalSI';
  }
  return { unscaled: isNegative ? -unscaled : unscaled, exponent, format, isBig: true };
}

/** `value / 10^digits`, rounded away from zero. Numbers with more digits than any text holds are not computed. */
function divideAwayFromZero(value: bigint, digits: number): bigint {
  if (value === 0n) return 0n;
  const away = value > 0n ? 1n : -1n;
  if (digits > String(value).length) return away;
  const divisor = 10n ** BigInt(digits);
  const quotient = value / divisor;
  return value % divisor === 0n ? quotient : quotient + away;
}

function compareParts(a: bigint, aExponent: number, b: bigint, bExponent: number): number {
  const aSign = a > 0n ? 1 : a < 0n ? -1 : 0;
  const bSign = b > 0n ? 1 : b < 0n ? -1 : 0;
  if (aSign !== bSign) return aSign < bSign ? -1 : 1;
  if (aSign === 0) return 0;
  // Orders of magnitude are compared first, so that `1e2000000000` is never written out.
  const aDigits = String(a < 0n ? -a : a).length + aExponent;
  const bDigits = String(b < 0n ? -b : b).length + bExponent;
  if (aDigits !== bDigits) return aDigits < bDigits ? -aSign : aSign;
  const low = Math.min(aExponent, bExponent);
  const left = a * 10n ** BigInt(aExponent - low);
  const right = b * 10n ** BigInt(bExponent - low);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** -1, 0 or 1 by exact value: `1Gi` equals `1024Mi`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return compareParts(a.unscaled, a.exponent, b.unscaled, b.exponent);
}

/** Whether the value is a whole number, as bytes have to be (Z1, Z2). */
export function isWholeQuantity(quantity: Quantity): boolean {
  return quantity.exponent >= 0 || rounded(quantity, 0).isExact;
}

/** The value in whole units, rounded away from zero, as where a volume is sought for a claim. */
export function wholeUnits(quantity: Quantity): bigint {
  const { unscaled, exponent } = rounded(quantity, 0).quantity;
  return unscaled * 10n ** BigInt(exponent);
}

function rounded(quantity: Quantity, exponent: number): { quantity: Quantity; isExact: boolean } {
  if (quantity.exponent >= exponent) return { quantity, isExact: true };
  const { format, isBig } = quantity;
  const next: Quantity = {
    unscaled: divideAwayFromZero(quantity.unscaled, exponent - quantity.exponent),
    exponent,
    format,
    isBig,
  };
  return { quantity: next, isExact: compareQuantities(next, quantity) === 0 };
}

/** What defaulting does to requests, limits and capacity: rounded up to a thousandth (`1n` becomes `1m`). */
export function roundedUpToMilli(quantity: Quantity): Quantity {
  if (!quantity.isBig && quantity.exponent >= -3) return quantity;
  const { unscaled, exponent, format, isBig } = rounded(quantity, -3).quantity;
  return { unscaled, exponent, format, isBig };
}

/** The text that the server stores: the spelling itself where it takes it for canonical. */
export function quantityText(quantity: Quantity): string {
  if (quantity.kept !== undefined) return quantity.kept;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI') {
    const isSmall = compareParts(absolute(quantity.unscaled), quantity.exponent, 1024n, 0) < 0;
    const whole = rounded(quantity, 0);
    if (!isSmall && whole.isExact) return binaryText(wholeUnits(whole.quantity));
  }
  return decimalText(quantity);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function binaryText(units: bigint): string {
  let value = units;
  let times = 0;
  while (value !== 0n && value % 1024n === 0n) {
    value /= 1024n;
    times += 1;
  }
  return `${value}${times === 0 ? '' : (binarySuffixes[times - 1]?.[0] ?? '')}`;
}

function decimalText(quantity: Quantity): string {
  let value = quantity.unscaled;
  let exponent = quantity.exponent;
  while (value % 10n === 0n) {
    value /= 10n;
    exponent += 1;
  }
  while (exponent % 3 !== 0) {
    value *= 10n;
    exponent -= 1;
  }
  if (quantity.format === 'DecimalExponent') return exponent === 0 ? `${value}` : `${value}e${exponent}`;
  // Beyond exa Go finds no suffix and prints none.
  return `${value}${decimalSuffixByExponent.get(exponent) ?? ''}`;
}

const blanks = '[\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+';
const outerBlanks = new RegExp(`^${blanks}|${blanks}$`, 'g');

/**
 * The quantity of a field's value as the JSON decoder reads it: a text or a number, null is zero, anything else E1.
 * Blanks around a text are dropped, except those that JSON writes with a backslash.
 */
export function quantityOf(value: PlainValue): QuantityResult {
  if (value === null) return { ok: true, quantity: ZERO_QUANTITY };
  if (typeof value === 'string') return parseQuantity(value.replace(outerBlanks, ''));
  if (typeof value === 'number' || typeof value === 'bigint') return parseQuantity(String(value));
  return { ok: false, error: 'E1' };
}
