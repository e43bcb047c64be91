// Texts that are known to break readers: each ends in bounded time with a handful of problems.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshotOf } from '../../../server/src/core/workspace/snapshot-of.ts';
import type { YamlDocument } from '../../../server/src/core/yaml/document.ts';
import { readYamlDocument } from '../../../server/src/core/yaml/read-yaml.ts';

/** What a busy machine may add: only growth out of all proportion fails, since that multiplies by hundreds. */
const TOLERANCE = 10;

/** Reads within so many milliseconds of the processor's time, which other programs do not spend. */
function readIn(milliseconds: number, text: string): YamlDocument {
  const started = process.cpuUsage();
  const document = readYamlDocument(text);
  const { user, system } = process.cpuUsage(started);
  const took = (user + system) / 1000;
  assert.ok(took < milliseconds * TOLERANCE, `took ${Math.round(took)} ms of the processor`);
  return document;
}

function codesOf(document: YamlDocument): readonly string[] {
  return document.problems.map(({ code }) => code);
}

const block = `${'  name: web\n  image: "nginx:1.27"\n  ports:\n    - port: 80\n'.repeat(25_000)}`;

test('nesting has a limit, told once', () => {
  for (const text of ['['.repeat(50_000), '{a: '.repeat(50_000), '- '.repeat(50_000), 'a:\n'.replace('\n', '') + ' '])
    readIn(1000, text);
  assert.deepEqual(codesOf(readIn(500, `${'['.repeat(300)}${']'.repeat(300)}`)), ['nested-too-deep']);
  let deep = '';
  for (let level = 0; level < 300; level += 1) deep += `${' '.repeat(level)}a:\n`;
  assert.deepEqual(codesOf(readIn(500, deep)), ['nested-too-deep']);
  assert.deepEqual(codesOf(readIn(500, `${'['.repeat(150)}${']'.repeat(150)}`)), []);
});

test('an unclosed bracket in front of two megabytes is one problem', () => {
  assert.deepEqual(codesOf(readIn(4000, `x: [\n${block}`)).slice(0, 1), ['bracket-unclosed']);
  assert.ok(readIn(4000, `[\n${block}`).problems.length <= 21);
});

test('an unclosed quote in front of two megabytes is one problem', () => {
  assert.deepEqual(codesOf(readIn(3000, `x: "a\ny:\n${block}`)), ['quote-unclosed', ...[]]);
});

test('many keys in one mapping cost no more than their number', () => {
  const text = Array.from({ length: 200_000 }, (_, at) => `key${at}: value\n`).join('');
  const document = readIn(3000, text);
  assert.deepEqual(codesOf(document), []);
  assert.equal(document.root?.type === 'mapping' && document.root.entries.length, 200_000);
});

test('large scalars and comments are read in no time', () => {
  const megabytes = 'text and more text '.repeat(250_000);
  for (const text of [`a: ${megabytes}\n`, `a: "${megabytes}"\n`, `a: |\n  ${megabytes}\n`, `# ${megabytes}\na: b\n`])
    assert.deepEqual(codesOf(readIn(2000, text)), []);
});

test('problems are counted up to a limit, and the limit is told', () => {
  const codes = codesOf(readIn(1000, 'a: @\n'.repeat(1000)));
  assert.equal(codes.length, 21);
  assert.equal(codes.at(-1), 'problems-omitted');
});

test('tabs are one problem however often they indent', () => {
  assert.deepEqual(codesOf(readYamlDocument('a:\n\tb: c\n\td: e\n\tf: g\n')), ['tab-indentation']);
});

test('a mistake in one document leaves the others alone', () => {
  const good = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n';
  const snapshot = snapshotOf({ 'a.yaml': `${good}---\n${good}spec: { ports: [\n---\n${good}` });
  const documents = snapshot.files.get('a.yaml')?.documents.map(({ document }) => document) ?? [];
  assert.deepEqual(
    documents.map(({ problems }) => problems.map(({ code }) => code)),
    [[], ['bracket-unclosed'], []],
  );
  assert.deepEqual(
    documents.map(({ manifests }) => manifests.map(({ name }) => name)),
    [['a'], ['a'], ['a']],
  );
});
