// Entries of a mapping: put in, taken out, renamed. One call, one list of edits to the document's text.

import type { Path, PlainValue } from '../../kubernetes/plain-value.ts';
import type { Span, TextEdit } from '../../text/span.ts';
import type { MappingEntry, MappingNode, YamlNode } from '../../yaml/node.ts';
import { indexForKey } from './key-order.ts';
import {
  blockEnd,
  columnOf,
  contentEnd,
  contentStart,
  isFirstOnLine,
  lineEndOffset,
  lineStartOf,
  nextLineStart,
  wholeStart,
} from './places.ts';
import { keyText } from './scalar-text.ts';
import type { Style } from './style.ts';
import { entryLines, flowEntry, flowLines, indented } from './value-lines.ts';

/** Puts a new entry into a mapping that has at least one. */
export function insertEntry(
  text: string,
  mapping: MappingNode,
  path: Path,
  key: string,
  value: PlainValue,
  style: Style,
): readonly TextEdit[] {
  const index = indexForKey(
    mapping.entries.map((entry) => entry.name),
    key,
    path,
  );
  const isQuoted = areTextsQuoted(mapping);
  if (mapping.style === 'flow') return insertFlowEntry(text, mapping, index, key, value, style, isQuoted);
  const lines = entryLines(key, value, style, isQuoted);
  const first = mapping.entries[0];
  const before = mapping.entries[index - 1];
  if (first === undefined) return [];
  const column = columnOf(text, entryStart(text, first));
  if (before === undefined) {
    const at = entryStart(text, first);
    return [insertion(at, linesAt(lines, column, style.lineEnd) + style.lineEnd + ' '.repeat(column))];
  }
  const at = blockEnd(text, entryEnd(text, before), column);
  return [insertion(at, style.lineEnd + ' '.repeat(column) + linesAt(lines, column, style.lineEnd))];
}

function insertFlowEntry(
  text: string,
  mapping: MappingNode,
  index: number,
  key: string,
  value: PlainValue,
  style: Style,
  isQuoted: boolean,
): readonly TextEdit[] {
  const neighbour = mapping.entries[index - 1] ?? mapping.entries[0];
  if (neighbour === undefined) return [];
  const start = entryStart(text, neighbour);
  const isOnOwnLine = isFirstOnLine(text, start);
  const column = columnOf(text, start);
  const gap = isOnOwnLine ? style.lineEnd + ' '.repeat(column) : ' ';
  let written = flowEntry(key, value, style, isQuoted || style.isJson);
  if (isOnOwnLine && style.isJson) {
    const [first = '', ...rest] = flowLines(value, style);
    const place = { isInFlow: true, quote: style.quote, isAlwaysQuoted: style.isJson };
    written = linesAt([`${keyText(key, place)}: ${first}`, ...rest], column, style.lineEnd);
  }
  if (index === 0) return [insertion(start, `${written},${gap}`)];
  return [insertion(entryEnd(text, neighbour), `,${gap}${written}`)];
}

/** Takes an entry out of a mapping that has more than this one. */
export function removeEntry(text: string, mapping: MappingNode, entry: MappingEntry): readonly TextEdit[] {
  const index = mapping.entries.indexOf(entry);
  const before = mapping.entries[index - 1];
  const after = mapping.entries[index + 1];
  const start = entryStart(text, entry);
  const end = entryEnd(text, entry);
  if (mapping.style === 'flow') {
    if (before !== undefined) return [removal(entryEnd(text, before), end)];
    if (after !== undefined) return [removal(start, entryStart(text, after))];
    return [];
  }
  if (isFirstOnLine(text, start)) return [wholeLines(text, start, end)];
  // The first entry behind a dash: the next one, or the comment above it, moves up beside the dash.
  const next = nextLineStart(text, end);
  const line = text.slice(next, lineEndOffset(text, next));
  return [removal(start, next + (line.length - line.trimStart().length))];
}

/** Writes another key in front of the same value. */
export function renameKey(text: string, entry: MappingEntry, key: string, isInFlow: boolean, style: Style): TextEdit {
  const node = entry.key;
  const isQuoted = node.type === 'scalar' && (node.style === 'single-quoted' || node.style === 'double-quoted');
  const quote = node.type === 'scalar' && node.style === 'single-quoted' ? 'single' : style.quote;
  return {
    span: { start: contentStart(text, node), end: node.span.end },
    newText: keyText(key, { isInFlow, quote, isAlwaysQuoted: isQuoted }),
  };
}

export function entryStart(text: string, entry: MappingEntry): number {
  return Math.min(entry.span.start, wholeStart(text, entry.key));
}

export function entryEnd(text: string, entry: MappingEntry): number {
  return Math.max(entry.span.end, entry.value === null ? 0 : contentEnd(text, entry.value));
}

/** Whether all texts among the values are quoted, so that a new one will be too. */
function areTextsQuoted(mapping: MappingNode): boolean {
  return areAllQuoted(mapping.entries.map((entry) => entry.value));
}

export function areAllQuoted(nodes: readonly (YamlNode | null)[]): boolean {
  const texts = nodes.filter((node) => node?.type === 'scalar' && typeof node.value === 'string');
  if (texts.length < 2) return false;
  return texts.every((node) => node?.type === 'scalar' && /quoted$/.test(node.style));
}

/** All lines from that of `start` to that of `end`, with the last one's line break. */
export function wholeLines(text: string, start: number, end: number): TextEdit {
  const from = lineStartOf(text, start);
  const last = lineEndOffset(text, end);
  const to = nextLineStart(text, last);
  if (to > last || from === 0) return removal(from, to);
  // The last line of a text without a final line break: the break in front goes instead.
  const isPair = text[from - 1] === '\n' && text[from - 2] === '\r';
  return removal(from - (isPair ? 2 : 1), last);
}

export function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

export function removal(start: number, end: number): TextEdit {
  const span: Span = { start, end };
  return { span, newText: '' };
}

/** Lines joined, all but the first indented. */
export function linesAt(lines: readonly string[], column: number, lineEnd: string): string {
  return lines.map((line, index) => (index === 0 ? line : indented(line, column))).join(lineEnd);
}
