import assert from 'node:assert/strict';
import { it } from 'node:test';
import { editDistance, nearestName } from '../../../server/src/core/rules/near-names.ts';

it('finds the one slip', () => {
  assert.equal(nearestName('ngnix', ['nginx', 'redis']), 'nginx');
  assert.equal(nearestName('postgre', ['postgres']), 'postgres');
});

it('is silent where two are as near, or numbers differ on purpose', () => {
  assert.equal(nearestName('weba', ['webb', 'webc']), undefined);
  assert.equal(nearestName('db-1', ['db-2']), undefined);
  assert.equal(nearestName('app', ['web']), undefined);
});

it('counts a swap as one step, and gives up early', () => {
  assert.equal(editDistance('ngnix', 'nginx', 2), 1);
  assert.equal(editDistance('kafka', 'zookeeper', 2), 3);
});
