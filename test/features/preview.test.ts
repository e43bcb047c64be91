// Which objects the preview of a set rests on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewData } from '../../server/src/core/features/preview/preview-data.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';

const set = (name: string, claims: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: main, image: example}]}}
  volumeClaimTemplates: ${claims}
`;
const service = (name: string): string => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {clusterIP: None, selector: {app: ${name}}, ports: [{port: 80}]}
`;
const volume = (name: string): string => `apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], nfs: {server: nfs.example.com, path: /srv}}
`;
const CLAIMS = '[{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]';

test('another example of the same repository does not take part', () => {
  const snapshot = snapshotOf({
    'a/web.yaml': `${set('web', CLAIMS)}---\n${volume('pv-a')}`,
    'a/services.yaml': `${service('web')}---\n${service('other')}`,
    'b/db.yaml': `${set('db', CLAIMS)}---\n${volume('pv-b')}---\n${service('db')}`,
  });
  const { shown, sets } = previewData(snapshot, { file: 'a/web.yaml' });
  assert.deepEqual(
    shown?.objects.map(({ resource }) => `${resource.kind} ${resource.name}`),
    ['PersistentVolume pv-a', 'Service web', 'StatefulSet web'],
  );
  assert.equal(shown?.defaultStorageClass, null);
  assert.equal(sets.length, 2);
});

test('volumes of another set say nothing about the default class', () => {
  const snapshot = snapshotOf({
    'a/web.yaml': set('web', CLAIMS),
    'b/db.yaml': `${set('db', CLAIMS)}---\n${volume('pv-b')}`,
  });
  assert.equal(previewData(snapshot, { file: 'a/web.yaml' }).shown?.defaultStorageClass, 'standard');
});

test('a set that is renamed while it is shown is followed', () => {
  const snapshot = snapshotOf({ 'web.yaml': set('web2', '[]') });
  const question = { set: { file: 'web.yaml', namespace: 'default', name: 'web' } };
  assert.equal(previewData(snapshot, question).shown?.set.name, 'web2');
});
