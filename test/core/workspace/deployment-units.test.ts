// The rules of docs/deployment-units.md on trees as they are published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest } from '../../../server/src/core/model/manifest.ts';
import type { Snapshot, UnitView } from '../../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../../server/src/core/workspace/snapshot-of.ts';

const set = (name: string, extra = ''): string =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: ${name}${extra} }\nspec: { serviceName: ${name}, template: { metadata: { labels: { app: ${name} } } } }\n`;
const service = (name: string, extra = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}${extra} }\nspec: { selector: { app: ${name} } }\n`;
const volume = (name: string): string =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: ${name} }\nspec: {}\n`;
const namespace = (name: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;

function manifestIn(snapshot: Snapshot, file: string, at = 0): Manifest {
  const manifest = snapshot.files.get(file)?.documents.flatMap(({ document }) => document.manifests)[at];
  assert.ok(manifest, `${file} has a manifest`);
  return manifest;
}

function unitOf(snapshot: Snapshot, file: string, at = 0): UnitView {
  return snapshot.unitOf(file, manifestIn(snapshot, file, at));
}

function filesOf(view: UnitView, kind: 'StatefulSet' | 'Service' | 'PersistentVolume'): readonly string[] {
  return view.ofKind(kind).map(({ file }) => file);
}

test('variants side by side in one folder do not see each other, and share what is beside them', () => {
  const snapshot = snapshotOf({
    'zk/zookeeper.yaml': set('zk'),
    'zk/zookeeper_mini.yaml': set('zk'),
    'zk/zookeeper_micro.yaml': set('zk'),
    'zk/service.yaml': service('zk'),
  });
  const mini = unitOf(snapshot, 'zk/zookeeper_mini.yaml');
  assert.deepEqual(filesOf(mini, 'StatefulSet'), ['zk/zookeeper_mini.yaml']);
  assert.equal(mini.find('Service', 'default', 'zk')?.file, 'zk/service.yaml');
  assert.equal(unitOf(snapshot, 'zk/service.yaml').ofKind('StatefulSet').length, 1);
});

test('of pairs of variants, files whose names begin alike belong together', () => {
  const snapshot = snapshotOf({
    'ceph-claims.yaml': `${service('nacos')}---\n${volume('ceph')}`,
    'ceph-set.yaml': set('nacos'),
    'nfs-claims.yaml': `${service('nacos')}---\n${volume('nfs')}`,
    'nfs-set.yaml': set('nacos'),
  });
  assert.deepEqual(filesOf(unitOf(snapshot, 'nfs-set.yaml'), 'PersistentVolume'), ['nfs-claims.yaml']);
  assert.deepEqual(filesOf(unitOf(snapshot, 'ceph-set.yaml'), 'PersistentVolume'), ['ceph-claims.yaml']);
});

test('an object without a namespace is found under any and finds any, one of another namespace is not found', () => {
  const snapshot = snapshotOf({
    'a.yaml': `${set('db', ', namespace: shop')}---\n${service('db')}---\n${service('other', ', namespace: west')}`,
  });
  const view = unitOf(snapshot, 'a.yaml');
  assert.equal(view.find('Service', 'shop', 'db')?.name, 'db');
  assert.equal(view.find('Service', 'shop', 'other'), undefined);
  const open = snapshotOf({ 'a.yaml': `${set('db')}---\n${service('db', ', namespace: shop')}` });
  assert.equal(unitOf(open, 'a.yaml').find('Service', 'default', 'db')?.namespace, 'shop');
  assert.equal(unitOf(open, 'a.yaml').find('Service', 'east', 'db'), undefined);
});

test('a kustomization that names files which a script copies makes its unit incomplete', () => {
  const snapshot = snapshotOf({
    'overlay/kustomization.yaml': 'resources: [copied.yaml, web.yaml]\n',
    'overlay/web.yaml': set('web'),
  });
  assert.equal(unitOf(snapshot, 'overlay/web.yaml').isIncomplete, true);
});

test('a chapter finds what the folder above holds', () => {
  const snapshot = snapshotOf({
    'tutorial/namespace.yaml': namespace('t'),
    'tutorial/quickstart/service.yaml': service('web'),
    'tutorial/scaling/web.yaml': set('web'),
  });
  const view = unitOf(snapshot, 'tutorial/scaling/web.yaml');
  assert.equal(view.find('Service', 'default', 'web')?.file, 'tutorial/quickstart/service.yaml');
  assert.equal(view.find('Namespace', '', 't')?.file, 'tutorial/namespace.yaml');
});

test('a copy that lacks an object does not take it from another copy', () => {
  const snapshot = snapshotOf({
    'v1/set.yaml': set('web'),
    'v1/service.yaml': service('web'),
    'v2/set.yaml': set('web'),
  });
  assert.equal(unitOf(snapshot, 'v2/set.yaml').find('Service', 'default', 'web'), undefined);
});

test('one folder per object type is one unit', () => {
  const snapshot = snapshotOf({
    'app/namespaces/shop.yaml': namespace('shop'),
    'app/services/web.yaml': service('web'),
    'app/statefulsets/web.yaml': set('web'),
    'app/statefulsets/db.yaml': set('db'),
  });
  const view = unitOf(snapshot, 'app/statefulsets/web.yaml');
  assert.equal(view.find('Service', 'default', 'web')?.file, 'app/services/web.yaml');
  assert.deepEqual(
    unitOf(snapshot, 'app/services/web.yaml')
      .workloadsSelectedBy('default', { app: 'web' })
      .map(({ file }) => file),
    ['app/statefulsets/web.yaml'],
  );
});

test('two parts of one deployment may both bring their Namespace', () => {
  const snapshot = snapshotOf({
    'kafka/namespace.yaml': namespace('kafka'),
    'kafka/kafka.yaml': set('kafka'),
    'zookeeper/namespace.yaml': namespace('kafka'),
    'zookeeper/service.yaml': service('zookeeper'),
  });
  const view = unitOf(snapshot, 'kafka/kafka.yaml');
  assert.equal(view.find('Service', 'default', 'zookeeper')?.file, 'zookeeper/service.yaml');
});

test('volumes are counted in the smallest folder that declares any', () => {
  const snapshot = snapshotOf({
    'es/static/set.yaml': set('es'),
    'es/static/volumes.yaml': volume('one'),
    'es/dynamic/set.yaml': set('es'),
    'es/volumes.yaml': volume('far'),
  });
  assert.deepEqual(filesOf(unitOf(snapshot, 'es/static/set.yaml'), 'PersistentVolume'), ['es/static/volumes.yaml']);
  assert.deepEqual(filesOf(unitOf(snapshot, 'es/dynamic/set.yaml'), 'PersistentVolume'), ['es/volumes.yaml']);
});

test('the same volumes for two clouds are two variants, lists included', () => {
  const list = (where: string): string =>
    `apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: PersistentVolume, metadata: { name: pv-1 }, spec: { ${where} } }\n`;
  const snapshot = snapshotOf({
    'set.yaml': set('web'),
    'volumes-gcepd.yaml': list('gcePersistentDisk: { pdName: x }'),
    'volumes-hostpath.yaml': list('hostPath: { path: /x }'),
  });
  assert.equal(unitOf(snapshot, 'set.yaml').ofKind('PersistentVolume').length, 1);
});

test('renderings below a folder named templates are plain, templates are silent and make units incomplete', () => {
  const snapshot = snapshotOf({
    'manifests/chart/templates/web.yaml': set('web'),
    'chart/templates/web.yaml': `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: {{ .Release.Name }}\n`,
    'chart/plain.yaml': set('plain'),
  });
  assert.equal(manifestIn(snapshot, 'manifests/chart/templates/web.yaml').name, 'web');
  const template = snapshot.files.get('chart/templates/web.yaml')?.documents[0]?.document;
  assert.equal(template?.notPlain, 'helm-template');
  assert.deepEqual(template?.problems, []);
  assert.equal(unitOf(snapshot, 'chart/plain.yaml').isIncomplete, true);
});

test('text that only mentions manifests declares none', () => {
  const snapshot = snapshotOf({
    'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  x: |\n    kind: StatefulSet\n    name: {{ template }}\n`,
  });
  assert.deepEqual(
    snapshot.files.get('a.yaml')?.documents.map(({ document }) => document.manifests.map(({ kind }) => kind)),
    [['ConfigMap']],
  );
});

