import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeValue } from '../../../server/src/core/model/node-value.ts';
import { snapshotOf } from '../../../server/src/core/workspace/snapshot-of.ts';
import { readYamlDocument } from '../../../server/src/core/yaml/read-yaml.ts';

test('an alias with an anchor, which could name itself, ends and is reported', () => {
  for (const text of ['&a *a\n', '&a \n*a', 'x: &a\n  *a\ny: *a\n']) {
    const document = readYamlDocument(text);
    nodeValue(document.root, document);
    assert.ok(document.problems.length > 0, text);
  }
});

test('an alias bomb is cut before anybody walks over millions of values, and that is told', () => {
  const levels = ['apiVersion: v1', 'kind: ConfigMap', 'a0: &a0 [x, x]'];
  for (let level = 1; level < 60; level += 1) levels.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
  const text = `${levels.join('\n')}\n`;
  const document = readYamlDocument(text);
  assert.deepEqual(document.problems, []);
  const { isCut, value } = nodeValue(document.root, document);
  assert.equal(isCut, true);
  assert.ok(JSON.stringify(value).length < 2_000_000);
  const read = snapshotOf({ 'a.yaml': text }).files.get('a.yaml')?.documents[0]?.document;
  assert.deepEqual(
    read?.problems.map(({ code, severity }) => [code, severity]),
    [['expansion-too-large', 'info']],
  );
});

test('ten thousand aliases of one value are as many values', () => {
  const document = readYamlDocument(`a: &a { x: 1 }\nall: [${'*a, '.repeat(10_000)}]\n`);
  assert.equal(nodeValue(document.root, document).isCut, false);
});

test('a bomb of merge keys ends', () => {
  const levels = ['a0: &a0 { k: 1 }'];
  for (let level = 1; level < 60; level += 1)
    levels.push(`a${level}: &a${level} { <<: [*a${level - 1}, *a${level - 1}], k${level}: 1 }`);
  const document = readYamlDocument(`${levels.join('\n')}\n`);
  const started = performance.now();
  nodeValue(document.root, document);
  assert.ok(performance.now() - started < 5000);
});
