import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editsFor } from '../../../../server/src/core/features/edits/edits.ts';
import type { Change } from '../../../../server/src/core/rules/rule.ts';
import { applyEdits } from '../../../../server/src/core/text/apply-edits.ts';
import type { Resource } from '../../../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../../../server/src/core/workspace/snapshot-of.ts';

interface Changed {
  readonly texts: Readonly<Record<string, string>>;
  readonly isShared: boolean;
}

/** The texts of all files after the changes that `make` wants for the objects, by name. */
function changed(
  files: Readonly<Record<string, string>>,
  make: (resource: (name: string) => Resource) => readonly Change[],
  canMakeFiles = true,
): Changed {
  const snapshot = snapshotOf(files);
  const find = (name: string): Resource => {
    for (const [file, { documents }] of snapshot.files)
      for (const { document } of documents)
        for (const manifest of document.manifests) {
          const resource = manifest.name === name ? snapshot.resourceOf(file, manifest) : undefined;
          if (resource !== undefined) return resource;
        }
    throw new Error(`no object ${name}`);
  };
  const result = editsFor(snapshot, make(find), { canMakeFiles });
  assert.ok(result, 'the edits can be made');
  const texts = { ...files };
  for (const { file, edits } of result.files) texts[file] = applyEdits(texts[file] ?? '', edits);
  for (const { file, text } of result.newFiles) texts[file] = text;
  return { texts, isShared: result.isShared };
}

const set = `# the set
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web   # its name
  labels: {app: web}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: 'web'
  template:
    metadata:
      labels:
        app: 'web'
        # tier: front
    spec:
      containers:
        - name: nginx
          image: nginx:1
`;

function one(make: (resource: Resource) => readonly Change[], text = set): string {
  return changed({ 'web.yaml': text }, (find) => make(find('web'))).texts['web.yaml'] ?? '';
}

test('a scalar is replaced alone, its comment stays', () => {
  assert.equal(
    one((resource) => [{ do: 'set', resource, at: ['metadata', 'name'], value: 'db' }]),
    set.replace('name: web ', 'name: db '),
  );
});

test('a new key goes where it is customary and keeps the comment of the block above', () => {
  assert.equal(
    one((resource) => [{ do: 'set', resource, at: ['spec', 'serviceName'], value: 'web' }]),
    set.replace('  replicas: 3\n', '  serviceName: web\n  replicas: 3\n'),
  );
  assert.equal(
    one((resource) => [
      { do: 'set', resource, at: ['spec', 'template', 'metadata', 'annotations'], value: { a: 'b' } },
    ]),
    set.replace('        # tier: front\n', '        # tier: front\n      annotations:\n        a: b\n'),
  );
});

test('quotes follow the value that is replaced, and flow style the neighbours', () => {
  assert.equal(
    one((resource) => [{ do: 'set', resource, at: ['spec', 'selector', 'matchLabels', 'app'], value: "it's" }]),
    set.replace("app: 'web'", "app: 'it''s'"),
  );
  assert.equal(
    one((resource) => [{ do: 'set', resource, at: ['metadata', 'labels', 'tier'], value: 'yes' }]),
    set.replace('{app: web}', "{app: web, tier: 'yes'}"),
  );
});

test('items take the dashes of their list, and mappings the indentation of the document', () => {
  assert.equal(
    one((resource) => [
      {
        do: 'insert',
        resource,
        at: ['spec', 'template', 'spec', 'containers'],
        index: 1,
        value: { name: 'sidecar', ports: [{ containerPort: 80 }] },
      },
    ]),
    `${set}        - name: sidecar\n          ports:\n            - containerPort: 80\n`,
  );
  assert.equal(
    one((resource) => [
      { do: 'set', resource, at: ['spec', 'template', 'spec', 'volumes'], value: [{ name: 'a', emptyDir: {} }] },
    ]),
    `${set}      volumes:\n        - name: a\n          emptyDir: {}\n`,
  );
});

