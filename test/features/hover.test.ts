import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeEffectiveObject } from '../../server/src/core/features/effective-objects.ts';
import { hoverAt, hoverMarkdown, hoverTargetAt } from '../../server/src/core/features/hover/hover.ts';
import { loadFieldTexts } from '../../server/src/core/kubernetes/field-documentation.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';
import { assertGolden, fixture, fixtures, marked } from './marked-text.ts';

for (const name of fixtures('hover'))
  test(`hover: ${name.replaceAll('-', ' ')}`, async () => {
    const { text, offset } = fixture('hover', name);
    const snapshot = snapshotOf({ 'a.yaml': text }, { effectiveObject: makeEffectiveObject });
    const hover = hoverAt(snapshot, 'a.yaml', offset, await loadFieldTexts());
    const found = hover ? `${text.slice(hover.span.start, hover.span.end)}\n\n${hoverMarkdown(hover)}\n` : 'nothing\n';
    assertGolden('hover', `${name}.md`, found);
  });

test('hover answers on every key and value of a manifest', async () => {
  const { text } = marked(
    '$0apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: a\n          args: ["x"]\n',
  );
  const snapshot = snapshotOf({ 'a.yaml': text }, { effectiveObject: makeEffectiveObject });
  const texts = await loadFieldTexts();
  for (const [word] of text.matchAll(/[\w/]+/g)) {
    const hover = hoverAt(snapshot, 'a.yaml', text.indexOf(word) + 1, texts);
    assert.ok(hover, word);
  }
});

test('hover finds fields in the items of a list, and behind two other documents', () => {
  const { text, offset } = marked(
    'a: 1\n---\nb: 2\n---\nkind: List\napiVersion: v1\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: { name: a }\n    spec:\n      cluster$0IP: None\n',
  );
  const target = hoverTargetAt(snapshotOf({ 'a.yaml': text }), 'a.yaml', offset);
  assert.equal(target?.kind, 'Service');
  assert.deepEqual(target?.path, ['spec', 'clusterIP']);
  assert.equal(text.slice(target.span.start, target.span.end), 'clusterIP');
});
