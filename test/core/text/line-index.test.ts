import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, editBetween } from '../../../server/src/core/text/apply-edits.ts';
import { LineIndex } from '../../../server/src/core/text/line-index.ts';

test('all three line breaks end a line, and a break of two characters ends one line', () => {
  const index = new LineIndex('a\nb\r\nc\rd');
  assert.equal(index.lineCount, 4);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((offset) => index.positionAt(offset)),
    [
      { line: 0, column: 0 },
      { line: 0, column: 1 },
      { line: 1, column: 0 },
      { line: 1, column: 1 },
      { line: 1, column: 1 },
      { line: 2, column: 0 },
      { line: 2, column: 1 },
      { line: 3, column: 0 },
      { line: 3, column: 1 },
    ],
  );
});

test('columns are counted in the encoding that the client asked for', () => {
  const index = new LineIndex('é😀x');
  assert.deepEqual(index.positionAt(3, 'utf-16'), { line: 0, column: 3 });
  assert.deepEqual(index.positionAt(3, 'utf-8'), { line: 0, column: 6 });
  assert.deepEqual(index.positionAt(3, 'utf-32'), { line: 0, column: 2 });
  assert.equal(index.offsetAt({ line: 0, column: 6 }, 'utf-8'), 3);
  assert.equal(index.offsetAt({ line: 0, column: 2 }, 'utf-32'), 3);
  assert.equal(index.offsetAt({ line: 0, column: 4 }, 'utf-8'), 1);
});

test('positions outside of the text count as its nearest end', () => {
  const index = new LineIndex('ab\nc');
  assert.equal(index.offsetAt({ line: 0, column: 99 }), 2);
  assert.equal(index.offsetAt({ line: 9, column: 0 }), 4);
  assert.equal(index.offsetAt({ line: -1, column: 0 }), 0);
  assert.deepEqual(index.positionAt(99), { line: 1, column: 1 });
});

test('edits speak of the text before all of them', () => {
  const edits = [
    { span: { start: 4, end: 5 }, newText: 'E' },
    { span: { start: 1, end: 1 }, newText: '--' },
  ];
  assert.equal(applyEdits('abcdef', edits), 'a--bcdEf');
});

test('the edit between two texts is the smallest that makes one of the other', () => {
  assert.deepEqual(editBetween('replicas: 3', 'replicas: 13'), { span: { start: 10, end: 10 }, newText: '1' });
  assert.deepEqual(editBetween('aa', 'a'), { span: { start: 1, end: 2 }, newText: '' });
  assert.equal(editBetween('same', 'same'), undefined);
});
