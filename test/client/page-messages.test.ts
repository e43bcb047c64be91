import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageMessage } from '../../client/src/preview/page-messages.ts';

const set = { uri: 'file:///a.yaml', namespace: 'default', name: 'web' };
const position = { line: 1, character: 2 };

test('every message of the page is understood', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'insert-snippet' },
    { type: 'pick', set },
    { type: 'pin', isPinned: true },
    { type: 'reveal', place: { uri: set.uri, start: position, end: position } },
    { type: 'fix', finding: 'a', fix: 'b' },
    { type: 'write', set, values: [{ field: ['spec', 'replicas'], value: 3 }] },
    { type: 'save', suggestedName: 'web.svg', text: '<svg/>' },
    { type: 'copy', text: 'web-0.web' },
  ])
    assert.deepEqual(readPageMessage(message), message);
});

test('anything else is dropped', () => {
  for (const message of [
    undefined,
    null,
    'ready',
    [],
    {},
    { type: 'eval', code: '1' },
    { type: 'pick', set: { ...set, name: 7 } },
    { type: 'pin', isPinned: 'yes' },
    { type: 'reveal', place: { uri: set.uri, start: { line: -1, character: 0 }, end: position } },
    { type: 'reveal', place: { uri: set.uri, start: { line: 1.5, character: 0 }, end: position } },
    { type: 'write', set, values: [{ field: 'spec.replicas', value: 3 }] },
    { type: 'write', set, values: [{ field: [{}], value: 3 }] },
    { type: 'write', set, values: [{ field: ['spec'] }] },
    { type: 'copy', text: 7 },
    { type: 'copy', text: 'x'.repeat(9 * 1024 * 1024) },
  ])
    assert.equal(readPageMessage(message), undefined, JSON.stringify(message)?.slice(0, 100));
});
