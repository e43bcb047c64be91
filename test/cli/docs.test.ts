import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { texts } from '../../server/src/cli/texts.ts';

test('the page about the command line shows the program’s own help', () => {
  const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  assert.ok(page.includes(texts.help), 'docs/cli.md is stale: copy the output of --help into it');
});
