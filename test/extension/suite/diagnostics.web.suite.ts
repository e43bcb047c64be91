// Diagnostics follow edits, files and quick fixes; the same on the desktop and in the browser's worker.

import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  languages,
  type Uri,
  workspace,
} from 'vscode';
import { contains, equal, eventually, ok } from './expect.ts';
import { describe, diagnosticOf, noDiagnosticOf, open, remove, replace, ruleOf, write } from './manifests.ts';
import { test } from './run-tests.ts';

const MISSING = 'governing-service-missing';

test('a wrong name is underlined; mended, the manifest has no warning', async () => {
  const { document } = await open('web.yaml');
  await replace(document, 'serviceName: web', 'serviceName: wbe');
  const found = await diagnosticOf(document.uri, MISSING);
  equal(document.getText(found.range), 'wbe', 'what is underlined');
  contains(found.message, 'wbe');
  await replace(document, 'serviceName: wbe', 'serviceName: web');
  await noDiagnosticOf(document.uri, MISSING);
  const loud = languages.getDiagnostics(document.uri).filter(({ severity }) => severity <= DiagnosticSeverity.Warning);
  equal(loud.length, 0, describe(document.uri));
});

test('a manifest in another file repairs this one, and breaks it when it goes', async () => {
  const uri = await write('lonely/database.yaml', statefulSet('database', 'database-peers'));
  await workspace.openTextDocument(uri);
  await diagnosticOf(uri, MISSING);
  const service = headlessService('database-peers', 'database');
  await write('lonely/service.yaml', service);
  // The host's watcher of files may have begun a moment ago and missed the first event: it gets another one.
  const again = setInterval(() => void write('lonely/service.yaml', `${service}# seen\n`), 5000);
  await noDiagnosticOf(uri, MISSING).finally(() => clearInterval(again));
  await remove('lonely/service.yaml');
  await diagnosticOf(uri, MISSING);
});

test('a quick fix creates the Service, and its result is clean', async () => {
  const uri = await write('queue/queue.yaml', statefulSet('queue', 'queue'));
  const { document } = await open('queue/queue.yaml');
  await diagnosticOf(uri, MISSING);
  const created = (await fixesOf(uri, MISSING)).find(({ title }) => /create/i.test(title));
  ok(created?.edit, `no fix creates the Service; ${describe(uri)}`);
  ok(await workspace.applyEdit(created.edit), 'the edit is refused');
  contains(document.getText(), 'clusterIP: None');
  await noDiagnosticOf(uri, MISSING);
});

test('a syntax error is one finding', async () => {
  const { document } = await open('web.yaml');
  const isError = ({ severity }: Diagnostic): boolean => severity === DiagnosticSeverity.Error;
  await replace(document, 'matchLabels:', 'matchLabels: [');
  const errors = await eventually(
    [languages.onDidChangeDiagnostics],
    () => {
      const found = languages.getDiagnostics(document.uri).filter(isError);
      return found.length === 0 ? undefined : found;
    },
    () => 'no error for an open bracket',
  );
  equal(errors.length, 1, describe(document.uri));
  await replace(document, 'matchLabels: [', 'matchLabels:');
  await eventually(
    [languages.onDidChangeDiagnostics],
    () => (languages.getDiagnostics(document.uri).some(isError) ? undefined : true),
    () => describe(document.uri),
  );
});

/** Quick fixes at the place of the rule's finding, as the editor's menu would list them. */
async function fixesOf(uri: Uri, rule: string): Promise<readonly CodeAction[]> {
  const found = languages.getDiagnostics(uri).find((diagnostic) => ruleOf(diagnostic) === rule);
  ok(found, `no ${rule} any more`);
  const actions = await commands.executeCommand<readonly CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    found.range,
    CodeActionKind.QuickFix.value,
    20,
  );
  return actions;
}

function headlessService(name: string, app: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  clusterIP: None
  selector:
    app: ${app}
  ports:
    - port: 5432
`;
}

function statefulSet(name: string, serviceName: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
spec:
  serviceName: ${serviceName}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: main
          image: example.com/main:1
          ports:
            - name: main
              containerPort: 5432
`;
}
