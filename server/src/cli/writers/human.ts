// For people: one paragraph for each finding, with the line and carets under what is meant.

import { createColors } from 'picocolors';
import type { Severity } from '../../core/rules/rule.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { texts } from '../texts.ts';

type Colors = ReturnType<typeof createColors>;

export function writeHuman(report: Report, hasColor: boolean): string {
  const colors = createColors(hasColor);
  const paragraphs = report.findings.map((finding) => paragraph(report, finding, colors));
  const notes = report.notes.map(({ file, message }) => `${file}: ${message}\n`).join('');
  const summary =
    report.findings.length === 0 ? texts.clean(report.fileCount) : texts.counts(report.counts, report.fileCount);
  return `${paragraphs.join('\n')}${paragraphs.length > 0 ? '\n' : ''}${notes}${summary}\n`;
}

function paragraph(report: Report, finding: ReportedFinding, colors: Colors): string {
  const { diagnosis, file, range } = finding;
  const place = `${file}:${range.start.line}:${range.start.column}`;
  const severity = paint(diagnosis.severity, colors)(diagnosis.severity);
  const lines = [
    `${colors.bold(place)} ${severity} ${diagnosis.message} ${colors.dim(`[${diagnosis.rule}]`)}`,
    ...excerpt(report, finding, colors),
    ...(diagnosis.detail === undefined ? [] : diagnosis.detail.split('\n').map((line) => colors.dim(`  ${line}`))),
    ...finding.related.map(
      (related) => `  ${related.file}:${related.range.start.line}:${related.range.start.column} ${related.message}`,
    ),
    ...diagnosis.fixes.map((fix) => `  ${colors.cyan(texts.fix(fix.title))}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Longer lines are cut around the finding. */
const WIDTH = 160;

function excerpt(report: Report, { path, range, diagnosis }: ReportedFinding, colors: Colors): readonly string[] {
  const line = report.line(path, range.start.line);
  const number = String(range.start.line);
  const from = Math.max(0, range.start.column - 1 - WIDTH / 2);
  const shown = line.slice(from, from + WIDTH);
  const start = Math.min(range.start.column - 1, line.length) - from;
  const last = range.end.line === range.start.line ? range.end.column - 1 - from : shown.length;
  const marked = shown.slice(start, Math.max(start, Math.min(last, shown.length)));
  const margin = ' '.repeat(number.length);
  const padding = blanksFor(shown.slice(0, start));
  const carets = '^'.repeat(Math.max(1, columnsOf(marked)));
  return [
    `  ${colors.dim(`${number} |`)} ${shown}`,
    `  ${colors.dim(`${margin} |`)} ${padding}${paint(diagnosis.severity, colors)(carets)}`,
  ];
}

/** As many blanks as a text is wide on a terminal; tabs stay tabs. */
function blanksFor(text: string): string {
  return [...text].map((character) => (character === '\t' ? '\t' : ' '.repeat(columnsOf(character)))).join('');
}

/** Columns on a terminal, roughly: East Asian and pictographic characters take two, combining ones none. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue;
    columns +=
      /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uff01-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
    case 'hint':
      return colors.gray;
  }
}
