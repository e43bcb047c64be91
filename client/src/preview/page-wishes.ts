// Does what the page asks for outside itself: open a place, apply edits, save and copy texts.

import { env, Range, SnippetString, Uri, ViewColumn, window, workspace } from 'vscode';
import {
  type FromPage,
  PREVIEW_FIX_REQUEST,
  PREVIEW_WRITE_REQUEST,
  type PreviewFixParameters,
  type PreviewWriteParameters,
  type SourcePlace,
} from '../../../server/src/protocol/preview-messages.ts';
import { baseName, isManifestDocument } from '../manifest-documents.ts';
import type { Server } from '../server.ts';
import { texts } from '../texts.ts';
import { FIRST_SET_SNIPPET } from './first-set-snippet.ts';
import type { PreviewSubject } from './preview-panel.ts';

export type PageWish = Exclude<FromPage, { type: 'ready' | 'pick' | 'pin' }>;

/** Does it; what cannot be done is said to the user. */
export async function doPageWish(wish: PageWish, server: Server, subject: PreviewSubject): Promise<void> {
  switch (wish.type) {
    case 'reveal':
      return reveal(wish.place);
    case 'fix': {
      if (subject.set === undefined) return;
      const { finding, fix } = wish;
      return applyEdit<PreviewFixParameters>(
        server,
        PREVIEW_FIX_REQUEST,
        { set: subject.set, finding, fix },
        texts.fixGone,
      );
    }
    case 'write': {
      const { set, values } = wish;
      return applyEdit<PreviewWriteParameters>(server, PREVIEW_WRITE_REQUEST, { set, values }, texts.cannotWrite);
    }
    case 'save':
      return save(wish.suggestedName, wish.text, subject);
    case 'copy':
      await env.clipboard.writeText(wish.text);
      window.setStatusBarMessage(texts.copied, 2000);
      return;
    case 'insert-snippet':
      return insertFirstSet(subject);
  }
}

/** Opens the place where its file is shown already, else in the first column, and puts the cursor there. */
async function reveal(place: SourcePlace): Promise<void> {
  const uri = Uri.parse(place.uri);
  const range = new Range(place.start.line, place.start.character, place.end.line, place.end.character);
  try {
    const document = await workspace.openTextDocument(uri);
    const selection = document.validateRange(range);
    const viewColumn = window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn;
    await window.showTextDocument(document, { selection, viewColumn: viewColumn ?? ViewColumn.One });
  } catch (error) {
    // The file may be gone since the model was made; the reason is the file system's own sentence.
    const reason = error instanceof Error ? error.message : String(error);
    void window.showWarningMessage(`${texts.cannotReveal(baseName(uri))}: ${reason}`);
  }
}

async function applyEdit<P>(server: Server, method: string, parameters: P, failure: string): Promise<void> {
  if (!(await server.applyEditOf(method, parameters))) void window.showWarningMessage(failure);
}

async function save(suggestedName: string, text: string, subject: PreviewSubject): Promise<void> {
  const file = subject.uri === undefined ? undefined : Uri.parse(subject.uri);
  const isSaved = file !== undefined && file.scheme !== 'untitled';
  // Only the last part counts, whatever the page proposes.
  const name = suggestedName.slice(Math.max(suggestedName.lastIndexOf('/'), suggestedName.lastIndexOf('\\')) + 1);
  const folder = isSaved ? Uri.joinPath(file, '..') : workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog(
    folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name === '' ? 'statefulset' : name) },
  );
  if (target === undefined) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  window.setStatusBarMessage(texts.saved(baseName(target)), 4000);
}

/** Into the file that the panel follows, at its end, or into a new one. */
async function insertFirstSet(subject: PreviewSubject): Promise<void> {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === subject.uri);
  const editor =
    shown ?? (await window.showTextDocument(await workspace.openTextDocument({ language: 'yaml' }), ViewColumn.One));
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const separator = isManifestDocument(document) ? '\n---\n' : '';
  await editor.insertSnippet(new SnippetString(`${separator}${FIRST_SET_SNIPPET}`), end);
}
