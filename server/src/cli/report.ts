// What a check found, with lines and columns from 1: what all writers write.

import type { ObjectAnswers } from '../core/features/answers/answers.ts';
import type { Diagnosis } from '../core/features/diagnostics/diagnosis.ts';
import type { Manifest } from '../core/model/manifest.ts';
import type { Severity } from '../core/rules/rule.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { Span } from '../core/text/span.ts';
import type { FileName, Snapshot, WorkspaceDocument, WorkspaceFile } from '../core/workspace/snapshot.ts';

/** Both from 1, in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ReportedRange {
  readonly start: Place;
  readonly end: Place;
}

export interface ReportedRelated {
  readonly file: string;
  readonly range: ReportedRange;
  readonly message: string;
}

export interface ReportedFinding {
  readonly diagnosis: Diagnosis;
  /** As given on the command line, or relative to the given folder. */
  readonly file: string;
  /** Absolute. */
  readonly path: FileName;
  /** Position among the documents of the file that have content, from 0. */
  readonly document: number;
  readonly range: ReportedRange;
  readonly related: readonly ReportedRelated[];
}

export interface ReportedNote {
  readonly file: string;
  readonly message: string;
}

/** An object and what the API server would answer to it. */
export interface ReportedObject {
  readonly file: string;
  readonly document: number;
  readonly manifest: Manifest;
  readonly answers: ObjectAnswers;
}

export interface Report {
  readonly kubernetesVersion: string;
  readonly findings: readonly ReportedFinding[];
  readonly objects: readonly ReportedObject[];
  readonly notes: readonly ReportedNote[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly fileCount: number;
  /** The text of a line, from 1, without its line break. */
  readonly line: (path: FileName, line: number) => string;
}

/** Gives findings their places. */
export class Reporter {
  readonly #snapshot: Snapshot;
  readonly #shown: ReadonlyMap<FileName, string>;
  readonly #indexes: Map<FileName, LineIndex> = new Map();

  constructor(snapshot: Snapshot, shown: ReadonlyMap<FileName, string>) {
    this.#snapshot = snapshot;
    this.#shown = shown;
  }

  finding(file: WorkspaceFile, diagnosis: Diagnosis): ReportedFinding {
    const placed = file.documents.find(({ document }) => document === diagnosis.document);
    return {
      diagnosis,
      file: this.shown(file.name),
      path: file.name,
      document: placed?.index ?? 0,
      range: this.range(file, diagnosis.document, diagnosis.span),
      related: diagnosis.related.flatMap((related) => {
        const other = this.#snapshot.files.get(related.file);
        if (other === undefined) return [];
        const range = this.range(other, related.document, related.span);
        return [{ file: this.shown(other.name), range, message: related.message }];
      }),
    };
  }

  shown(name: FileName): string {
    return this.#shown.get(name) ?? name;
  }

  range(file: WorkspaceFile, document: WorkspaceDocument, span: Span): ReportedRange {
    const offset = file.documents.find((placed) => placed.document === document)?.offset ?? 0;
    return { start: this.#place(file, offset + span.start), end: this.#place(file, offset + span.end) };
  }

  readonly line = (path: FileName, line: number): string => {
    const file = this.#snapshot.files.get(path);
    if (file === undefined) return '';
    const index = this.#index(file);
    return file.text.slice(index.lineStart(line - 1), index.lineEnd(line - 1));
  };

  #place(file: WorkspaceFile, offset: number): Place {
    const { line, column } = this.#index(file).positionAt(offset);
    return { line: line + 1, column: column + 1 };
  }

  #index(file: WorkspaceFile): LineIndex {
    const known = this.#indexes.get(file.name);
    if (known !== undefined) return known;
    const index = new LineIndex(file.text);
    this.#indexes.set(file.name, index);
    return index;
  }
}

const order: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Whether a severity is at or above another. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return order.indexOf(severity) <= order.indexOf(limit);
}

export function countSeverities(findings: readonly ReportedFinding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { diagnosis } of findings) counts[diagnosis.severity] += 1;
  return counts;
}
