// For programs: the shape is documented in `docs/cli.md` and only grows.

import type { Report, ReportedFinding } from '../report.ts';

export function writeJson(report: Report): string {
  const value = {
    version: 1,
    kubernetesVersion: report.kubernetesVersion,
    findings: report.findings.map(jsonFinding),
    ...(report.notes.length > 0 ? { notes: report.notes } : {}),
    counts: report.counts,
  };
  // Facts may hold integers beyond the doubles, which JSON of JavaScript cannot write; they never leave this program.
  return `${JSON.stringify(value, null, 2)}\n`;
}

function jsonFinding(finding: ReportedFinding): unknown {
  const { diagnosis } = finding;
  const { manifest } = diagnosis;
  return {
    rule: diagnosis.rule,
    severity: diagnosis.severity,
    message: diagnosis.message,
    ...(diagnosis.detail === undefined ? {} : { detail: diagnosis.detail }),
    file: finding.file,
    document: finding.document,
    ...(manifest?.item === undefined ? {} : { item: manifest.item }),
    range: finding.range,
    ...(manifest === undefined
      ? {}
      : {
          object: {
            apiVersion: manifest.apiVersion,
            kind: manifest.kind,
            ...(manifest.namespace === undefined ? {} : { namespace: manifest.namespace }),
            name: manifest.name,
          },
        }),
    ...(diagnosis.field === undefined ? {} : { field: diagnosis.field }),
    refused: diagnosis.isRefused,
    related: finding.related,
    fixes: diagnosis.fixes.map(({ id, title }) => ({ id, title })),
  };
}
