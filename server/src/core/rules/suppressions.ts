// Findings that somebody silenced in the manifests themselves, by a comment or an annotation. Settings and baselines
// are other places for the same wish.
//
//   # statefulset-disable-next-line RULE[, RULE…]: reason
//   # statefulset-disable-document RULE…: reason      the document that holds the comment
//   # statefulset-disable-file RULE…: reason          the whole file
//   metadata.annotations: vscode-statefulset/disable: RULE[, RULE…]

import type { Span } from '../text/span.ts';
import type { PlacedDocument, WorkspaceFile } from '../workspace/snapshot.ts';
import type { Finding } from './rule.ts';

export const DISABLE_ANNOTATION = 'vscode-statefulset/disable';

export type SuppressionScope = 'next-line' | 'document' | 'file';

export interface Suppression {
  readonly scope: SuppressionScope;
  readonly rules: readonly string[];
  readonly reason: string;
  /** The comment, relative to its document. */
  readonly span: Span;
  readonly document: PlacedDocument;
}

/** A finding together with where it starts, relative to the document that holds it. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly document: PlacedDocument;
  readonly span: Span;
}

export interface SuppressedFindings {
  readonly findings: readonly PlacedFinding[];
  /** Comments' ids that silence nothing: a mistake, or left over. */
  readonly unused: readonly { readonly suppression: Suppression; readonly rule: string }[];
}

const comment =
  /#[ \t]*statefulset-disable-(?<scope>next-line|document|file)[ \t]+(?<rules>[a-z][-a-z]*(?:[ \t]*,[ \t]*[a-z][-a-z]*)*)(?:[ \t]*:[ \t]*(?<reason>[^\r\n]*))?/g;

/** The comments of one document, in order. */
export function suppressionsIn(placed: PlacedDocument): readonly Suppression[] {
  const { text } = placed.document;
  if (!text.includes('statefulset-disable-')) return [];
  return [...text.matchAll(comment)].map((match) => {
    const scope = match.groups?.['scope'];
    return {
      scope: scope === 'next-line' || scope === 'document' ? scope : 'file',
      rules: (match.groups?.['rules'] ?? '').split(/[ \t]*,[ \t]*/),
      reason: (match.groups?.['reason'] ?? '').trim(),
      span: { start: match.index, end: match.index + match[0].trimEnd().length },
      document: placed,
    };
  });
}

/** Takes away what comments and annotations silence. All findings of one file, those of the API server included. */
export function applySuppressions(file: WorkspaceFile, findings: readonly PlacedFinding[]): SuppressedFindings {
  const suppressions = file.documents.flatMap(suppressionsIn);
  const used = new Set<string>();
  const kept = findings.filter((placed) => {
    const index = suppressions.findIndex((suppression) => silences(suppression, placed));
    if (index >= 0) used.add(`${index} ${placed.finding.rule}`);
    return index < 0 && !annotatedRules(placed.finding).includes(placed.finding.rule);
  });
  const unused = suppressions.flatMap((suppression, index) =>
    suppression.rules.filter((rule) => !used.has(`${index} ${rule}`)).map((rule) => ({ suppression, rule })),
  );
  return { findings: kept, unused };
}

function silences({ scope, rules, span, document }: Suppression, placed: PlacedFinding): boolean {
  if (!rules.includes(placed.finding.rule)) return false;
  if (scope === 'file') return true;
  if (document !== placed.document) return false;
  return scope === 'document' || lineAfter(document.document.text, span.end, placed.span.start);
}

/** Whether an offset lies on the first line behind a comment that is no comment and not empty. */
function lineAfter(text: string, commentEnd: number, offset: number): boolean {
  let start = text.indexOf('\n', commentEnd) + 1;
  while (start > 0) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? undefined : end);
    if (!/^\s*(#.*)?$/.test(line)) return offset >= start && offset <= start + line.length;
    start = end + 1;
  }
  return false;
}

function annotatedRules({ resource }: Finding): readonly string[] {
  const annotations: Readonly<Record<string, string>> = resource.object.metadata?.annotations ?? {};
  const value = annotations[DISABLE_ANNOTATION];
  return typeof value === 'string' ? value.split(/[\s,]+/) : [];
}

/** The comment that a light bulb inserts above a line, with the line's own indentation. */
export function suppressionComment(scope: SuppressionScope, ruleId: string, reason: string): string {
  return `# statefulset-disable-${scope} ${ruleId}: ${reason}`;
}
