// Every numbered rule of the behaviour reference is named where it is kept or where it is tested.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** How many rules each letter has; they are numbered from 1 without gaps. */
const ruleCounts: Readonly<Record<string, number>> = {
  M: 6,
  C: 27,
  L: 8,
  P: 57,
  Z: 17,
  J: 6,
  U: 13,
  V: 32,
  Q: 11,
  W: 22,
  K: 10,
  B: 8,
  A: 3,
  E: 3,
  H: 16,
  N: 9,
  D: 5,
};

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') && !path.endsWith('rule-numbers.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

test('no numbered rule is without a name in code or tests', () => {
  const root = join(import.meta.dirname, '../../..');
  const named = new Set<string>();
  for (const folder of ['server/src/core/admission', 'server/src/core/kubernetes', 'test/core/admission']) {
    for (const text of sourcesIn(join(root, folder))) {
      for (const [number] of text.matchAll(/\b[A-Z][0-9]{1,2}\b/g)) named.add(number);
    }
  }
  const numbers = Object.entries(ruleCounts).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  );
  assert.ok(numbers.length > 240);
  assert.deepEqual(
    numbers.filter((number) => !named.has(number)),
    [],
  );
});
