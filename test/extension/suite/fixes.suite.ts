// The tour of the quick fixes in examples/broken: each is applied as the editor would, and its finding is gone then.

import {
  type CodeAction,
  CodeActionKind,
  commands,
  languages,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { equal, ok } from './expect.ts';
import { describe, diagnosticOf, noDiagnosticOf, open, ruleOf } from './manifests.ts';
import { test } from './run-tests.ts';

/** File, rule, and the titles of all repairs that mend it there. */
const TOUR: readonly (readonly [string, string, readonly string[]])[] = [
  ['partition-too-high', 'partition-holds-all-pods', ['Set the partition to 0']],
  [
    'selector-does-not-match',
    'selector-template-mismatch',
    ['Give the Pods the labels that the selector asks for', 'Select the labels that the Pods have'],
  ],
  [
    'service-missing',
    'governing-service-missing',
    ['Create headless Service "cache" in this file', 'Create headless Service "cache" in a new file'],
  ],
  ['service-name-typo', 'governing-service-missing', ['Change serviceName to "cache"']],
  ['service-not-headless', 'governing-service-not-headless', ['Make Service "cache" headless']],
  ['service-selects-nothing', 'governing-service-selects-no-pod', ['Select the Pods of StatefulSet "cache"']],
  ['volume-too-small', 'volumes-too-few', ['Add 1 PersistentVolume for the claims that have none']],
  ['volumes-too-few', 'volumes-too-few', ['Add 1 PersistentVolume for the claims that have none']],
  ['mount-without-volume', 'claim-template-unused', ['Remove claim template "data"']],
];

for (const [file, rule, titles] of TOUR)
  for (const title of titles)
    test(`${file}: ${title}`, async () => {
      const { document } = await open(`broken/${file}.yaml`);
      const before = document.getText();
      const found = await diagnosticOf(document.uri, rule);
      const action = await actionOf(document, rule, title);
      ok(action.edit, 'the action has no edit');
      const created = action.edit.entries().filter(([uri]) => uri.toString() !== document.uri.toString());
      ok(await workspace.applyEdit(action.edit), 'the edit is refused');
      await noDiagnosticOf(document.uri, rule);
      ok(document.getText().startsWith(before.slice(0, before.indexOf('\n'))), 'the first comment is kept');
      await restore(document, before);
      for (const [uri] of created) await forget(uri);
      equal((await diagnosticOf(document.uri, rule)).message, found.message, 'the finding after the change is undone');
    });

async function actionOf(document: TextDocument, rule: string, title: string): Promise<CodeAction> {
  const found = languages.getDiagnostics(document.uri).find((diagnostic) => ruleOf(diagnostic) === rule);
  ok(found, describe(document.uri));
  const actions = await commands.executeCommand<readonly CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    found.range,
    CodeActionKind.QuickFix.value,
    20,
  );
  const action = actions.find((candidate) => candidate.title === title);
  ok(action, `there is ${actions.map((each) => each.title).join(', ')}`);
  return action;
}

async function restore(document: TextDocument, text: string): Promise<void> {
  await window.showTextDocument(document);
  await commands.executeCommand('workbench.action.files.revert');
  equal(document.getText(), text, 'the text after reverting');
}

/** A file that the action made is an open buffer that nobody saved: both have to go. */
async function forget(uri: Uri): Promise<void> {
  await window.showTextDocument(uri);
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await workspace.fs.delete(uri);
}
