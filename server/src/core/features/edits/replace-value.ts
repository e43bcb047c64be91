// Another value in the place of one that is written, or of nothing behind a key or dash.

import type { PlainValue } from '../../kubernetes/plain-value.ts';
import type { TextEdit } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { Located } from './locate.ts';
import { insertion, linesAt, removal } from './mapping-edits.ts';
import {
  colonEnd,
  columnOf,
  contentEnd,
  contentStart,
  dashesOf,
  isFirstOnLine,
  isSpanningLines,
  lineEndOffset,
  lineStartOf,
  wholeStart,
} from './places.ts';
import { quotedText, scalarText } from './scalar-text.ts';
import type { Style } from './style.ts';
import { blockLines, flowLines, flowText, indented, isNested, isScalar, literalLines } from './value-lines.ts';

/** Edits that write `value` where `place` has another one. */
export function replaceValue(text: string, place: Located, value: PlainValue, style: Style): readonly TextEdit[] {
  if (place.isInFlow || style.isJson) return replaceInFlow(text, place, value, style);
  const lines = linesBelow(value, style);
  return lines === undefined ? writeOneLine(text, place, value, style) : writeLines(text, place, value, lines, style);
}

function replaceInFlow(text: string, place: Located, value: PlainValue, style: Style): readonly TextEdit[] {
  const { written } = place;
  const isPretty = style.isJson && isNested(value) && isSpanningLines(text, 0, text.length);
  const column = lineIndent(text, written === null ? slotEnd(text, place) : written.span.start);
  const newText =
    isScalar(value) && typeof value === 'string'
      ? textLike(value, written, style, true)
      : isPretty
        ? linesAt(flowLines(value, style), column, style.lineEnd)
        : flowText(value, style);
  if (written === null) return [insertion(slotEnd(text, place), ` ${newText}`)];
  return [{ span: { start: replacedStart(text, written), end: written.span.end }, newText }];
}

/** Columns of blanks at the start of the line of an offset. */
function lineIndent(text: string, offset: number): number {
  const start = lineStartOf(text, offset);
  const line = text.slice(start, lineEndOffset(text, start));
  return line.length - line.trimStart().length;
}

/** The lines of a value that does not stand beside its key; for a block scalar its header is the first. */
function linesBelow(value: PlainValue, style: Style): readonly string[] | undefined {
  if (isNested(value)) return blockLines(value, style);
  return typeof value === 'string' ? literalLines(value) : undefined;
}

function writeOneLine(text: string, place: Located, value: PlainValue, style: Style): readonly TextEdit[] {
  const { written } = place;
  const newText = isScalar(value)
    ? typeof value === 'string'
      ? textLike(value, written, style, false)
      : scalarText(value, { isInFlow: false, quote: style.quote, isAlwaysQuoted: false })
    : Array.isArray(value)
      ? '[]'
      : '{}';
  if (written === null) return [insertion(slotEnd(text, place), ` ${newText}`)];
  const start = replacedStart(text, written);
  const end = contentEnd(text, written);
  const anchorEnd = written.anchor?.span.end;
  const slot = anchorEnd ?? slotEnd(text, place);
  if (!isSpanningLines(text, slot, start)) return [{ span: { start, end }, newText }];
  // A block below its key: the new value moves up, a comment beside the key stays.
  return [insertion(slot, ` ${newText}`), removal(lineEndOffset(text, slot), end)];
}

