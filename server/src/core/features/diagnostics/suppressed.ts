// Findings that comments or annotations silence are taken away; a comment that silences nothing is a finding itself.

import { applySuppressions, type PlacedFinding } from '../../rules/suppressions.ts';
import type { WorkspaceFile } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Id of the finding about a comment that silences nothing. */
export const UNUSED_SUPPRESSION = 'suppression-unused';

export function withoutSuppressed(file: WorkspaceFile, all: readonly Diagnosis[]): readonly Diagnosis[] {
  // Nearly all files have no such comment or annotation.
  if (!file.text.includes('statefulset-disable-') && !file.text.includes('vscode-statefulset/disable')) return all;
  const placed = new Map<PlacedFinding, Diagnosis>();
  const others: Diagnosis[] = [];
  for (const diagnosis of all) {
    const document = file.documents.find((one) => one.document === diagnosis.document);
    const { finding, span } = diagnosis;
    if (finding === undefined || document === undefined) others.push(diagnosis);
    else placed.set({ finding, document, span }, diagnosis);
  }
  const { findings, unused } = applySuppressions(file, [...placed.keys()]);
  const kept = findings.flatMap((finding) => placed.get(finding) ?? []);
  const reported = unused.map(
    ({ suppression, rule }): Diagnosis => ({
      source: 'rule',
      rule: UNUSED_SUPPRESSION,
      severity: 'hint',
      document: suppression.document.document,
      span: suppression.span,
      message: `Nothing here is silenced by "${rule}"`,
      isRefused: false,
      facts: { rule },
      related: [],
      fixes: [],
    }),
  );
  return [...others, ...kept, ...reported];
}
