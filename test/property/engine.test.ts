// The engine as properties: any edit gives what reading anew gives, no text at all makes it fail, offsets round-trip.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { applyEdits, editBetween } from '../../server/src/core/text/apply-edits.ts';
import { LineIndex, type PositionEncoding } from '../../server/src/core/text/line-index.ts';
import { PersistentMap } from '../../server/src/core/workspace/persistent-map.ts';
import { DEFAULT_SETTINGS } from '../../server/src/core/workspace/settings.ts';
import type { WorkspaceFile } from '../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';
import { Workspace } from '../../server/src/core/workspace/workspace.ts';
import { splitDocuments } from '../../server/src/core/yaml/split-documents.ts';

const folder = fileURLToPath(new URL('../golden/cases', import.meta.url));
const corpus = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

/** What text is broken by: all that means something in YAML, and breaks that are none everywhere. */
const pieces = fc.constantFrom(
  ...[
    '---\n',
    '\n---\n',
    '\n---',
    '...\n',
    '\n...\n',
    '%YAML 1.1\n',
    ':',
    ': ',
    '- ',
    '\n- ',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '  ',
  ],
  ...[
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    ' # x',
    '&a ',
    '*a',
    '!t ',
    '|\n',
    '>-\n',
    '? ',
    '@',
    '%',
    '`',
    '\\',
    '<<: *a',
  ],
  ...[
    '{{ .Values.x }}',
    '\u{1F600}',
    'é',
    '\u2028',
    '\0',
    'kind: Service\n',
    'apiVersion: v1\n',
    'metadata: { name: a }\n',
  ],
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
);

interface Splice {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}
const splices = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(60),
    text: fc.oneof(pieces, fc.constant('')),
  }),
  { minLength: 1, maxLength: 6 },
);

/** As text: comparing large objects deeply costs minutes when they differ. */
function described(file: WorkspaceFile | undefined): string {
  const documents = file?.documents.map(({ document, offset, index }) => ({
    offset,
    index,
    text: document.text,
    problems: document.problems,
    notPlain: document.notPlain,
    manifests: document.manifests.map(({ kind, name, value, repeatedKeys, item }) => ({
      kind,
      name,
      value,
      repeatedKeys,
      item,
    })),
  }));
  return JSON.stringify(documents, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
}

function checkSplices(start: string, all: readonly Splice[]): void {
  const workspace = new Workspace({
    effectiveObject: (manifest) => manifest.value as never,
    settings: DEFAULT_SETTINGS,
  });
  workspace.apply([{ kind: 'text', file: 'a.yaml', text: start }]);
  let text = start;
  for (const { at, length, text: newText } of all) {
    const from = Math.floor(at * text.length);
    const edit = { span: { start: from, end: Math.min(text.length, from + length) }, newText };
    text = applyEdits(text, [edit]);
    const before = workspace.snapshot.files.get('a.yaml');
    const after = workspace.apply([{ kind: 'edit', file: 'a.yaml', edits: [edit] }]).files.get('a.yaml');
    assert.equal(after?.text, text);
    assert.ok(
      described(after) === described(snapshotOf({ 'a.yaml': text }).files.get('a.yaml')),
      `reading anew differs for ${JSON.stringify(text.slice(0, 300))}`,
    );
    const kept = new Set(before?.documents.map(({ document }) => document));
    const same =
      before?.documents.filter(({ document, offset }) => offset + document.text.length < edit.span.start - 400) ?? [];
    for (const { document } of same.slice(0, -2))
      assert.ok(
        after?.documents.some((placed) => placed.document === document && kept.has(document)),
        'kept untouched documents',
      );
  }
}

test('any edits of any file of the corpus give what reading anew gives', () => {
  fc.assert(
    fc.property(fc.constantFrom(...corpus), splices, (text, all) => checkSplices(text, all)),
    { numRuns: 300 },
  );
});

test('any edits of any text give what reading anew gives', () => {
  fc.assert(
    fc.property(anyText, splices, (text, all) => checkSplices(text, all)),
    { numRuns: 1500 },
  );
});

test('no text makes reading fail, and every span lies inside of its document', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const file = snapshotOf({ 'a.yaml': text }).files.get('a.yaml');
      assert.ok(file);
      let offset = 0;
      for (const placed of file.documents) {
        assert.equal(placed.offset, offset);
        offset += placed.document.text.length;
        for (const { span } of placed.document.problems) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= placed.document.text.length);
        }
        for (const manifest of placed.document.manifests) {
          assert.equal(typeof manifest.value, 'object');
          assert.ok(manifest.place(['spec', 'template', 0]).value.end <= placed.document.text.length);
        }
      }
      assert.equal(offset, text.length);
    }),
    { numRuns: 3000 },
  );
});

test('documents cover their file without gaps', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(
        splitDocuments(text)
          .map(({ start, end }) => text.slice(start, end))
          .join(''),
        text,
      );
    }),
  );
});

test('offsets become positions and offsets again, in all encodings', () => {
  const encodings: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];
  fc.assert(
    fc.property(anyText, fc.nat(), fc.constantFrom(...encodings), (text, at, encoding) => {
      const index = new LineIndex(text);
      const offset = at % (text.length + 1);
      const back = index.offsetAt(index.positionAt(offset, encoding), encoding);
      const isInBreak = text[offset - 1] === '\r' && text[offset] === '\n';
      const isInCharacter =
        encoding !== 'utf-16' &&
        /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '') &&
        /[\uDC00-\uDFFF]/.test(text[offset] ?? '');
      assert.equal(back, isInBreak || isInCharacter ? offset - 1 : offset);
    }),
    { numRuns: 2000 },
  );
});

test('the edit between two texts makes one of the other', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const edit = editBetween(before, after);
      assert.equal(applyEdits(before, edit === undefined ? [] : [edit]), after);
    }),
  );
});

test('a persistent map is a map', () => {
  const key = fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('a', 'b', 'costarring', 'liquid'));
  const step = fc.record({ key, value: fc.option(fc.nat(3)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let map = PersistentMap.empty<number>();
      const model = new Map<string, number>();
      for (const { key: name, value } of steps) {
        const before = map;
        const old = new Map(model);
        map = value === null ? map.without(name) : map.with(name, value);
        if (value === null) model.delete(name);
        else model.set(name, value);
        assert.equal(map.size, model.size);
        assert.deepEqual(before.changedKeys(map), old.get(name) === model.get(name) ? [] : [name]);
      }
      assert.deepEqual(new Map(map), model);
      assert.deepEqual(new Set(PersistentMap.empty<number>().changedKeys(map)), new Set(model.keys()));
    }),
  );
});
