import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ServerStatus } from '../../server/src/protocol/editor-messages.ts';
import { FULL_CAPABILITIES, TestClient } from './support/test-client.ts';

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1
`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: nginx\nspec:\n  clusterIP: None\n  selector: {app: web}\n';

type Found = readonly { readonly code?: string | number }[];
const isMissing = (found: Found): boolean => found.some(({ code }) => code === 'governing-service-missing');

interface Folder {
  readonly path: string;
  readonly uri: string;
  uriOf(name: string): string;
  [Symbol.dispose](): void;
}

function folderWith(files: Readonly<Record<string, string>>): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'statefulset-lsp-')));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return {
    path,
    uri: pathToFileURL(path).href,
    uriOf: (name) => pathToFileURL(join(path, name)).href,
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

test('files on disk are read, followed, and lose against open buffers', async () => {
  using folder = folderWith({ 'web.yaml': set });
  const web = folder.uriOf('web.yaml');
  const client = await TestClient.start({ folder: folder.uri });
  await client.diagnostics(web, isMissing);
  writeFileSync(join(folder.path, 'service.yaml'), service);
  const changed = (type: number): Promise<void> =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uriOf('service.yaml'), type }],
    });
  await changed(1);
  await client.diagnostics(web, (found) => !isMissing(found));
  await client.open(folder.uriOf('service.yaml'), service.replace('name: nginx', 'name: other'));
  await client.diagnostics(web, isMissing);
  await client.close(folder.uriOf('service.yaml'));
  await client.diagnostics(web, (found) => !isMissing(found));
  rmSync(join(folder.path, 'service.yaml'));
  await changed(3);
  await client.diagnostics(web, isMissing);
  rmSync(join(folder.path, 'web.yaml'));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: web, type: 3 }] });
  await client.diagnostics(web, (found) => found.length === 0);
  await client.stop();
});

test('a folder that vanishes takes its files along', async () => {
  using folder = folderWith({ 'web.yaml': set });
  const web = folder.uriOf('web.yaml');
  const client = await TestClient.start({ folder: folder.uri });
  await client.diagnostics(web, isMissing);
  rmSync(folder.path, { recursive: true });
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: folder.uri, type: 3 }],
  });
  await client.diagnostics(web, (found) => found.length === 0);
  await client.stop();
});

test('the status tells what the answers rest on, to our own client', async () => {
  using folder = folderWith({
    'web.yaml': set,
    'chart.yaml': 'kind: Service\nmetadata:\n  name: {{ .Values.name }}\n',
  });
  const initializationOptions = { readsFiles: true, readsCommitted: false };
  const client = await TestClient.start({
    folder: folder.uri,
    initializationOptions,
    settings: { kubernetesVersion: '1.34' },
  });
  await client.open(
    folder.uriOf('chart.yaml'),
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n',
  );
  const last = (): ServerStatus | undefined =>
    client.notifications.filter(({ method }) => method === 'statefulset/status').at(-1)?.parameters as
      | ServerStatus
      | undefined;
  await client.until(() => last()?.objects === 1 && Object.keys(last()?.notPlain ?? {}).length === 1);
  assert.equal(last()?.minor, 34);
  assert.deepEqual(last()?.notPlain, { [folder.uriOf('chart.yaml')]: 'helm-template' });
  await client.stop();
});

test('a server without a disk reads the files that the client finds', async () => {
  const { workspace, ...rest } = FULL_CAPABILITIES;
  const uri = 'vscode-vfs://github/owner/repository';
  const client = await TestClient.start({
    folder: uri,
    capabilities: { ...rest, workspace: { ...workspace } },
    initializationOptions: { readsFiles: true },
    files: { [`${uri}/web.yaml`]: set },
    hasDisk: false,
  });
  await client.diagnostics(`${uri}/web.yaml`, isMissing);
  await client.stop();
});

test('edits are compared with the committed version, and the way back is offered', async () => {
  const uri = 'file:///w/web.yaml';
  const client = await TestClient.start({
    folder: 'file:///w',
    initializationOptions: { readsCommitted: true },
    committed: { [uri]: set },
  });
  await client.open(
    uri,
    `${set.replace('serviceName: nginx', 'serviceName: other')}---\n${service.replace('name: nginx', 'name: other')}`,
  );
  const found = await client.diagnostics(uri, (all) => all.some(({ code }) => code === 'edit-forbidden'));
  const forbidden = found.find(({ code }) => code === 'edit-forbidden');
  assert.equal(forbidden?.range.start.line, 5);
  await client.replace(uri, 'serviceName: other', 'serviceName: nginx');
  await client.diagnostics(uri, (all) => !all.some(({ code }) => code === 'edit-forbidden'));
  await client.stop();
});

test('a client that fetches diagnostics is answered and never sent any', async () => {
  const { textDocument, ...rest } = FULL_CAPABILITIES;
  const { publishDiagnostics: _, ...others } = textDocument ?? {};
  const client = await TestClient.start({ capabilities: { ...rest, textDocument: { ...others, diagnostic: {} } } });
  assert.ok(client.result.capabilities.diagnosticProvider);
  const uri = 'file:///w/web.yaml';
  await client.open(uri, set);
  const report: { readonly kind: string; readonly items: Found } = await client.request('textDocument/diagnostic', {
    textDocument: { uri },
  });
  assert.equal(report.kind, 'full');
  assert.ok(isMissing(report.items));
  assert.equal(client.published.size, 0);
  await client.stop();
});
