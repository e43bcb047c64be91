// Mistakes of the YAML itself as findings.

import { problemText } from '../../workspace/problem-texts.ts';
import type { WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

export function yamlDiagnoses(document: WorkspaceDocument): readonly Diagnosis[] {
  return document.problems.map((problem) => ({
    source: 'yaml',
    rule: `yaml-${problem.code}`,
    severity: problem.severity,
    document,
    span: problem.span,
    message: problemText(problem),
    // kubectl reads no document behind a mistake of the YAML.
    isRefused: problem.severity === 'error',
    facts: problem.facts,
    related: [],
    fixes: [],
  }));
}
