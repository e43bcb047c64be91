import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Document, isCollection, isMap, isNode, isScalar, visit } from 'yaml';
import { applyChange, isEqualValue, type ValueChange } from '../../server/src/core/features/edits/apply-change.ts';
import { editsToDocument } from '../../server/src/core/features/edits/document-edits.ts';
import { isPlainObject, type Path, type PlainValue } from '../../server/src/core/kubernetes/plain-value.ts';
import { nodeValue } from '../../server/src/core/model/node-value.ts';
import { applyEdits } from '../../server/src/core/text/apply-edits.ts';
import { readYamlDocument } from '../../server/src/core/yaml/read-yaml.ts';

const keys = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'spec',
  'ports',
  'labels',
  'app.kubernetes.io/name',
  'x y',
  'yes',
  '8080',
];
const words = [
  'web',
  '10Gi',
  'yes',
  '0644',
  '1:30',
  '',
  ' a ',
  'a: b',
  '# no',
  '- x',
  'two\nlines\n',
  'a\n\nb',
  "it's",
  'tab\there',
  '{x}',
  '🌍',
  'null',
  '~',
  'a #b',
  '"q"',
];
const scalars = fc.oneof(
  fc.constantFrom(...words),
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: -5, max: 70000 }),
);
const { value: values } = fc.letrec<{ value: PlainValue; object: PlainValue; list: PlainValue }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalars, tie('object'), tie('list')),
  object: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  list: fc.array(tie('value'), { maxLength: 4 }),
}));
const objects = fc.dictionary(fc.constantFrom(...keys), values, { minKeys: 1, maxKeys: 6, noNullPrototype: true });

interface Writing {
  readonly indent: number;
  readonly indentSeq: boolean;
  readonly singleQuote: boolean;
  readonly flow: number;
  readonly comments: number;
  readonly isCarriageReturn: boolean;
  readonly isClosed: boolean;
  readonly seed: number;
}

const writings: fc.Arbitrary<Writing> = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  singleQuote: fc.boolean(),
  flow: fc.constantFrom(0, 0, 0.1, 1),
  comments: fc.constantFrom(0, 0.2),
  isCarriageReturn: fc.boolean(),
  isClosed: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

/** The value as somebody might have written it. */
function write(value: PlainValue, writing: Writing): string {
  let state = writing.seed;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let comments = 0;
  const document = new Document(value, { version: '1.1' });
  visit(document, {
    Node(_, node) {
      if (isCollection(node) && random() < writing.flow) node.flow = true;
    },
    Pair(_, pair) {
      if (isNode(pair.key) && random() < writing.comments) pair.key.commentBefore = ` c${++comments}`;
      if (isScalar(pair.value) && random() < writing.comments) pair.value.comment = ` c${++comments}`;
    },
  });
  const text = document.toString({
    indent: writing.indent,
    indentSeq: writing.indentSeq,
    singleQuote: writing.singleQuote,
    lineWidth: 0,
  });
  const ended = writing.isClosed ? text : text.replace(/\n$/, '');
  return writing.isCarriageReturn ? ended.replaceAll('\n', '\r\n') : ended;
}

function pathsOf(value: PlainValue, path: Path = []): readonly Path[] {
  const children = Array.isArray(value)
    ? value.flatMap((item: PlainValue, index) => pathsOf(item, [...path, index]))
    : isPlainObject(value)
      ? Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))
      : [];
  return [path, ...children];
}

function changeAt(value: PlainValue, pick: number, kind: string, added: PlainValue): ValueChange {
  const paths = pathsOf(value).filter((path) => path.length > 0);
  const at = paths[pick % paths.length] ?? [];
  if (kind === 'remove') return { do: 'remove', at };
  if (kind === 'insert') return { do: 'insert', at, index: pick % 3, value: added };
  if (kind === 'rename-key') return { do: 'rename-key', at, key: 'renamed' };
  if (kind === 'set-new') return { do: 'set', at: [...at, 'added'], value: added };
  if (kind === 'replace-part') return { do: 'replace-part', at, part: { start: 0, end: 1 }, text: 'Z' };
  return { do: 'set', at, value: added };
}

/** Whether a text reads back as the value: some of what the writer of the tests makes is read otherwise by Go. */
function reads(text: string, value: PlainValue): boolean {
  const document = readYamlDocument(text);
  return document.problems.length === 0 && isEqualValue(nodeValue(document.root, document).value, value);
}

test('a change of any value in any writing gives exactly that value', () => {
  let done = 0;
  fc.assert(
    fc.property(
      objects,
      writings,
      fc.nat(),
      fc.constantFrom('set', 'set', 'set-new', 'insert', 'remove', 'rename-key', 'replace-part'),
      values,
      (value, writing, pick, kind, added) => {
        const text = write(value, writing);
        fc.pre(reads(text, value));
        const change = changeAt(value, pick, kind, added);
        const wanted = applyChange(value, change);
        fc.pre(wanted !== undefined);
        const result = editsToDocument(text, [change]);
        assert.ok(result, `no edits for ${JSON.stringify(change)} in\n${text}`);
        const after = applyEdits(text, result.edits);
        assert.ok(reads(after, wanted ?? null), `${JSON.stringify(change)}\n${text}\n=>\n${after}`);
        if (text.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/);
        if (kind === 'set-new' || kind === 'insert' || kind === 'rename-key' || kind === 'replace-part') {
          for (const comment of text.match(/# c\d+/g) ?? [])
            assert.ok(after.includes(comment), `${comment} is gone:\n${after}`);
        }
        done += 1;
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(done > 500);
});

test('no edit where nothing changes', () => {
  fc.assert(
    fc.property(objects, writings, (value, writing) => {
      const text = write(value, writing);
      fc.pre(reads(text, value) && isMap(new Document(value).contents));
      assert.deepEqual(editsToDocument(text, [{ do: 'set', at: [], value }])?.edits, []);
    }),
    { numRuns: 300 },
  );
});
