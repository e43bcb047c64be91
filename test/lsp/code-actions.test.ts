import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { applyEdits } from '../../server/src/core/text/apply-edits.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { FULL_CAPABILITIES, TestClient } from './support/test-client.ts';

const uri = 'file:///w/web.yaml';
const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: ngnix
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
          image: nginx
          ports:
            - name: http
              containerPort: 80
`;
const service = `apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: web
  ports:
    - port: 80
`;

async function actionsAt(client: TestClient, words: string, only?: readonly string[]): Promise<readonly CodeAction[]> {
  const start = client.position(uri, words);
  return client.request('textDocument/codeAction', {
    textDocument: { uri },
    range: { start, end: start },
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  });
}

function applied(client: TestClient, edit: WorkspaceEdit | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = { [uri]: client.text(uri) };
  for (const change of edit?.documentChanges ?? []) {
    if ('kind' in change) texts[change.kind === 'create' ? change.uri : ''] = '';
    else texts[change.textDocument.uri] = edited(texts[change.textDocument.uri] ?? '', change);
  }
  return texts;
}

function edited(text: string, { edits }: TextDocumentEdit): string {
  const index = new LineIndex(text);
  const offset = (place: { line: number; character: number }): number =>
    index.offsetAt({ line: place.line, column: place.character });
  return applyEdits(
    text,
    edits.map((edit) => {
      assert.ok('newText' in edit && 'range' in edit);
      return { span: { start: offset(edit.range.start), end: offset(edit.range.end) }, newText: edit.newText };
    }),
  );
}

test('a finding offers its repairs, the edit comes when it is asked for, and clears the finding', async () => {
  const client = await TestClient.start();
  await client.open(uri, `${set}---\n${service}`);
  const found = await client.diagnostics(uri, (all) => all.length > 0);
  assert.ok(found.some(({ code }) => code === 'governing-service-missing'));
  const actions = await actionsAt(client, 'ngnix');
  const correct = actions.find(({ title }) => title === 'Change serviceName to "nginx"');
  assert.ok(correct);
  assert.equal(correct.edit, undefined);
  assert.equal(correct.isPreferred, true);
  assert.equal(correct.diagnostics?.[0]?.code, 'governing-service-missing');
  const resolved: CodeAction = await client.request('codeAction/resolve', correct);
  assert.equal(applied(client, resolved.edit)[uri], `${set}---\n${service}`.replace('ngnix', 'nginx'));
  await client.replace(uri, 'ngnix', 'nginx');
  await client.diagnostics(
    uri,
    (all, version) => version === 2 && !all.some(({ code }) => code === 'governing-service-missing'),
  );
  await client.stop();
});

test('a new file is offered only to clients that can make one', async () => {
  for (const canCreate of [true, false]) {
    const { workspace, ...rest } = FULL_CAPABILITIES;
    const workspaceEdit = { documentChanges: true, ...(canCreate ? { resourceOperations: ['create' as const] } : {}) };
    const client = await TestClient.start({ capabilities: { ...rest, workspace: { ...workspace, workspaceEdit } } });
    await client.open(uri, set);
    await client.diagnostics(uri, (all) => all.length > 0);
    const actions = await actionsAt(client, 'ngnix');
    const inNewFile = actions.find(({ title }) => /in a new file$/.test(title));
    assert.equal(inNewFile !== undefined, canCreate);
    if (inNewFile !== undefined) {
      const resolved: CodeAction = await client.request('codeAction/resolve', inNewFile);
      const texts = applied(client, resolved.edit);
      assert.deepEqual(Object.keys(texts), [uri, 'file:///w/ngnix-service.yaml']);
      assert.match(texts['file:///w/ngnix-service.yaml'] ?? '', /^apiVersion: v1\nkind: Service\n/);
    }
    await client.stop();
  }
});

test('silencing writes a comment above the line, which then silences', async () => {
  const client = await TestClient.start();
  await client.open(uri, set);
  await client.diagnostics(uri, (all) => all.length > 0);
  const actions = await actionsAt(client, 'ngnix');
  const silence = actions.find(({ title }) => title === 'Silence "governing-service-missing" on this line');
  assert.ok(silence);
  const resolved: CodeAction = await client.request('codeAction/resolve', silence);
  const text = applied(client, resolved.edit)[uri] ?? '';
  assert.match(text, /\n {2}# statefulset-disable-next-line governing-service-missing: \S+\n {2}serviceName: ngnix\n/);
  await client.replace(
    uri,
    '  serviceName',
    '  # statefulset-disable-next-line governing-service-missing: elsewhere\n  serviceName',
  );
  await client.diagnostics(
    uri,
    (all, version) => version === 2 && !all.some(({ code }) => code === 'governing-service-missing'),
  );
  await client.stop();
});

test('clients that cannot resolve get their edits at once', async () => {
  const { textDocument, ...rest } = FULL_CAPABILITIES;
  const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } };
  const client = await TestClient.start({ capabilities: { ...rest, textDocument: { ...textDocument, codeAction } } });
  await client.open(uri, set);
  await client.diagnostics(uri, (all) => all.length > 0);
  const actions = await actionsAt(client, 'ngnix');
  assert.ok(actions.length > 0);
  for (const action of actions) assert.ok(action.edit, action.title);
  await client.stop();
});

test('a manifest in another file mends and breaks this one', async () => {
  const client = await TestClient.start({ folder: 'file:///w' });
  const other = 'file:///w/service.yaml';
  await client.open(uri, set.replace('ngnix', 'nginx'));
  const isMissing = (all: readonly { code?: string | number }[]): boolean =>
    all.some(({ code }) => code === 'governing-service-missing');
  await client.diagnostics(uri, isMissing);
  await client.open(other, service);
  await client.diagnostics(uri, (all) => !isMissing(all));
  await client.replace(other, 'name: nginx', 'name: other');
  await client.diagnostics(uri, isMissing);
  await client.stop();
});

test('the source action applies what is safe', async () => {
  const client = await TestClient.start();
  await client.open(uri, set);
  await client.diagnostics(uri, (all) => all.length > 0);
  assert.ok(client.result.capabilities.codeActionProvider);
  const actions = await actionsAt(client, 'apiVersion', ['source.fixAll']);
  for (const action of actions) assert.equal(action.kind, 'source.fixAll.statefulset');
  assert.deepEqual(await actionsAt(client, 'apiVersion', ['refactor']), []);
  await client.stop();
});