test('a kustomization names objects, its overlays are seen from the base, and patches are no manifests', () => {
  const snapshot = snapshotOf({
    'base/kustomization.yaml': 'resources: [web.yaml]\nnameSuffix: -v2\n',
    'base/web.yaml': set('web'),
    'overlays/prod/kustomization.yaml':
      'resources: [../../base, service.yaml]\nnamespace: shop\nnamePrefix: prod-\npatches: [{ path: replicas.yaml }]\n',
    'overlays/prod/service.yaml': service('web'),
    'overlays/prod/replicas.yaml':
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\nspec: { replicas: 9 }\n',
  });
  const overlay = unitOf(snapshot, 'overlays/prod/service.yaml');
  const inOverlay = overlay.ofKind('StatefulSet')[0];
  assert.equal(inOverlay?.name, 'prod-web-v2');
  assert.equal(inOverlay?.namespace, 'shop');
  assert.equal(overlay.find('StatefulSet', 'shop', 'web'), inOverlay);
  const base = unitOf(snapshot, 'base/web.yaml');
  assert.equal(base.ofKind('StatefulSet')[0]?.name, 'web-v2');
  assert.equal(base.find('Service', 'default', 'web')?.file, 'overlays/prod/service.yaml');
  assert.equal(snapshot.files.get('overlays/prod/replicas.yaml')?.documents[0]?.document.notPlain, 'kustomize-patch');
});

