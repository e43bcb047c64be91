// Texts with a mark at the cursor, and golden files beside them.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MarkedText {
  readonly text: string;
  readonly offset: number;
}

/** Takes the mark `$0` out of a text. */
export function marked(text: string): MarkedText {
  const offset = text.indexOf('$0');
  assert.ok(offset >= 0, 'no $0 in the text');
  return { text: text.slice(0, offset) + text.slice(offset + 2), offset };
}

/** Names of the fixtures in a folder beside this file, without `.yaml`. */
export function fixtures(folder: string): readonly string[] {
  const names = readdirSync(join(import.meta.dirname, folder)).filter((name) => name.endsWith('.yaml'));
  assert.ok(names.length > 0);
  return names.map((name) => name.replace(/\.yaml$/, ''));
}

export function fixture(folder: string, name: string): MarkedText {
  return marked(readFileSync(join(import.meta.dirname, folder, `${name}.yaml`), 'utf8'));
}

/** Compares with the golden file; `UPDATE_GOLDEN=1` writes it. */
export function assertGolden(folder: string, name: string, found: string): void {
  const file = join(import.meta.dirname, folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, found);
  assert.ok(existsSync(file), `no golden file ${name}`);
  assert.equal(found, readFileSync(file, 'utf8'));
}
