// A finding as every reader shows it: editor, command line, preview. Made from YAML problems, the API server's answer
// and rules alike. Plain data; offsets are those of the document, so that it stays valid while its file changes elsewhere.

import type { Path, PlainObject, PlainValue } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Finding, Severity } from '../../rules/rule.ts';
import type { Span } from '../../text/span.ts';
import type { FileName, WorkspaceDocument } from '../../workspace/snapshot.ts';

export interface RelatedDiagnosis {
  readonly file: FileName;
  readonly document: WorkspaceDocument;
  readonly span: Span;
  readonly message: string;
}

export interface DiagnosisFix {
  readonly id: string;
  readonly title: string;
  readonly isPreferred: boolean;
  /** Whether it may run without being looked at. */
  readonly isSafe: boolean;
  /** What it changes in the finding's own object, where no rule makes the changes. */
  readonly change?:
    | { readonly do: 'set'; readonly at: Path; readonly value: PlainValue }
    | { readonly do: 'remove'; readonly at: Path };
}

export interface Diagnosis {
  readonly source: 'yaml' | 'server' | 'rule';
  /** Id of the rule, or the code of the problem. */
  readonly rule: string;
  readonly severity: Severity;
  readonly document: WorkspaceDocument;
  /** Absent for problems of the YAML itself. */
  readonly manifest?: Manifest;
  readonly span: Span;
  readonly message: string;
  /** The exact words of the API server, where they are known. */
  readonly detail?: string;
  /** The path as the API server writes it. */
  readonly field?: string;
  /** The API server would refuse the object because of it. */
  readonly isRefused: boolean;
  readonly facts: PlainObject;
  readonly related: readonly RelatedDiagnosis[];
  readonly fixes: readonly DiagnosisFix[];
  /** What a rule found; repairs are made from it. */
  readonly finding?: Finding;
}
