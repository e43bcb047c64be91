// What an allowed edit will do, told from the two manifests.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consequencesOfEdit } from '../../../server/src/core/admission/edit-consequences.ts';
import { consequenceText } from '../../../server/src/core/admission/texts/en.ts';
import { DEFAULT_PROFILE } from '../../../server/src/core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../../../server/src/core/kubernetes/plain-value.ts';

function set(spec: PlainObject, image = 'postgres:17'): PlainObject {
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: { selector: { matchLabels: { app: 'db' } }, template, ...spec },
  };
}

function sentences(before: PlainObject, after: PlainObject): readonly string[] {
  return consequencesOfEdit(before, after, DEFAULT_PROFILE).map(({ id, facts }) => consequenceText(id, facts));
}

const claims = [{ metadata: { name: 'data' }, spec: {} }];

test('scaling in says what becomes of the claims', () => {
  const before = set({ replicas: 5, volumeClaimTemplates: claims });
  const after = set({ replicas: 3, volumeClaimTemplates: claims });
  assert.deepEqual(sentences(before, after), [
    'Scaling in from 5 to 3 leaves 2 claims behind, which a later scale-out uses again',
  ]);
  const policy = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } };
  assert.deepEqual(
    sentences(
      set({ replicas: 5, volumeClaimTemplates: claims, ...policy }),
      set({ replicas: 4, volumeClaimTemplates: claims, ...policy }),
    ),
    ['Scaling in from 5 to 4 deletes 1 claim and the data'],
  );
});

test('a template edit rolls, is held back by a partition, or waits', () => {
  const rolling = { replicas: 5, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } };
  assert.deepEqual(sentences(set(rolling), set(rolling, 'postgres:18')), [
    'The changed template replaces 2 Pods, from the highest ordinal down; the partition 3 holds 3 Pods back',
  ]);
  const onDelete = { replicas: 1, updateStrategy: { type: 'OnDelete' } };
  assert.deepEqual(sentences(set(onDelete), set(onDelete, 'postgres:18')), [
    'With OnDelete the changed template reaches none of 1 Pod until it is deleted',
  ]);
});

test('a field that is no longer written falls back', () => {
  assert.deepEqual(sentences(set({ replicas: 3 }), set({})), [
    '"replicas" is no longer written and goes from 3 to its default 1',
  ]);
  const before = set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } });
  assert.deepEqual(sentences(before, set({ updateStrategy: { type: 'RollingUpdate' } })), [
    'Without "rollingUpdate" the partition 2 is gone and all Pods may be updated',
  ]);
});

test('rewriting without a change does nothing', () => {
  assert.deepEqual(sentences(set({}), set({ replicas: 1, podManagementPolicy: 'OrderedReady' })), []);
});
