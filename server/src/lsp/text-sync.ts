// Open buffers: incremental changes are applied at once, so that a request behind them sees them.

import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import type { Session } from './session.ts';
import { readFromDisk } from './workspace-files.ts';

export function didOpen(session: Session, { textDocument }: DidOpenTextDocumentParams): void {
  const { uri, version, text } = textDocument;
  const file = session.names.nameOf(uri);
  session.open.set(file, { uri, version });
  session.workspace.apply([{ kind: 'text', file, text }]);
  session.changed();
}

export function didChange(session: Session, { textDocument, contentChanges }: DidChangeTextDocumentParams): void {
  const name = session.names.nameOf(textDocument.uri);
  const open = session.open.get(name);
  if (open === undefined) return;
  session.open.set(name, { uri: open.uri, version: textDocument.version });
  for (const change of contentChanges) {
    // Each change speaks of the text that the one before left.
    const file = session.snapshot.files.get(name);
    if (file === undefined) return;
    if ('range' in change) {
      const span = session.positions.spanOf(file, change.range);
      session.workspace.apply([{ kind: 'edit', file: name, edits: [{ span, newText: change.text }] }]);
    } else session.workspace.apply([{ kind: 'text', file: name, text: change.text }]);
  }
  session.changed();
}

export function didClose(session: Session, { textDocument }: DidCloseTextDocumentParams): void {
  const file = session.names.nameOf(textDocument.uri);
  session.open.delete(file);
  // What is on disk counts again: unsaved changes are gone, and a file of no folder is none of ours any more.
  session.run(() => readFromDisk(session, [file]));
}