test('several changes of one object come as one set of edits', () => {
  assert.equal(
    one((resource) => [
      { do: 'remove', resource, at: ['spec', 'replicas'] },
      { do: 'set', resource, at: ['spec', 'updateStrategy', 'type'], value: 'OnDelete' },
      { do: 'set', resource, at: ['spec', 'updateStrategy', 'rollingUpdate'], value: null },
      { do: 'rename-key', resource, at: ['spec', 'selector', 'matchLabels', 'app'], key: 'name' },
    ]),
    set
      .replace('  replicas: 3\n', '  updateStrategy:\n    type: OnDelete\n    rollingUpdate: null\n')
      .replace("      app: 'web'\n  template", "      name: 'web'\n  template"),
  );
});

test('a part of a text is replaced alone, behind escapes and in block scalars', () => {
  const text =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  a: "x\\t\\"web-0.db\\""\n  b: |\n    # peers\n    web-0.db\n  c: >-\n    one web-0.db\n    two\n';
  const map = changed({ 'a.yaml': text }, (find) =>
    [
      ['a', 3, 8],
      ['b', 8, 13],
      ['c', 4, 9],
    ].map(([key, start, end]) => ({
      do: 'replace-part' as const,
      resource: find('web'),
      at: ['data', String(key)],
      part: { start: Number(start), end: Number(end) },
      text: 'zk-0',
    })),
  );
  assert.equal(map.texts['a.yaml'], text.replaceAll('web-0', 'zk-0'));
});

test('text behind an anchor is edited where it is written; a merged key is overridden where it is used', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  selector:
    matchLabels: &labels
      app: web
  template:
    metadata:
      labels: *labels
      annotations:
        <<: *labels
        b: c
`;
  const labels = changed({ 'a.yaml': text }, (find) => [
    { do: 'set', resource: find('web'), at: ['spec', 'template', 'metadata', 'labels', 'app'], value: 'db' },
  ]);
  assert.equal(labels.texts['a.yaml'], text.replace('app: web', 'app: db'));
  assert.equal(labels.isShared, true);
  const annotations = changed({ 'a.yaml': text }, (find) => [
    { do: 'set', resource: find('web'), at: ['spec', 'template', 'metadata', 'annotations', 'app'], value: 'db' },
  ]);
  assert.equal(annotations.texts['a.yaml'], text.replace('        b: c\n', '        b: c\n        app: db\n'));
  assert.equal(annotations.isShared, false);
});

test('other documents of the file are left alone, and offsets speak of the file', () => {
  const files = { 'all.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\n${set}` };
  const { texts } = changed(files, (find) => [
    { do: 'set', resource: find('web'), at: ['spec', 'replicas'], value: 5 },
  ]);
  assert.equal(texts['all.yaml'], files['all.yaml'].replace('replicas: 3', 'replicas: 5'));
});

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { clusterIP: 'None', ports: [{ port: 80 }] },
};
const serviceText =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  clusterIP: None\n  ports:\n    - port: 80\n';

