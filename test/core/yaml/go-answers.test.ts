// What sigs.k8s.io/yaml 1.6.0 (`YAMLToJSON`, with go.yaml.in/yaml/v2 2.4.4 below it) made of texts, recorded once:
// kubectl reads manifests by it. Our reader accepts, refuses and understands the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeValue } from '../../../server/src/core/model/node-value.ts';
import { readYamlDocument } from '../../../server/src/core/yaml/read-yaml.ts';

interface GoAnswer {
  readonly text: string;
  readonly json?: string;
  readonly error?: string;
}

const answers: readonly GoAnswer[] = JSON.parse(readFileSync(new URL('go-answers.json', import.meta.url), 'utf8'));

/**
 * Go reads the first document of a text and drops, without a word, what stands in front of a less indented line or
 * behind a scalar. We report that; kubectl would apply a part of the file.
 */
const silentlyCut =
  /^(?:bad-indentation|unexpected-text|colon-missing|colon-unexpected|quote-unclosed|bad-scalar-start)$/;

for (const [number, { text, json, error }] of answers.entries()) {
  test(`text ${number} means what Go makes of it: ${JSON.stringify(text.slice(0, 40))}`, () => {
    const document = readYamlDocument(text);
    const problem = document.problems.find(({ severity }) => severity === 'error');
    if (json === undefined) {
      assert.ok(problem, `Go refuses it: ${error}`);
    } else if (problem !== undefined) {
      assert.match(problem.code, silentlyCut);
      assert.ok(isCut(json, text), `Go reads it as ${json}, we say ${problem.code}`);
    } else {
      assert.deepEqual(inOrder(nodeValue(document.root, document).value), inOrder(JSON.parse(json)));
    }
  });
}

/** Whether the last words of a text are missing in what Go made of it. */
function isCut(json: string, text: string): boolean {
  const words = text.match(/[A-Za-z0-9]{3,}|[a-z]\b/g) ?? [];
  return words.some((word) => !json.includes(word));
}

/** Comparable: keys sorted, and integers as the doubles that `JSON.parse` makes of them. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  const entries = Object.entries(value).map(([key, item]) => [key, inOrder(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
