// Diagnostics for clients that fetch them themselves.

import type { DocumentDiagnosticParams, FullDocumentDiagnosticReport } from 'vscode-languageserver';
import type { Session } from '../session.ts';
import { toDiagnostic } from '../to-lsp.ts';

export function pullDiagnostics(
  session: Session,
  { textDocument }: DocumentDiagnosticParams,
): FullDocumentDiagnosticReport {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined || !session.settings.enable) return { kind: 'full', items: [] };
  const found = session.diagnosesOf(name);
  session.diagnostics.told(name);
  return { kind: 'full', items: found.map((diagnosis) => toDiagnostic(session, file, diagnosis)) };
}
