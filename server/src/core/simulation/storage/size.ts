// Sizes as one number to sort by: exact, in billionths. Spelling, printing and refusals of quantities are not made here.

/** Billionths of the unit; a quantity has no finer steps. */
export type NanoQuantity = bigint;

const NANOS_PER_UNIT = 1_000_000_000n;
const LARGEST_BINARY = (2n ** 63n - 1n) * NANOS_PER_UNIT;
const FORM = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*)([-+]?[0-9]*)$/;
const DECIMAL_SUFFIXES = new Map([
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
]);
const BINARY_SUFFIXES = new Map([
  ['Ki', 10n],
  ['Mi', 20n],
  ['Gi', 30n],
  ['Ti', 40n],
  ['Pi', 50n],
  ['Ei', 60n],
]);

/**
 * Reads a quantity such as `1.5Gi`, `100m`, `2e3` or a plain number.
 *
 * @returns billionths, rounded away from zero; `undefined` where the API would refuse the text.
 * Rules: `k8s.io/apimachinery/pkg/api/resource/quantity.go`, `ParseQuantity`.
 */
export function parseQuantity(value: string | number | bigint): NanoQuantity | undefined {
  const match = FORM.exec(String(value).trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = '', exponentDigits = ''] = match;
  if (sign === '' && whole === '' && match[3] === undefined) return undefined;
  const scale = scaleOf(suffix, exponentDigits);
  if (!scale) return undefined;
  const digits = BigInt(whole + fraction || '0');
  const magnitude = scaled(digits, scale.exponent - fraction.length + 9, scale.shift);
  const capped = scale.shift > 0n && magnitude > LARGEST_BINARY ? LARGEST_BINARY : magnitude;
  return sign === '-' ? -capped : capped;
}

/** The value in whole units, rounded up as the API does for sizes in bytes. */
export function wholeUnits(quantity: NanoQuantity): bigint {
  const whole = quantity / NANOS_PER_UNIT;
  return quantity > 0n && whole * NANOS_PER_UNIT !== quantity ? whole + 1n : whole;
}

function scaleOf(suffix: string, exponentDigits: string): { exponent: number; shift: bigint } | undefined {
  if ((suffix === 'e' || suffix === 'E') && /\d/.test(exponentDigits)) {
    const exponent = Number(exponentDigits);
    return Math.abs(exponent) <= 1000 ? { exponent, shift: 0n } : undefined;
  }
  if (exponentDigits !== '') return undefined;
  const exponent = DECIMAL_SUFFIXES.get(suffix);
  if (exponent !== undefined) return { exponent, shift: 0n };
  const shift = BINARY_SUFFIXES.get(suffix);
  return shift === undefined ? undefined : { exponent: 0, shift };
}

/** `digits * 2^shift * 10^exponent`, rounded up. */
function scaled(digits: bigint, exponent: number, shift: bigint): bigint {
  const shifted = digits << shift;
  if (exponent >= 0) return shifted * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (shifted + divisor - 1n) / divisor;
}