function writeLines(
  text: string,
  place: Located,
  value: PlainValue,
  lines: readonly string[],
  style: Style,
): readonly TextEdit[] {
  const { written, slot } = place;
  const isLiteral = typeof value === 'string';
  if (slot.in === 'root') {
    if (written === null || isLiteral) return [];
    return [
      {
        span: { start: contentStart(text, written), end: contentEnd(text, written) },
        newText: linesAt(lines, 0, style.lineEnd),
      },
    ];
  }
  const isItem = slot.in === 'item';
  const column = isItem
    ? columnOf(text, slotEnd(text, place) - 1) + style.itemIndent
    : columnOf(text, wholeStart(text, slot.entry.key)) + (Array.isArray(value) ? style.dashIndent : style.step);
  // Beside the key stands a block scalar's header, beside a dash the first line of anything.
  const [beside, below]: readonly [string, readonly string[]] =
    isLiteral || isItem ? [lines[0] ?? '', lines.slice(1)] : ['', lines];
  const belowText = below.map((line) => style.lineEnd + indented(line, column)).join('');
  const anchorEnd = written?.anchor?.span.end;
  const head = anchorEnd ?? slotEnd(text, place);
  const besideText =
    beside === ''
      ? ''
      : `${' '.repeat(isItem && anchorEnd === undefined ? Math.max(1, style.itemIndent - 1) : 1)}${beside}`;
  if (written === null) return besideAndBelow(text, head, head, besideText, belowText);
  const start = replacedStart(text, written);
  const end = contentEnd(text, written);
  if (!isSpanningLines(text, head, start)) return besideAndBelow(text, head, end, besideText, belowText);
  const isOwnLine = isFirstOnLine(text, start);
  if (isLiteral) {
    // Comments below the key would become part of the literal text; they spoke of what is replaced and go with it.
    const from = lineEndOffset(text, head);
    const besideEdit = insertion(head, besideText);
    return [
      besideEdit,
      { span: { start: from, end: Math.max(end, from) }, newText: belowText + literalGap(text, end, column, style) },
    ];
  }
  // A comment behind the old block must not become a part of a literal text: it gets a line of its own.
  const gap = endsInLiteral(value) ? literalGap(text, end, column, style) : '';
  return [
    ...(besideText === '' ? [] : [insertion(head, besideText)]),
    {
      span: { start: isOwnLine ? lineStartOf(text, start) : start, end },
      newText: below.map((line) => indented(line, column)).join(style.lineEnd) + gap,
    },
  ];
}

/** Replaces what stands between `head` and `end`; a comment behind it stays on the line of the key. */
function besideAndBelow(text: string, head: number, end: number, beside: string, below: string): readonly TextEdit[] {
  const lineEnd = lineEndOffset(text, end);
  if (lineEnd === end) return [{ span: { start: head, end }, newText: beside + below }];
  return [{ span: { start: head, end }, newText: beside }, insertion(lineEnd, below)];
}

/** What keeps a comment behind `end` out of a literal text that is written in front of it. */
function literalGap(text: string, end: number, column: number, style: Style): string {
  return lineEndOffset(text, end) > end ? style.lineEnd + ' '.repeat(Math.max(0, column - style.step)) : '';
}

/** Behind the colon or dash that the value belongs to. */
function slotEnd(text: string, { slot, written }: Located): number {
  if (slot.in === 'entry') {
    const end = colonEnd(text, slot.entry);
    return end > 0 ? end : slot.entry.key.span.end;
  }
  if (slot.in === 'item' && slot.list.style === 'block') return (dashesOf(text, slot.list)[slot.index] ?? 0) + 1;
  return written?.span.start ?? 0;
}

/** An anchor stays, since others use it; a tag goes, since it spoke of the old value. */
function replacedStart(text: string, node: YamlNode): number {
  if (node.type === 'alias') return node.span.start;
  const start = contentStart(text, node);
  if (node.tag === undefined) return start;
  const from = node.anchor?.span.end ?? 0;
  const tag = text.lastIndexOf(node.tag, start);
  return tag > from ? tag : start;
}

/** A text in the quotes of the one that it replaces. */
function textLike(value: string, written: YamlNode | null, style: Style, isInFlow: boolean): string {
  if (written?.type === 'scalar' && !style.isJson) {
    if (written.style === 'single-quoted') return quotedText(value, 'single');
    if (written.style === 'double-quoted') return quotedText(value, 'double');
  }
  return scalarText(value, { isInFlow, quote: style.quote, isAlwaysQuoted: style.isJson });
}

/** Whether an empty collection is written that a first entry or item would turn into lines. */
export function isEmptyCollection(node: YamlNode | null): boolean {
  if (node === null || (node.type === 'scalar' && node.value === null)) return true;
  if (node.type === 'mapping') return node.entries.length === 0;
  return node.type === 'sequence' && node.items.length === 0;
}

function endsInLiteral(value: PlainValue): boolean {
  if (typeof value === 'string') return literalLines(value) !== undefined;
  const last = Array.isArray(value) ? value.at(-1) : isScalar(value) ? undefined : Object.values(value).at(-1);
  return last !== undefined && endsInLiteral(last);
}