test('a document is appended with the separator of the file', () => {
  const add = (text: string): string =>
    changed({ 'web.yaml': text }, (find) => [{ do: 'add-object', near: find('web'), object: service, in: 'same-file' }])
      .texts['web.yaml'] ?? '';
  assert.equal(add(set), `${set}---\n${serviceText}`);
  assert.equal(add(set.trimEnd()), `${set}---\n${serviceText}`);
  assert.equal(add(`${set}---\n`), `${set}---\n${serviceText}`);
  const spaced = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n\n---\n\n${set}`;
  assert.equal(add(spaced), `${spaced}\n---\n\n${serviceText}`);
  assert.equal(add(set.replaceAll('\n', '\r\n')), `${set}---\n${serviceText}`.replaceAll('\n', '\r\n'));
});

test('an object goes into the list that its neighbour stands in', () => {
  const list = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: web}\n';
  const { texts } = changed({ 'l.yaml': list }, (find) => [
    { do: 'add-object', near: find('web'), object: { apiVersion: 'v1', kind: 'Service' }, in: 'same-file' },
    { do: 'set', resource: find('web'), at: ['data', 'a'], value: 'b' },
  ]);
  assert.equal(texts['l.yaml'], `${list}  data:\n    a: b\n- apiVersion: v1\n  kind: Service\n`);
});

test('a new file stands beside its neighbour under a free name, or its object in the same file where none can be made', () => {
  const make = (find: (name: string) => Resource): readonly Change[] => [
    { do: 'add-object', near: find('web'), object: service, in: 'new-file' },
  ];
  assert.equal(
    changed({ 'shop/web.yml': set, 'shop/web-service.yml': '' }, make).texts['shop/web-service-2.yml'],
    serviceText,
  );
  assert.equal(changed({ 'web.yaml': set }, make, false).texts['web.yaml'], `${set}---\n${serviceText}`);
});

test('JSON stays JSON', () => {
  const json =
    '{\n  "apiVersion": "apps/v1",\n  "kind": "StatefulSet",\n  "metadata": {\n    "name": "web"\n  },\n  "spec": {}\n}\n';
  const { texts } = changed({ 'web.json': json }, (find) => [
    { do: 'set', resource: find('web'), at: ['metadata', 'labels'], value: { app: 'web' } },
    { do: 'set', resource: find('web'), at: ['spec', 'replicas'], value: 2 },
    { do: 'add-object', near: find('web'), object: service, in: 'same-file' },
  ]);
  assert.deepEqual(JSON.parse(texts['web.json'] ?? ''), {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: { replicas: 2 },
  });
  assert.match(texts['web.json'] ?? '', /"name": "web",\n {4}"labels": \{\n {6}"app": "web"\n {4}\}\n {2}\},/);
  assert.deepEqual(JSON.parse(texts['web-service.json'] ?? ''), service);
});

test('an edit that cannot be made exactly is not made', () => {
  const snapshot = snapshotOf({ 'web.yaml': set });
  const manifest = snapshot.files.get('web.yaml')?.documents[0]?.document.manifests[0];
  assert.ok(manifest);
  const resource = snapshot.resourceOf('web.yaml', manifest);
  assert.ok(resource);
  const options = { canMakeFiles: true };
  assert.equal(editsFor(snapshot, [{ do: 'remove', resource, at: ['spec', 'nothing'] }], options), undefined);
  assert.equal(
    editsFor(snapshot, [{ do: 'set', resource, at: ['metadata', 'name', 'x'], value: 1 }], options),
    undefined,
  );
  const other = snapshotOf({ 'web.yaml': `${set}\n` });
  assert.equal(editsFor(other, [{ do: 'remove', resource, at: ['spec', 'replicas'] }], options), undefined);
});

test('a number is written as an octal one where the file knows such numbers', () => {
  const set = (volumes: string): string =>
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec: {template: {spec: {volumes: ${volumes}}}}\n`;
  const mode = (resource: Resource): readonly Change[] => [
    {
      do: 'set',
      resource,
      at: ['spec', 'template', 'spec', 'volumes', 0, 'secret', 'defaultMode'],
      value: 0o400,
      notation: 'octal',
    },
  ];
  const volumes = '[{name: a, secret: {secretName: a, defaultMode: 400}}]';
  assert.equal(one(mode, set(volumes)), set(volumes.replace('400', '0400')));
  const json = (number: number): string =>
    `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"volumes": [{"name": "a", "secret": {"defaultMode": ${number}}}]}}\n`;
  const inJson = changed({ 'a.json': json(400) }, (find) =>
    mode(find('web')).map((change) =>
      change.do === 'set' ? { ...change, at: ['spec', 'volumes', 0, 'secret', 'defaultMode'] } : change,
    ),
  );
  assert.equal(inJson.texts['a.json'], json(256));
});
