import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldAtCursor } from '../../client/src/preview/place-at-cursor.ts';
import type { PreviewModel, SourcePlace } from '../../server/src/protocol/preview-messages.ts';

function place(startLine: number, endLine: number, uri = 'file:///a.yaml'): SourcePlace {
  return { uri, start: { line: startLine, character: 0 }, end: { line: endLine, character: 80 } };
}

const model: PreviewModel = {
  sets: [],
  isStale: false,
  refusals: [],
  minor: 37,
  minors: [37],
  clusterDomain: 'cluster.local',
  defaultStorageClass: null,
  findings: [],
  objects: [
    {
      kind: 'StatefulSet',
      namespace: 'default',
      name: 'web',
      object: {},
      place: place(0, 20),
      fields: { spec: place(4, 20), 'spec.replicas': place(6, 6) },
    },
  ],
};

test('the innermost field counts', () => {
  assert.equal(fieldAtCursor(model, { uri: 'file:///a.yaml', line: 6, character: 4 })?.field, 'spec.replicas');
  assert.equal(fieldAtCursor(model, { uri: 'file:///a.yaml', line: 9, character: 0 })?.field, 'spec');
  assert.equal(fieldAtCursor(model, { uri: 'file:///a.yaml', line: 1, character: 0 })?.field, '');
});

test('outside the objects, and in other files, there is none', () => {
  assert.equal(fieldAtCursor(model, { uri: 'file:///a.yaml', line: 30, character: 0 }), undefined);
  assert.equal(fieldAtCursor(model, { uri: 'file:///b.yaml', line: 6, character: 0 }), undefined);
});
