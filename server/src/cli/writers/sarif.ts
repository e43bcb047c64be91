// SARIF 2.1.0 (OASIS standard), as code scanning services read it.

import type { Severity } from '../../core/rules/rule.ts';
import type { Report, ReportedFinding, ReportedRange } from '../report.ts';

export function writeSarif(report: Report, pathOf: (path: string) => string, version: string): string {
  const ids = [...new Set(report.findings.map(({ diagnosis }) => diagnosis.rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'statefulset',
            semanticVersion: version,
            rules: ids.map((id) => ({ id })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, ids, pathOf)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(finding: ReportedFinding, ids: readonly string[], pathOf: (path: string) => string): unknown {
  const { diagnosis, path, range, related } = finding;
  const text = diagnosis.detail === undefined ? diagnosis.message : `${diagnosis.message}\n${diagnosis.detail}`;
  return {
    ruleId: diagnosis.rule,
    ruleIndex: ids.indexOf(diagnosis.rule),
    level: level(diagnosis.severity),
    message: { text },
    locations: [location(pathOf(path), range)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            ...location(other.file, other.range),
            message: { text: other.message },
          })),
        }),
  };
}

function location(path: string, range: ReportedRange): { readonly physicalLocation: unknown } {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
      region: {
        startLine: range.start.line,
        startColumn: range.start.column,
        endLine: range.end.line,
        endColumn: range.end.column,
      },
    },
  };
}

function level(severity: Severity): string {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}
