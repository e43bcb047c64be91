// Sizes as one number to sort by: exact, in billionths. Quantities themselves are read in `kubernetes/quantity.ts`.

import { quantityOf } from '../../kubernetes/quantity.ts';

/** Billionths of a byte; a quantity has no finer steps. */
export type NanoQuantity = bigint;

const NANO_DIGITS = 9;
const NANOS_PER_UNIT = 1_000_000_000n;
/** Beyond this many zeros all sizes are alike: larger than anything. */
const MOST_ZEROS = 60;

/** What is not a quantity, which the API would have refused, counts as nothing. */
export function parseQuantity(value: string | number | bigint): NanoQuantity {
  const read = quantityOf(value);
  if (!read.ok) return 0n;
  const { unscaled, exponent } = read.quantity;
  // No quantity has more than nine decimals.
  return unscaled * 10n ** BigInt(Math.min(Math.max(exponent + NANO_DIGITS, 0), MOST_ZEROS));
}

/** The value in whole units, rounded up as the API does for sizes in bytes. */
export function wholeUnits(quantity: NanoQuantity): bigint {
  const whole = quantity / NANOS_PER_UNIT;
  return quantity > 0n && whole * NANOS_PER_UNIT !== quantity ? whole + 1n : whole;
}
