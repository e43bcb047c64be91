// Sets the context key that shows the preview's button and menu entries only over manifests.

import { commands, Disposable, type TextEditor, window, workspace } from 'vscode';
import { isManifestDocument } from '../manifest-documents.ts';

/** Used in the `when` clauses of `package.json`. */
const CONTEXT_KEY = 'statefulset.isManifest';

/** Keeps the context key true to the active editor until disposed. */
export function showManifestContext(): Disposable {
  let shown: boolean | undefined;
  const update = (editor: TextEditor | undefined): void => {
    const isManifest = editor !== undefined && isManifestDocument(editor.document);
    if (isManifest === shown) return;
    shown = isManifest;
    void commands.executeCommand('setContext', CONTEXT_KEY, isManifest);
  };
  update(window.activeTextEditor);
  return Disposable.from(
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update(window.activeTextEditor);
    }),
  );
}
