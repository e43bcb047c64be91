// One tour over each way in which the server is shipped: crossed streams, the spawned bundle, the worker's bundle.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CodeAction, CompletionList, Hover, Location } from 'vscode-languageserver';
import { type ClientOptions, TestClient } from './support/test-client.ts';

const bundle = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const worker = fileURLToPath(new URL('../../dist/web/server.js', import.meta.url));
const transports: Readonly<Record<string, ClientOptions>> = {
  'crossed streams': {},
  'the spawned bundle': { bundle },
  'the bundle of the worker': { worker },
};

const uri = 'file:///w/web.yaml';
const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: ngnix
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: nginx
          image: nginx:1
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector: {app: web}
`;

for (const [name, options] of Object.entries(transports)) {
  test(`a tour over ${name}`, async () => {
    const built = options.bundle ?? options.worker;
    assert.ok(built === undefined || existsSync(built), 'npm run build comes first');
    const client = await TestClient.start(options);
    await client.open(uri, text);
    const isMissing = (all: readonly { readonly code?: string | number }[]): boolean =>
      all.some(({ code }) => code === 'governing-service-missing');
    await client.diagnostics(uri, isMissing);
    const at = client.position(uri, 'ngnix', 1);
    const actions: CodeAction[] = await client.request('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const preferred = actions.find(({ isPreferred }) => isPreferred === true);
    assert.ok(preferred);
    const resolved: CodeAction = await client.request('codeAction/resolve', preferred);
    assert.ok(resolved.edit);
    await client.replace(uri, 'ngnix', 'nginx');
    const hover: Hover | null = await client.request('textDocument/hover', {
      textDocument: { uri },
      position: client.position(uri, 'serviceName', 2),
    });
    assert.ok(hover !== null && JSON.stringify(hover.contents).includes('web-0'));
    const list: CompletionList = await client.request('textDocument/completion', {
      textDocument: { uri },
      position: client.position(uri, '  replicas', 2),
    });
    assert.ok(list.items.length > 0);
    const definition: Location[] = await client.request('textDocument/definition', {
      textDocument: { uri },
      position: client.position(uri, 'serviceName: nginx', 15),
    });
    assert.equal(definition[0]?.range.start.line, 20);
    await client.diagnostics(uri, (all, version) => version === 2 && !isMissing(all));
    await client.stop();
  });
}
