// What the API server makes of a plain scalar: YAML 1.1 as Go reads it (go.yaml.in/yaml/v2 resolve.go, v2.4.4) and then
// JSON (sigs.k8s.io/yaml v1.6.0 yaml.go). Quoted and block scalars never come here: they are texts.

import type { PlainValue } from '../kubernetes/plain-value.ts';

const words = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w): [string, boolean] => [w, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w): [string, boolean] => [
    w,
    false,
  ]),
  ...['', '~', 'null', 'Null', 'NULL'].map((w): [string, null] => [w, null]),
]);

const infinities = /^[-+]?\.(?:inf|Inf|INF)$/;
const notNumbers = /^\.(?:nan|NaN|NAN)$/;
const floats = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const leadingDotFloats = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)?$/;

/** The value of an untagged plain scalar. Integers that a double cannot hold exactly are `bigint`. */
export function plainScalarValue(text: string): PlainValue {
  const first = text.charCodeAt(0);
  // Only these first characters can start anything but a text: digits, signs, a dot and the words above.
  const isDigit = first >= 48 && first <= 57;
  if (!isDigit && first !== 43 && first !== 45) {
    if (text.length > 5)
      return first === 46 && leadingDotFloats.test(text) ? finite(Number(text.replaceAll('_', '')), text) : text;
    const word = words.get(text);
    if (word !== undefined) return word;
    if (first !== 46) return text;
    if (infinities.test(text)) return Number.POSITIVE_INFINITY;
    if (notNumbers.test(text)) return Number.NaN;
    return leadingDotFloats.test(text) ? finite(Number(text.replaceAll('_', '')), text) : text;
  }
  if (!isDigit && infinities.test(text)) return first === 45 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (isTimestamp(text)) return text;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = integerValue(plain);
  if (integer !== undefined) return integer;
  return floats.test(plain) ? finite(Number(plain), text) : text;
}

/**
 * The value of a scalar with an explicit tag, or undefined where Go refuses the text under that tag. An unknown tag
 * makes a text of everything.
 */
export function taggedScalarValue(tag: string, text: string): PlainValue | undefined {
  const value = plainScalarValue(text);
  switch (tag) {
    case '!!int':
      return isInteger(value, text) ? value : undefined;
    case '!!float':
      return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
    case '!!bool':
      return typeof value === 'boolean' ? value : undefined;
    case '!!null':
      return value === null ? value : undefined;
    case '!!binary':
      return textOfBase64(text);
    default:
      return text;
  }
}

function isInteger(value: PlainValue, text: string): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && !isFloatText(text));
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text of bytes in base64; bytes that are no UTF-8 become U+FFFD. Undefined where it is no base64. */
function textOfBase64(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  let escaped = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits.replace(/=+$/, '')) {
    held = ((held << 6) | base64Digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return decodeUtf8(escaped);
}

/** Decodes percent-escaped UTF-8 piece by piece, as a malformed piece must not spoil the others. */
function decodeUtf8(escaped: string): string {
  const wellFormed =
    /(?:%[0-7][0-9a-f])+|%(?:c[2-9a-f]|d[0-9a-f])%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-4](?:%[89ab][0-9a-f]){3}|%../g;
  return escaped.replace(wellFormed, (piece) => {
    const isOverlong = /^%(?:e0%[89]|ed%[ab]|f0%8|f4%[9ab])/.test(piece);
    const isAlone = piece.length === 3 && /^%[89a-f]/.test(piece);
    return isOverlong || isAlone ? '\ufffd' : decodeURIComponent(piece);
  });
}

const decimals = /^[-+]?(?:0|[1-9][0-9]*)$/;
const octals = /^([-+]?)0[oO]?([0-7]+)$/;
const hexadecimals = /^([-+]?)0[xX]([0-9a-fA-F]+)$/;
const binaries = /^([-+]?)0[bB]([01]+)$/;
const smallest = -(2n ** 63n);
const largest = 2n ** 64n - 1n;

/** Go's `strconv.ParseInt(text, 0, 64)`, then `ParseUint`, which takes no sign. */
function integerValue(text: string): number | bigint | undefined {
  if (decimals.test(text)) {
    if (text.length < 16) return Number(text) + 0;
    return exact(BigInt(text.startsWith('+') ? text.slice(1) : text), text);
  }
  let match = octals.exec(text);
  let prefix = '0o';
  if (match === null) {
    match = hexadecimals.exec(text);
    prefix = '0x';
  }
  if (match === null) {
    match = binaries.exec(text);
    prefix = '0b';
  }
  if (match === null) return undefined;
  const size = BigInt(prefix + match[2]);
  return exact(match[1] === '-' ? -size : size, text);
}

function exact(value: bigint, text: string): number | bigint | undefined {
  const hasSign = text.startsWith('+') || text.startsWith('-');
  if (value < smallest || value > largest || (hasSign && value >= 2n ** 63n)) return undefined;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Go keeps a number out of range as a text. */
function finite(value: number, text: string): PlainValue {
  // `-0` is 0 in Go's integers and `-0` in its floats; JSON writes both, and nothing in the API tells them apart.
  return Number.isFinite(value) ? value + 0 : text;
}

const timestamps = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ]|$)/;

/** Dates become texts in the JSON; that they are no numbers is all that matters, as no number has this shape. */
function isTimestamp(text: string): boolean {
  return timestamps.test(text);
}

/** The JSON key of a scalar key, or null where Go has none: null, and numbers beyond 64 bits signed. */
export function keyName(value: PlainValue, text: string, isPlain: boolean): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return value >= 2n ** 63n ? null : value.toString();
    case 'number':
      if (isPlain && isFloatText(text)) return floatKey(value);
      return Number.isInteger(value) ? value.toString() : floatKey(value);
    default:
      return null;
  }
}

function isFloatText(text: string): boolean {
  const plain = text.replaceAll('_', '');
  return integerValue(plain) === undefined;
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 32)`: the shortest text of a 32-bit float, exponent from 1e6 or below 1e-4. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(Math.fround(value))) return value > 0 ? '.inf' : '-.inf';
  if (value === 0) return '0';
  const single = Math.fround(value);
  let digits = '';
  for (let precision = 1; precision <= 9; precision += 1) {
    digits = single.toExponential(precision - 1);
    if (Math.fround(Number(digits)) === single) break;
  }
  const [mantissa = '', power = '0'] = digits.split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const size = Math.abs(exponent);
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size < 10 ? '0' : ''}${size}`;
  }
  return exponent >= 0 ? BigInt(Math.trunc(Number(digits))).toString() + fraction(mantissa, exponent) : decimal(digits);
}

function fraction(mantissa: string, exponent: number): string {
  const places = mantissa
    .replace('-', '')
    .replace('.', '')
    .slice(exponent + 1);
  return places === '' ? '' : `.${places}`;
}

function decimal(digits: string): string {
  const [mantissa = '', power = '0'] = digits.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(-Number(power) - 1)}${mantissa.replace('-', '').replace('.', '')}`;
}
