// The command that opens the preview, from wherever it is called: palette and editor title (no argument or the file),
// Explorer (the file), code lens (the set).

import { Uri, window, workspace } from 'vscode';
import { isSetIdentity } from './page-messages.ts';
import type { PreviewPanels } from './preview-panels.ts';

/** Opens the preview for what `argument` names, else for what the cursor stands in. */
export async function openPreview(previews: PreviewPanels, argument: unknown): Promise<void> {
  if (isSetIdentity(argument)) {
    const { uri, namespace, name } = argument;
    previews.open({ set: { uri, namespace, name }, uri });
    return;
  }
  const editor = window.activeTextEditor;
  if (argument instanceof Uri && argument.toString() !== editor?.document.uri.toString()) {
    // From the Explorer: the file is shown too, so that there is something to be beside.
    await window.showTextDocument(await workspace.openTextDocument(argument));
    previews.open({ uri: argument.toString() });
    return;
  }
  if (editor === undefined) {
    previews.open({});
    return;
  }
  const { line, character } = editor.selection.active;
  previews.open({ uri: editor.document.uri.toString(), position: { line, character } });
}
