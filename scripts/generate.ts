// Writes what is derived from published packages or from the product's own tables.
// `.build/generated` is never committed: the structure of the API and its texts. `--if-stale` does nothing where it is
// newer than its sources.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSchemaStale } from './schema/staleness.mjs';
import { buildSchema } from './schema/structure.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, '.build/generated');

/** A text that is parsed loads faster than the same data as program code. */
function moduleOf(name: string, value: unknown): string {
  const json = JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `export const ${name} = JSON.parse(\`${json}\`);\n`;
}

if (!process.argv.includes('--if-stale') || isSchemaStale(root)) {
  const { structure, texts } = buildSchema(join(root, 'node_modules'));
  const distinct = [...new Set(texts.values())];
  const numbers = new Map(distinct.map((text, index) => [text, index]));
  const places = Object.fromEntries([...texts].map(([key, text]) => [key, numbers.get(text)]));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'structure.mjs'), moduleOf('structure', structure));
  writeFileSync(join(folder, 'texts.mjs'), moduleOf('texts', { places, distinct }));
  console.log(`generated ${structure.structs.length} structs, ${distinct.length} texts`);
}

// What is committed is written on demand only; a test tells when it is stale. The import comes late because the
// rules stand on what was generated above.
if (!process.argv.includes('--if-stale')) {
  const { generatedRuleFiles } = await import('./generate-rule-docs.ts');
  for (const [path, text] of generatedRuleFiles()) writeFileSync(join(root, path), text);
}
