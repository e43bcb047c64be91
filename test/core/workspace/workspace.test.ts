import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest } from '../../../server/src/core/model/manifest.ts';
import type { Snapshot } from '../../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../../server/src/core/workspace/snapshot-of.ts';

const statefulSet = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  template: { metadata: { labels: { app: web, tier: data } } }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web } }
`;

function firstOf(snapshot: Snapshot, file: string): Manifest {
  const manifest = snapshot.files.get(file)?.documents.flatMap(({ document }) => document.manifests)[0];
  assert.ok(manifest, `no manifest in ${file}`);
  return manifest;
}

test('objects of one file find each other', () => {
  const snapshot = snapshotOf({ 'web.yaml': `${service}---\n${statefulSet}` });
  const view = snapshot.unitOf('web.yaml', firstOf(snapshot, 'web.yaml'));
  assert.equal(view.find('Service', 'default', 'web')?.kind, 'Service');
  assert.equal(view.find('Service', 'default', 'db'), undefined);
  assert.deepEqual(
    view.workloadsSelectedBy('default', { app: 'web' }).map((resource) => resource.kind),
    ['StatefulSet'],
  );
  assert.deepEqual(view.workloadsSelectedBy('default', { app: 'db' }), []);
  assert.equal(
    view.ofKind('StatefulSet')[0],
    snapshot.resourceOf('web.yaml', view.ofKind('StatefulSet')[0]?.manifest ?? firstOf(snapshot, 'web.yaml')),
  );
});

test('files of a folder belong together, and a copy elsewhere does not count', () => {
  const snapshot = snapshotOf({
    'dev/web.yaml': statefulSet,
    'dev/service.yaml': service,
    'prod/web.yaml': statefulSet,
  });
  const dev = snapshot.unitOf('dev/web.yaml', firstOf(snapshot, 'dev/web.yaml'));
  const prod = snapshot.unitOf('prod/web.yaml', firstOf(snapshot, 'prod/web.yaml'));
  assert.equal(dev.find('Service', 'default', 'web')?.file, 'dev/service.yaml');
  assert.equal(prod.find('Service', 'default', 'web'), undefined);
  assert.equal(prod.ofKind('StatefulSet').length, 1);
});

test('a place is given for written fields, and for others that of the nearest written parent', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n';
  const manifest = firstOf(snapshotOf({ 'a.yaml': text }), 'a.yaml');
  const port = manifest.place(['spec', 'ports', 0, 'port']);
  assert.equal(text.slice(port.value.start, port.value.end), '80');
  assert.equal(port.key && text.slice(port.key.start, port.key.end), 'port');
  const missing = manifest.place(['spec', 'selector', 'app']);
  assert.equal(missing.written, false);
  assert.deepEqual(missing.path, ['spec']);
  assert.equal(missing.key && text.slice(missing.key.start, missing.key.end), 'spec');
});
