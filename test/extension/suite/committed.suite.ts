// Edits that the API server would forbid, found against the commit of the workspace's repository.

import { languages } from 'vscode';
import { eventually, ok } from './expect.ts';
import { describe, open, replace } from './manifests.ts';
import { test } from './run-tests.ts';

test('an edit that a running set forbids is reported against the committed version', async () => {
  const { document } = await open('web.yaml');
  await replace(document, 'replicas: 2', 'replicas: 2\n  podManagementPolicy: Parallel');
  const found = await eventually(
    [languages.onDidChangeDiagnostics],
    () =>
      languages
        .getDiagnostics(document.uri)
        .find(({ message }) => /podManagementPolicy|updates to statefulset/i.test(message)),
    () => describe(document.uri),
  );
  ok(found.severity === 0, 'the finding is no error');
  const underlined = document.getText(found.range);
  ok(/^(podManagementPolicy|Parallel)$/.test(underlined), `underlined is ${underlined}`);
  await replace(document, '\n  podManagementPolicy: Parallel', '');
  await eventually(
    [languages.onDidChangeDiagnostics],
    () => (languages.getDiagnostics(document.uri).some(({ severity }) => severity === 0) ? undefined : true),
    () => describe(document.uri),
  );
});
