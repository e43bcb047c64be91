// Opening, editing and judging manifests in the editor under test.

import {
  type Diagnostic,
  languages,
  type Position,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { eventually } from './expect.ts';

/** The workspace folder's file of that name. */
export function fileUri(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, name);
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(name)));
}

/** Writes a file on disk, behind the editor's back. */
export async function write(name: string, text: string): Promise<Uri> {
  await workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
  return fileUri(name);
}

/** Deletes a file on disk. */
export async function remove(name: string): Promise<void> {
  await workspace.fs.delete(fileUri(name), { useTrash: false });
}

/** Replaces the first `part` in the open document by `text`, as typing would. */
export async function replace(document: TextDocument, part: string, text: string): Promise<void> {
  const offset = document.getText().indexOf(part);
  if (offset < 0) throw new Error(`${JSON.stringify(part)} is not in the document`);
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(offset), document.positionAt(offset + part.length));
  edit.replace(document.uri, range, text);
  await workspace.applyEdit(edit);
}

/** Position of the first `part`, plus some characters. */
export function positionOf(document: TextDocument, part: string, plus = 0): Position {
  const offset = document.getText().indexOf(part);
  if (offset < 0) throw new Error(`${JSON.stringify(part)} is not in the document`);
  return document.positionAt(offset + plus);
}

/** The rule's id of a diagnostic. */
export function ruleOf(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until the file has exactly one diagnostic of the rule and gives it. */
export function diagnosticOf(uri: Uri, rule: string): Promise<Diagnostic> {
  return eventually(
    [languages.onDidChangeDiagnostics],
    () => languages.getDiagnostics(uri).find((diagnostic) => ruleOf(diagnostic) === rule),
    () => `no ${rule} in ${uri.path}: ${describe(uri)}`,
  );
}

/** Waits until the file has no diagnostic of the rule. */
export async function noDiagnosticOf(uri: Uri, rule: string): Promise<void> {
  await eventually(
    [languages.onDidChangeDiagnostics],
    () => (languages.getDiagnostics(uri).some((diagnostic) => ruleOf(diagnostic) === rule) ? undefined : true),
    () => `still ${rule} in ${uri.path}: ${describe(uri)}`,
  );
}

/** All diagnostics of the file in one line each. */
export function describe(uri: Uri): string {
  const lines = languages
    .getDiagnostics(uri)
    .map((found) => `${found.range.start.line + 1}: ${ruleOf(found)}: ${found.message}`);
  return lines.length === 0 ? 'no diagnostics' : lines.join('\n');
}
