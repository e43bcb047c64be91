// From the engine's plain values to those of the protocol: the only place where findings get lines and columns.

import { type Diagnostic, DiagnosticSeverity, type Location, type Range } from 'vscode-languageserver';
import type { Diagnosis } from '../core/features/diagnostics/diagnosis.ts';
import { referenceOf } from '../core/features/diagnostics/reference-of.ts';
import type { Severity } from '../core/rules/rule.ts';
import { assertNever } from '../core/text/assert-never.ts';
import type { Span } from '../core/text/span.ts';
import type { FileName, WorkspaceDocument, WorkspaceFile } from '../core/workspace/snapshot.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export function toDiagnostic(session: Session, file: WorkspaceFile, diagnosis: Diagnosis): Diagnostic {
  const { severity, rule, related } = diagnosis;
  const diagnostic: Diagnostic = {
    range: rangeIn(session, file, diagnosis.document, diagnosis.span),
    severity: toSeverity(severity),
    source: texts.source,
    code: rule,
    message: diagnosis.detail === undefined ? diagnosis.message : `${diagnosis.message}\n${diagnosis.detail}`,
  };
  const href = session.client.hasCodeDescription ? referenceOf(rule) : undefined;
  if (href !== undefined) diagnostic.codeDescription = { href };
  if (session.client.hasRelatedInformation && related.length > 0) {
    const places = related.map(({ file: name, document, span, message }) => {
      const location = locationOf(session, name, document, span);
      return location === undefined ? [] : [{ location, message }];
    });
    diagnostic.relatedInformation = places.flat();
  }
  return diagnostic;
}

export function toSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'info':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
    default:
      return assertNever(severity);
  }
}

/** A span of a document as a range of its file. */
export function rangeIn(session: Session, file: WorkspaceFile, document: WorkspaceDocument, span: Span): Range {
  return session.positions.rangeOf(file, span, offsetOf(file, document));
}

export function locationOf(
  session: Session,
  name: FileName,
  document: WorkspaceDocument,
  span: Span,
): Location | undefined {
  const file = session.snapshot.files.get(name);
  if (file === undefined) return undefined;
  return { uri: session.names.uriOf(name), range: rangeIn(session, file, document, span) };
}

const offsets = new WeakMap<WorkspaceFile, ReadonlyMap<WorkspaceDocument, number>>();

/** Where a document starts in its file. */
export function offsetOf(file: WorkspaceFile, document: WorkspaceDocument): number {
  let known = offsets.get(file);
  if (known === undefined) {
    known = new Map(file.documents.map((placed) => [placed.document, placed.offset]));
    offsets.set(file, known);
  }
  return known.get(document) ?? 0;
}
