// Literal and folded scalars, as go.yaml.in/yaml/v2 scannerc.go reads them: `yaml_parser_scan_block_scalar`.

import { makeScalar, type NodeProperties } from '../make-node.ts';
import type { ScalarNode } from '../node.ts';
import { type Cursor, SPACE, TAB } from './cursor.ts';

/** Reads a block scalar at its `|` or `>` and moves behind its last line. `parentIndent` is -1 at the top. */
export function readBlockScalar(cursor: Cursor, parentIndent: number, properties: NodeProperties): ScalarNode {
  const start = cursor.pos;
  const isLiteral = cursor.text.charCodeAt(start) === 124;
  const headerEnd = cursor.lineEnd(start);
  const header = /^[|>](?:([-+])([1-9])?|([1-9])([-+])?)?(?:[ \t]*(?:#.*)?)$/.exec(cursor.text.slice(start, headerEnd));
  if (header === null) {
    const bad = /^[|>][-+0-9]*[ \t]*/.exec(cursor.text.slice(start, headerEnd))?.[0].length ?? 1;
    cursor.reportLine('unexpected-text', Math.min(start + bad, headerEnd - 1));
  }
  const chomping = header?.[1] ?? header?.[4] ?? '';
  const increment = Number(header?.[2] ?? header?.[3] ?? 0);
  const lines = readLines(cursor, headerEnd, { parentIndent, increment });
  const text = isLiteral ? literal(lines.texts) : folded(lines.texts);
  const content = chomped(text, lines, chomping);
  const headerLength = /^[|>][-+0-9]*/.exec(cursor.text.slice(start, headerEnd))?.[0].length ?? 1;
  const span = { start, end: lines.texts.length === 0 ? start + headerLength : lines.contentEnd };
  return makeScalar(content, isLiteral ? 'literal' : 'folded', span, properties);
}

interface Lines {
  /** Without indentation; blank lines between contents are empty texts, those behind the last are not here. */
  readonly texts: readonly string[];
  readonly trailingBreaks: number;
  readonly contentEnd: number;
  /** Whether the last line of content ends with a line break. */
  readonly endsWithBreak: boolean;
}

function readLines(
  cursor: Cursor,
  headerEnd: number,
  { parentIndent, increment }: { readonly parentIndent: number; readonly increment: number },
): Lines {
  const texts: string[] = [];
  let indent = increment > 0 ? Math.max(parentIndent, 0) + increment : 0;
  let widestBlank = 0;
  let blanks = 0;
  let contentEnd = headerEnd;
  let endsWithBreak = false;
  let at = nextLineStart(cursor, headerEnd);
  let last = headerEnd;
  while (at >= 0 && at < cursor.end) {
    let column = 0;
    while ((indent === 0 || column < indent) && cursor.code(at + column) === SPACE) column += 1;
    const lineEnd = cursor.lineEnd(at);
    if ((indent === 0 || column < indent) && cursor.code(at + column) === TAB) cursor.reportTab(at + column);
    if (at + column >= lineEnd) {
      // A blank line.
      widestBlank = Math.max(widestBlank, column);
      if (lineEnd < cursor.end) blanks += 1;
      last = lineEnd;
      at = nextLineStart(cursor, lineEnd);
      continue;
    }
    if (indent === 0) indent = Math.max(column, widestBlank, parentIndent + 1, 1);
    if (column < indent) break;
    for (; blanks > 0; blanks -= 1) texts.push('');
    texts.push(cursor.text.slice(at + indent, lineEnd));
    contentEnd = lineEnd;
    last = lineEnd;
    endsWithBreak = lineEnd < cursor.end;
    at = nextLineStart(cursor, lineEnd);
  }
  // Stand at the end of the scalar's last line, so that what follows is looked for from there.
  cursor.pos = last;
  const before = cursor.text.lastIndexOf('\n', last - 1);
  if (before >= cursor.lineStart) cursor.lineStart = before + 1;
  return { texts, trailingBreaks: blanks, contentEnd, endsWithBreak };
}

function nextLineStart(cursor: Cursor, lineEnd: number): number {
  const found = cursor.text.indexOf('\n', lineEnd);
  return found < 0 || found >= cursor.end ? -1 : found + 1;
}

function literal(texts: readonly string[]): string {
  return texts.join('\n');
}

/** Line breaks between two lines that start with no blank become blanks; n blank lines between them n breaks. */
function folded(texts: readonly string[]): string {
  let result = '';
  let blanks = 0;
  let isFirst = true;
  let wasIndented = false;
  for (const text of texts) {
    if (text === '') {
      blanks += 1;
      continue;
    }
    const isIndented = text.charCodeAt(0) === SPACE || text.charCodeAt(0) === TAB;
    if (isFirst) result += '\n'.repeat(blanks);
    else if (!wasIndented && !isIndented) result += blanks === 0 ? ' ' : '\n'.repeat(blanks);
    else result += '\n'.repeat(blanks + 1);
    result += text;
    blanks = 0;
    isFirst = false;
    wasIndented = isIndented;
  }
  return result;
}

function chomped(text: string, lines: Lines, chomping: string): string {
  if (lines.texts.length === 0) return chomping === '+' ? '\n'.repeat(lines.trailingBreaks) : '';
  let result = text;
  if (chomping !== '-' && lines.endsWithBreak) result += '\n';
  return chomping === '+' ? result + '\n'.repeat(lines.trailingBreaks) : result;
}
