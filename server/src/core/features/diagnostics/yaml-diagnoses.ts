// Mistakes of the YAML itself as findings.

import type { WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

export function yamlDiagnoses(document: WorkspaceDocument): readonly Diagnosis[] {
  return document.problems.map(({ code, severity, span, facts }) => ({
    source: 'yaml',
    rule: `yaml-${code}`,
    severity,
    document,
    span,
    message: code,
    // kubectl reads no document behind a mistake of the YAML.
    isRefused: severity === 'error',
    facts,
    related: [],
    fixes: [],
  }));
}
