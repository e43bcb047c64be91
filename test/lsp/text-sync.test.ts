import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VERSION } from '../../server/src/core/features/version.ts';
import { FULL_CAPABILITIES, TestClient } from './support/test-client.ts';

const uri = 'file:///w/web.yaml';
const broken = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  abcd: "🌍" x\n';

test('a syntax error is told at its place, follows edits and disappears', async () => {
  const client = await TestClient.start();
  await client.open(uri, broken);
  const [first] = await client.diagnostics(uri, (found) => found.length > 0);
  assert.equal(first?.range.start.line, 4);
  await client.replace(uri, 'apiVersion', '# a comment\napiVersion');
  const [moved] = await client.diagnostics(uri, (found) => found[0]?.range.start.line === 5);
  assert.equal(moved?.severity, 1);
  await client.replace(uri, '" x', '"');
  assert.deepEqual(await client.diagnostics(uri, (found, version) => version === 3 && found.length === 0), []);
  await client.stop();
});

test('columns are counted in the encoding that the client asks for', async () => {
  const columns: Record<string, number | undefined> = {};
  for (const encoding of ['utf-8', 'utf-16', 'utf-32']) {
    const capabilities = { ...FULL_CAPABILITIES, general: { positionEncodings: [encoding] } };
    const client = await TestClient.start({ capabilities });
    assert.equal(client.result.capabilities.positionEncoding, encoding);
    await client.open(uri, broken);
    const [found] = await client.diagnostics(uri, (all) => all.length > 0);
    columns[encoding] = found?.range.start.character;
    await client.stop();
  }
  assert.deepEqual(columns, { 'utf-8': 15, 'utf-16': 13, 'utf-32': 12 });
});

test('a burst of edits is answered once, for the last version', async () => {
  const client = await TestClient.start();
  await client.open(uri, broken);
  await client.diagnostics(uri, (found) => found.length > 0);
  const before = client.notifications.length;
  let last = 0;
  for (let index = 0; index < 50; index += 1)
    last = await client.replace(uri, 'kind:', index % 2 ? 'kind: ' : ' kind:'.trim());
  await client.diagnostics(uri, (_, version) => version === last);
  const answers = client.notifications.slice(before).filter(({ method }) => method.endsWith('publishDiagnostics'));
  assert.ok(answers.length < 25, `${answers.length} answers`);
  await client.stop();
});

test('text that is not Kubernetes gets no word', async () => {
  const client = await TestClient.start();
  await client.open(uri, 'a: [1\nb: "');
  assert.deepEqual(await client.diagnostics(uri), []);
  await client.stop();
});

test('the version is that of the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  assert.equal(VERSION, JSON.parse(text).version);
});
