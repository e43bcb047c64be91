import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumedStorageClass } from '../../../server/src/core/workspace/assumed-storage-class.ts';
import type { Snapshot } from '../../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../../server/src/core/workspace/snapshot-of.ts';

const SET = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n';

function assumedBeside(text: string): ReturnType<typeof assumedStorageClass> {
  const snapshot: Snapshot = snapshotOf({ 'web.yaml': `${SET}---\n${text}` });
  const manifest = snapshot.files.get('web.yaml')?.documents[0]?.document.manifests[0];
  assert.ok(manifest);
  return assumedStorageClass(snapshot.unitOf('web.yaml', manifest));
}

test('without volumes a class that provisions is assumed', () => {
  assert.deepEqual(assumedBeside(''), { name: 'standard', isDeclared: false });
});

test('volumes without a class mean static binding, volumes with one say nothing', () => {
  const volume = (spec: string): string =>
    `apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: one}\nspec: {${spec}}\n`;
  assert.deepEqual(assumedBeside(volume('')), { name: null, isDeclared: false });
  assert.deepEqual(assumedBeside(volume('storageClassName: fast')), { name: 'standard', isDeclared: false });
});

test('a class that the unit marks as default is the default', () => {
  const text =
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n  annotations: {storageclass.kubernetes.io/is-default-class: "true"}\n';
  assert.deepEqual(assumedBeside(text), { name: 'fast', isDeclared: true });
});
