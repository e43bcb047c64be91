import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueAt } from '../../../server/src/core/kubernetes/plain-value.ts';

test('a value is found by keys and positions, and only where every step exists', () => {
  const root = { spec: { ports: [{ name: 'web' }] } };
  assert.equal(valueAt(root, ['spec', 'ports', 0, 'name']), 'web');
  assert.equal(valueAt(root, ['spec', 'ports', 1, 'name']), undefined);
  assert.equal(valueAt(root, ['spec', 'toString']), undefined);
});
