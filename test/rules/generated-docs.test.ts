// The pages of the rules say what the rules do: they are generated, and never edited.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generatedRuleFiles } from '../../scripts/generate-rule-docs.ts';
import { RULES } from '../../server/src/core/rules/registry.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

describe('what is generated from the rules', () => {
  for (const [path, text] of generatedRuleFiles())
    it(`${path} is up to date`, () => {
      const file = join(root, path);
      assert.ok(existsSync(file), `${path} is missing: run npm run generate`);
      // Compared as data where the formatter decides about line breaks.
      if (path.endsWith('.json')) assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(text));
      else assert.equal(readFileSync(file, 'utf8'), text, 'run npm run generate');
    });

  it('no page is left over', () => {
    const pages = readdirSync(join(root, 'docs', 'rules')).filter((name) => name !== 'README.md');
    assert.deepEqual(pages.sort(), RULES.map(({ id }) => `${id}.md`).sort());
  });

  it('rules are sorted by id', () => {
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
    assert.equal(new Set(ids).size, ids.length);
  });
});
