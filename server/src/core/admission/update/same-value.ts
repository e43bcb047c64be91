// When two values mean the same to the server: absent equals empty, quantities compare by amount (`Semantic.DeepEqual`).

import { isPlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import { compareQuantities, quantityOf } from '../../kubernetes/quantity.ts';

const quantityMaps: ReadonlySet<string> = new Set(['requests', 'limits', 'capacity', 'overhead']);

/** Compares two conformed, defaulted values; `field` is the key that holds them. */
export function isSameValue(a: PlainValue | undefined, b: PlainValue | undefined, field = ''): boolean {
  if (a === b) return true;
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isPlainObject(a) && isPlainObject(b)) return isSameObject(a, b, field);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => isSameValue(element, b[index]));
  }
  return false;
}

function isSameObject(
  a: { readonly [key: string]: PlainValue },
  b: { readonly [key: string]: PlainValue },
  field: string,
): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const areQuantities = quantityMaps.has(field);
  for (const key of keys) {
    const left = Object.hasOwn(a, key) ? a[key] : undefined;
    const right = Object.hasOwn(b, key) ? b[key] : undefined;
    if (areQuantities ? !isSameQuantity(left, right) : !isSameValue(left, right, key)) return false;
  }
  return true;
}

function isSameQuantity(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const left = quantityOf(a);
  const right = quantityOf(b);
  return left.ok && right.ok && compareQuantities(left.quantity, right.quantity) === 0;
}

function isEmpty(value: PlainValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}
