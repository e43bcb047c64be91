// The preview's requests over the protocol.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver';
import {
  PREVIEW_MODEL_REQUEST,
  PREVIEW_WRITE_REQUEST,
  type PreviewModel,
} from '../../server/src/protocol/preview-messages.ts';
import { TestClient } from './support/test-client.ts';

const uri = 'file:///w/web.yaml';
const text = `apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

test('the model holds the unit, its places and its findings, and a tried value becomes an edit', async () => {
  const client = await TestClient.start();
  await client.open(uri, text);
  await client.diagnostics(uri, () => true);
  const model: PreviewModel = await client.request(PREVIEW_MODEL_REQUEST, { uri, position: { line: 8, character: 0 } });
  assert.deepEqual(model.set, { uri, namespace: 'default', name: 'web' });
  assert.deepEqual(
    model.objects.map(({ kind, name }) => `${kind} ${name}`),
    ['Service nginx', 'StatefulSet web'],
  );
  const replicas = model.objects[1]?.fields['spec.replicas'];
  assert.deepEqual(replicas?.start, client.position(uri, 'replicas: 2'));
  const edit: WorkspaceEdit = await client.request(PREVIEW_WRITE_REQUEST, {
    set: model.set,
    values: [{ field: ['spec', 'replicas'], value: 5 }],
  });
  assert.match(JSON.stringify(edit), /"newText":"5"/);
  await client.stop();
});

test('a workspace without a set has a model that says so', async () => {
  const client = await TestClient.start();
  const model: PreviewModel = await client.request(PREVIEW_MODEL_REQUEST, {});
  assert.equal(model.set, undefined);
  assert.deepEqual(model.sets, []);
  await client.stop();
});
