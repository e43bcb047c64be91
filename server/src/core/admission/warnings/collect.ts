// How warnings are collected, and those about amounts of bytes that are no whole number (Z1, Z2).

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { Path, PlainObject } from '../../kubernetes/plain-value.ts';
import { isWholeQuantity, quantityText } from '../../kubernetes/quantity.ts';
import type { Answer } from '../answer.ts';
import { child, type FieldPath, fieldText, keyed, placeOf } from '../field-path.ts';
import { objectOf } from '../read.ts';
import { goQuoted } from '../server-value.ts';
import { quantityField } from '../validate/scalars.ts';

export type Warning = Answer['warnings'][number];

/** Collects warnings in the server's order. */
export interface Warnings {
  readonly profile: ClusterProfile;
  readonly add: (rule: string, at: Path, text: string) => void;
}

/** Limits and requests of storage that are no whole number of bytes. */
export function resourceWarnings(warnings: Warnings, rule: string, resources: PlainObject, path: FieldPath): void {
  for (const list of ['requests', 'limits']) {
    const amounts = objectOf(resources, list);
    if (amounts && isFractional(amounts, 'storage')) {
      quantityWarning(warnings, rule, amounts, 'storage', keyed(child(path, list), 'storage'));
    }
  }
}

export function isFractional(amounts: PlainObject, name: string): boolean {
  return Object.hasOwn(amounts, name) && !isWholeQuantity(quantityField(amounts, name));
}

export function quantityWarning(
  warnings: Warnings,
  rule: string,
  amounts: PlainObject,
  name: string,
  path: FieldPath,
): void {
  const shown = goQuoted(quantityText(quantityField(amounts, name)));
  const text = `${fieldText(path)}: fractional byte value ${shown} is invalid, must be an integer`;
  warnings.add(rule, placeOf(path), text);
}
