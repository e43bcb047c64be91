// Annotations of GitHub Actions: workflow commands on standard output.

import type { Severity } from '../../core/rules/rule.ts';
import type { Report } from '../report.ts';

export function writeGithub(report: Report, pathOf: (path: string) => string): string {
  return report.findings
    .map(({ diagnosis, path, range }) => {
      const properties = [
        `file=${property(pathOf(path))}`,
        `line=${range.start.line}`,
        `endLine=${range.end.line}`,
        // Columns only count where the annotation stays on one line.
        ...(range.end.line === range.start.line ? [`col=${range.start.column}`, `endColumn=${range.end.column}`] : []),
        `title=${property(diagnosis.rule)}`,
      ];
      const message = diagnosis.detail === undefined ? diagnosis.message : `${diagnosis.message}\n${diagnosis.detail}`;
      return `::${command(diagnosis.severity)} ${properties.join(',')}::${data(message)}\n`;
    })
    .join('');
}

function command(severity: Severity): string {
  return severity === 'error' || severity === 'warning' ? severity : 'notice';
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
