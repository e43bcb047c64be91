// Edits of the engine as a workspace edit of the protocol: with versions and new files where the client knows them.

import type {
  ChangeAnnotation,
  CreateFile,
  TextEdit as ProtocolTextEdit,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdits, WorkspaceEdits } from '../core/features/edits/edits.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Key of the annotation of edits that somebody should look at. */
const SHARED = 'shared';

/** Undefined where the client cannot make the files that the edits need. */
export function toWorkspaceEdit(session: Session, edits: WorkspaceEdits): WorkspaceEdit | undefined {
  const { client, names } = session;
  if (!client.hasDocumentChanges) {
    if (edits.newFiles.length > 0) return undefined;
    return { changes: Object.fromEntries(edits.files.map((one) => [names.uriOf(one.file), textEdits(session, one)])) };
  }
  if (edits.newFiles.length > 0 && !client.canCreateFiles) return undefined;
  const annotation = edits.isShared && client.hasChangeAnnotations ? SHARED : undefined;
  const created = edits.newFiles.flatMap(({ file, text }): (CreateFile | TextDocumentEdit)[] => {
    const uri = names.uriOf(file);
    const start = { line: 0, character: 0 };
    return [
      { kind: 'create', uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ];
  });
  const changed = edits.files.map((one): TextDocumentEdit => {
    const version = session.open.get(one.file)?.version ?? null;
    const plain = textEdits(session, one);
    return {
      textDocument: { uri: names.uriOf(one.file), version },
      edits: annotation === undefined ? plain : plain.map((edit) => ({ ...edit, annotationId: annotation })),
    };
  });
  const changeAnnotations: Record<string, ChangeAnnotation> =
    annotation === undefined ? {} : { [annotation]: { label: texts.sharedText, needsConfirmation: true } };
  return {
    documentChanges: [...changed, ...created],
    ...(annotation === undefined ? {} : { changeAnnotations }),
  };
}

function textEdits(session: Session, { file: name, edits }: FileEdits): ProtocolTextEdit[] {
  const file = session.snapshot.files.get(name);
  if (file === undefined) return [];
  return edits.map(({ span, newText }) => ({ range: session.positions.rangeOf(file, span), newText }));
}
