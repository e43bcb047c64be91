// Items of a list: put in, taken out.

import type { PlainValue } from '../../kubernetes/plain-value.ts';
import type { TextEdit } from '../../text/span.ts';
import type { SequenceNode, YamlNode } from '../../yaml/node.ts';
import { areAllQuoted, insertion, linesAt, removal, wholeLines } from './mapping-edits.ts';
import {
  blockEnd,
  columnOf,
  contentEnd,
  dashesOf,
  isFirstOnLine,
  lineEndOffset,
  lineStartOf,
  wholeStart,
} from './places.ts';
import type { Style } from './style.ts';
import { flowLines, flowText, indented, itemLines } from './value-lines.ts';

/** Puts a new item in front of the one at `index` of a list that has at least one; an index too high means the end. */
export function insertItem(
  text: string,
  list: SequenceNode,
  index: number,
  value: PlainValue,
  style: Style,
): readonly TextEdit[] {
  const isQuoted = areAllQuoted(list.items);
  if (list.style === 'flow') return insertFlowItem(text, list, index, value, style, isQuoted);
  const dashes = dashesOf(text, list);
  const firstDash = dashes[0];
  if (firstDash === undefined) return [];
  const column = columnOf(text, firstDash);
  const lines = itemLines(value, style, isQuoted);
  if (index > 0) {
    const before = Math.min(index, list.items.length) - 1;
    const end = itemEnd(text, list.items[before] ?? null, dashes[before] ?? firstDash);
    const at = blockEnd(text, end, column);
    return [insertion(at, style.lineEnd + ' '.repeat(column) + linesAt(lines, column, style.lineEnd))];
  }
  if (!isFirstOnLine(text, firstDash))
    return [insertion(firstDash, linesAt(lines, column, style.lineEnd) + style.lineEnd + ' '.repeat(column))];
  // Comments right above the first item speak of it and stay with it.
  const at = commentsAbove(text, firstDash);
  const indentedLines = lines.map((line) => indented(line, column));
  return [insertion(at, indentedLines.join(style.lineEnd) + style.lineEnd)];
}

function insertFlowItem(
  text: string,
  list: SequenceNode,
  index: number,
  value: PlainValue,
  style: Style,
  isQuoted: boolean,
): readonly TextEdit[] {
  const before = Math.min(index, list.items.length) - 1;
  const neighbour = list.items[Math.max(before, 0)];
  // An item without a node cannot stand in a flow list.
  if (neighbour === undefined || neighbour === null) return [];
  const start = wholeStart(text, neighbour);
  const isOnOwnLine = isFirstOnLine(text, start);
  const column = columnOf(text, start);
  const gap = isOnOwnLine ? style.lineEnd + ' '.repeat(column) : ' ';
  const written =
    isOnOwnLine && style.isJson
      ? linesAt(flowLines(value, style), column, style.lineEnd)
      : flowText(value, style, isQuoted || style.isJson);
  if (before < 0) return [insertion(start, `${written},${gap}`)];
  return [insertion(neighbour.span.end, `,${gap}${written}`)];
}

/** Takes an item out of a list that has more than this one. */
export function removeItem(text: string, list: SequenceNode, index: number): readonly TextEdit[] {
  const item = list.items[index] ?? null;
  if (list.style === 'flow') {
    const before = list.items[index - 1];
    const after = list.items[index + 1];
    if (item === null) return [];
    if (before !== undefined && before !== null) return [removal(before.span.end, item.span.end)];
    if (after !== undefined && after !== null) return [removal(wholeStart(text, item), wholeStart(text, after))];
    return [];
  }
  const dashes = dashesOf(text, list);
  const dash = dashes[index];
  if (dash === undefined) return [];
  const end = itemEnd(text, item, dash);
  if (isFirstOnLine(text, dash)) return [wholeLines(text, dash, end)];
  // The first item of a list behind another dash: the next one moves up.
  return [removal(dash, dashes[index + 1] ?? end)];
}

function itemEnd(text: string, item: YamlNode | null, dash: number): number {
  return item === null ? dash + 1 : Math.max(dash + 1, contentEnd(text, item));
}

/** Start of the line of `offset`, or of the first of the comment lines right above it. */
function commentsAbove(text: string, offset: number): number {
  let start = lineStartOf(text, offset);
  while (start > 0) {
    const previous = lineStartOf(text, text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1);
    if (!/^\s*#/.test(text.slice(previous, lineEndOffset(text, previous)))) break;
    start = previous;
  }
  return start;
}
