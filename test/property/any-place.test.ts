// Hover and completion answer at every place of every text, finished or not, and what is completed can be read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { completionsAt } from '../../server/src/core/features/completion/completion.ts';
import { makeEffectiveObject } from '../../server/src/core/features/effective-objects.ts';
import { hoverAt } from '../../server/src/core/features/hover/hover.ts';
import { loadFieldTexts } from '../../server/src/core/kubernetes/field-documentation.ts';
import type { Snapshot } from '../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';
import { readYamlDocument } from '../../server/src/core/yaml/read-yaml.ts';
import { caseText, recordingNames } from '../golden/recordings.ts';

const texts = await loadFieldTexts();
const cases = recordingNames(37, 'validation').map((name) => caseText(name, 'validation'));

function snapshot(text: string): Snapshot {
  return snapshotOf({ 'a.yaml': text }, { effectiveObject: makeEffectiveObject });
}

test('no place of any manifest breaks hover or completion', () => {
  const places = fc.tuple(
    fc.constantFrom(...cases),
    fc.nat(),
    fc.constantFrom('', '\n  ', ' - ', '{', '"', ': ', '#', '😀'),
  );
  fc.assert(
    fc.property(places, ([text, number, typed]) => {
      const at = number % (text.length + 1);
      const changed = text.slice(0, at) + typed + text.slice(at);
      const offset = at + typed.length;
      const view = snapshot(changed);
      const hover = hoverAt(view, 'a.yaml', offset, texts);
      if (hover) assert.ok(hover.span.start <= offset && offset <= hover.span.end);
      for (const { replaced } of completionsAt(view, 'a.yaml', offset))
        assert.ok(replaced.start <= offset && offset <= replaced.end);
    }),
    { numRuns: 400 },
  );
});

test('a field that is completed on a line of its own reads as that field', () => {
  const text = cases.find((candidate) => candidate.includes('containers:\n')) ?? assert.fail('no such case');
  const lines = [...text.matchAll(/^( +)[a-zA-Z]+:.*$/gm)].filter(
    ({ index }) => !text.slice(0, index).includes('\n---'),
  );
  let completed = 0;
  for (const { index, 1: margin = '' } of lines.slice(0, 12)) {
    const opened = `${text.slice(0, index)}${margin}\n${text.slice(index)}`;
    for (const item of completionsAt(snapshot(opened), 'a.yaml', index + margin.length)) {
      const plain = item.snippet.replace(/\$\{\d\|([^,|]*)[^}]*\}|\$\{\d+:([^}]*)\}|\$\d/g, '$1$2');
      const result = opened.slice(0, item.replaced.start) + plain + opened.slice(item.replaced.end);
      const first = result.split('\n---')[0] ?? '';
      assert.deepEqual(readYamlDocument(first).problems, [], `${item.label}\n${first}`);
      completed += 1;
    }
  }
  assert.ok(completed > 20);
});