test('a project file states units, versions and what is left out', () => {
  const snapshot = snapshotOf({
    'shop/.statefulset.yaml':
      'kubernetesVersion: "1.30"\nexclude: [vendor/**]\nunits:\n- { name: prod, include: ["base/**", "prod/**"] }\n',
    'shop/base/web.yaml': set('web'),
    'shop/prod/web-service.yaml': service('web'),
    'shop/dev/web.yaml': set('web'),
    'shop/vendor/x.yaml': set('x'),
  });
  assert.equal(
    unitOf(snapshot, 'shop/base/web.yaml').find('Service', 'default', 'web')?.file,
    'shop/prod/web-service.yaml',
  );
  assert.equal(snapshot.profileOf('shop/dev/web.yaml').minor, 30);
  assert.equal(snapshot.files.get('shop/vendor/x.yaml')?.documents[0]?.document.notPlain, 'excluded');
});

test('mistakes in a project file are findings of that file', () => {
  const text = 'kubernetesVersion: "2.0"\nnode: 3\nrules: { a: of }\nnodes: 3\nadvice: yes\n';
  const snapshot = snapshotOf({ '.statefulset.yaml': text });
  const document = snapshot.files.get('.statefulset.yaml')?.documents[0]?.document;
  assert.deepEqual(
    document?.problems.map(({ code, facts }) => [code, facts['key']]),
    [
      ['project-value-wrong', 'kubernetesVersion'],
      ['project-key-unknown', 'node'],
      ['project-value-wrong', 'rules'],
    ],
  );
  assert.equal(snapshot.projectOf('a.yaml')?.project.nodes, 3);
});

test('a folder of very many manifests is a collection: its files are units of their own', () => {
  const files: Record<string, string> = {};
  for (let number = 0; number < 600; number += 1) files[`all/${number}.yaml`] = service(`s${number}`);
  const snapshot = snapshotOf(files);
  const view = unitOf(snapshot, 'all/7.yaml');
  assert.deepEqual(filesOf(view, 'Service'), ['all/7.yaml']);
});
