import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TestClient } from './support/test-client.ts';

const uri = 'file:///w/web.yaml';
const other = 'file:///w/service.yaml';
const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
  selector:
    matchLabels: &labels
      app: web
  template:
    metadata:
      labels: *labels
    spec:
      containers:
        - name: nginx
          image: nginx:1
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 1Gi
`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: nginx\nspec:\n  clusterIP: None\n  selector: {app: web}\n';

async function started(initializationOptions?: unknown): Promise<TestClient> {
  const client = await TestClient.start({ folder: 'file:///w', initializationOptions });
  await client.open(uri, set);
  await client.open(other, service);
  await client.diagnostics(other);
  return client;
}

test('hover right behind a keystroke documents the field and what it comes to', async () => {
  const client = await started();
  await client.replace(uri, 'replicas: 3', 'replicas: 4');
  const hover: Hover | null = await client.request('textDocument/hover', {
    textDocument: { uri },
    position: client.position(uri, 'replicas', 2),
  });
  assert.ok(hover !== null && typeof hover.contents === 'object' && 'value' in hover.contents);
  assert.match(hover.contents.value, /web-3/);
  assert.match(hover.contents.value, /replicas/);
  await client.stop();
});

test('completion offers what fits and documents it on demand', async () => {
  const client = await started();
  await client.replace(uri, '  replicas: 3\n', '  replicas: 3\n  pod\n');
  const list: CompletionList = await client.request('textDocument/completion', {
    textDocument: { uri },
    position: client.position(uri, '  pod\n', 5),
  });
  const item = list.items.find(({ label }) => label === 'podManagementPolicy');
  assert.ok(item);
  assert.ok(!list.items.some(({ label }) => label === 'replicas'), 'what is there is not offered');
  const resolved: CompletionItem = await client.request('completionItem/resolve', item);
  assert.ok(typeof resolved.documentation === 'object' && resolved.documentation.value.length > 50);
  await client.stop();
});

test('another extension that knows the schemas keeps hover and fields to itself', async () => {
  const client = await started({ hasOtherSchemas: true });
  const hover = await client.request('textDocument/hover', {
    textDocument: { uri },
    position: client.position(uri, 'mountPath'),
  });
  assert.equal(hover, null);
  await client.stop();
});

test('names lead to what they name, across files', async () => {
  const client = await started();
  const at = { textDocument: { uri }, position: client.position(uri, 'serviceName: nginx', 15) };
  const definition: Location[] = await client.request('textDocument/definition', at);
  assert.deepEqual(definition, [
    { uri: other, range: { start: { line: 3, character: 8 }, end: { line: 3, character: 13 } } },
  ]);
  const references: Location[] = await client.request('textDocument/references', {
    textDocument: { uri: other },
    position: client.position(other, 'name: nginx', 7),
    context: { includeDeclaration: false },
  });
  assert.deepEqual(
    references.map((place) => [place.uri, place.range.start.line]),
    [[uri, 5]],
  );
  const nowhere: Location[] = await client.request('textDocument/definition', {
    textDocument: { uri },
    position: client.position(uri, 'replicas'),
  });
  assert.deepEqual(nowhere, []);
  await client.stop();
});

test('renaming an object changes all who name it, and a volume its mounts', async () => {
  const client = await started();
  const lines = (edit: WorkspaceEdit): unknown =>
    edit.documentChanges?.map((change) =>
      'edits' in change
        ? [
            change.textDocument.uri,
            change.edits.map((one) => ('range' in one && 'newText' in one ? [one.range.start.line, one.newText] : [])),
          ]
        : [],
    );
  const renamed: WorkspaceEdit = await client.request('textDocument/rename', {
    textDocument: { uri: other },
    position: client.position(other, 'name: nginx', 7),
    newName: 'web-peers',
  });
  assert.deepEqual(lines(renamed), [
    [other, [[3, 'web-peers']]],
    [uri, [[5, 'web-peers']]],
  ]);
  const volume: WorkspaceEdit = await client.request('textDocument/rename', {
    textDocument: { uri },
    position: client.position(uri, 'name: data', 7),
    newName: 'www',
  });
  assert.deepEqual(lines(volume), [
    [
      uri,
      [
        [18, 'www'],
        [22, 'www'],
      ],
    ],
  ]);
  const place = await client.request('textDocument/prepareRename', {
    textDocument: { uri },
    position: client.position(uri, 'replicas'),
  });
  assert.equal(place, null);
  await client.stop();
});

test('the outline shows objects and their named parts', async () => {
  const client = await started();
  const symbols: DocumentSymbol[] = await client.request('textDocument/documentSymbol', { textDocument: { uri } });
  assert.deepEqual(
    symbols.map(({ name, detail, children }) => [
      name,
      detail,
      children?.map((child) => `${child.detail} ${child.name}`),
    ]),
    [['web', 'StatefulSet', ['containers nginx', 'volumeClaimTemplates data']]],
  );
  await client.stop();
});

test('the lens opens the preview and is for our own client only', async () => {
  const client = await started({ readsFiles: false, readsCommitted: false });
  const lenses: CodeLens[] = await client.request('textDocument/codeLens', { textDocument: { uri } });
  assert.deepEqual(
    lenses.map(({ range, command }) => [range.start.line, command?.command, command?.arguments]),
    [[1, 'statefulset.openPreview', [{ uri, namespace: 'default', name: 'web' }]]],
  );
  await client.stop();
  const foreign = await started();
  assert.equal(foreign.result.capabilities.codeLensProvider, undefined);
  await foreign.stop();
});

test('a hint says what the number of replicas comes to', async () => {
  const client = await started();
  const hints: InlayHint[] = await client.request('textDocument/inlayHint', {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
  });
  assert.deepEqual(
    hints.map(({ position, label }) => [position.line, label]),
    [[6, 'web-0 … web-2, 3 claims']],
  );
  await client.stop();
});

test('settings change what is reported and come back', async () => {
  const settings: Record<string, unknown> = {};
  const client = await TestClient.start({ settings });
  await client.open(uri, set);
  const isMissing = (all: readonly { code?: string | number }[]): boolean =>
    all.some(({ code }) => code === 'governing-service-missing');
  await client.diagnostics(uri, isMissing);
  settings['rules'] = { 'governing-service-missing': 'off' };
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.diagnostics(uri, (all) => !isMissing(all));
  settings['rules'] = {};
  settings['enable'] = false;
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.diagnostics(uri, (all) => all.length === 0);
  settings['enable'] = true;
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.diagnostics(uri, isMissing);
  await client.stop();
});
