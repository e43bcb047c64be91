// When a stored object and a predicted one hold the same: values that are empty or zero may be left out, and what the
// server makes up by itself (uids, times, addresses, ports, names from a prefix) does not count.

import { isPlainObject, type PlainObject, type PlainValue } from '../../server/src/core/kubernetes/plain-value.ts';

const madeUp: ReadonlySet<string> = new Set([
  'creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid',
]);

/** The differing leaves, as `path: recorded … predicted …`. */
export function storedDifferences(recorded: PlainObject, predicted: PlainObject): readonly string[] {
  const differences: string[] = [];
  compare(essence(recorded), essence(predicted), '', differences);
  return differences;
}

function compare(
  recorded: PlainValue | undefined,
  predicted: PlainValue | undefined,
  path: string,
  differences: string[],
): void {
  if (isPlainObject(recorded) && isPlainObject(predicted)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(predicted)])) {
      compare(recorded[key], predicted[key], `${path}.${key}`, differences);
    }
  } else if (Array.isArray(recorded) && Array.isArray(predicted) && recorded.length === predicted.length) {
    for (const [index, element] of recorded.entries()) compare(element, predicted[index], `${path}[${index}]`, differences);
  } else if (recorded !== predicted && !isAssigned(recorded)) {
    differences.push(`${path}: recorded ${shown(recorded)}, predicted ${shown(predicted)}`);
  }
}

function shown(value: PlainValue | undefined): string {
  return JSON.stringify(value, (_key, inner: PlainValue) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

function isAssigned(value: PlainValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isAssigned);
  return typeof value === 'string' && /^<.*>$|-<.*>$/.test(value);
}

/** The value without what is empty or zero, and without what the server makes up. */
function essence(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value === 'bigint') return Number(value);
  if (!isPlainObject(value)) return value;
  const kept: Record<string, PlainValue> = {};
  for (const [key, field] of Object.entries(value)) {
    const inner = essence(field);
    if (!madeUp.has(key) && !isEmpty(inner)) kept[key] = inner;
  }
  return kept;
}

function isEmpty(value: PlainValue): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}
