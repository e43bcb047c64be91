// Whether the generated schema is missing or older than what it is made from.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files of `.build/generated`, relative to the root. */
export const GENERATED = ['.build/generated/structure.mjs', '.build/generated/texts.mjs'];

/** @param {string} root folder of the product */
export function isSchemaStale(root) {
  const outputs = GENERATED.map((path) => join(root, path));
  if (!outputs.every(existsSync)) return true;
  const schema = join(root, 'scripts/schema');
  const sources = [
    join(root, 'scripts/generate.ts'),
    join(root, 'package-lock.json'),
    ...readdirSync(schema).map((name) => join(schema, name)),
  ];
  const newestSource = Math.max(...sources.map((path) => statSync(path).mtimeMs));
  return outputs.some((path) => statSync(path).mtimeMs < newestSource);
}
