// Where things stand in the text of a document: columns, line ends, the dashes of a list. Offsets in UTF-16 code units.

import type { MappingEntry, SequenceNode, YamlNode } from '../../yaml/node.ts';

/** Offset of the first character of the line that holds `offset`. */
export function lineStartOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isLineEnd(text, start - 1)) start -= 1;
  return start;
}

/** Offset behind the last character of the line that holds `offset`, its line break not counted. */
export function lineEndOffset(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isLineEnd(text, end)) end += 1;
  return end;
}

/** Offset of the next line's start, or of the text's end. */
export function nextLineStart(text: string, offset: number): number {
  const end = lineEndOffset(text, offset);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStartOf(text, offset);
}

/** Whether nothing but blanks stands before `offset` on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return isBlank(text.slice(lineStartOf(text, offset), offset));
}

export function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

export function isSpanningLines(text: string, start: number, end: number): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}

/** Where a node's own text starts, behind its anchor and tag. */
export function contentStart(text: string, node: YamlNode): number {
  let start = node.span.start;
  if (node.anchor !== undefined) start = Math.max(start, node.anchor.span.end);
  if (node.type === 'alias') return node.span.start;
  for (;;) {
    if (start > node.span.start || node.anchor !== undefined || node.tag !== undefined)
      start = skipBlanks(text, start, node.span.end);
    const first = text[start];
    if ((first !== '&' && first !== '!') || start >= node.span.end) return start;
    while (start < node.span.end && !/\s/.test(text[start] ?? ' ')) start += 1;
    start = skipBlanks(text, start, node.span.end);
  }
}

/** Where a node starts, anchor and tag included. */
export function wholeStart(text: string, node: YamlNode): number {
  const { anchor } = node;
  if (anchor === undefined) return node.span.start;
  const start = text[anchor.span.start] === '&' ? anchor.span.start : anchor.span.start - 1;
  return Math.min(start, node.span.start);
}

/**
 * Behind the last character of a node that matters: a block scalar's last line break is not part of it, but the blank
 * lines that a `+` in its header keeps are.
 */
export function contentEnd(text: string, node: YamlNode): number {
  if (node.type === 'mapping' && node.style === 'block') {
    const last = node.entries.at(-1);
    if (last?.value !== undefined && last.value !== null) return Math.max(node.span.end, contentEnd(text, last.value));
  }
  if (node.type === 'sequence' && node.style === 'block') {
    const last = node.items.at(-1);
    if (last !== undefined && last !== null) return Math.max(node.span.end, contentEnd(text, last));
  }
  if (node.type !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return node.span.end;
  const start = contentStart(text, node);
  let end = Math.max(trimmedEnd(text, start, node.span.end), lineEndOffset(text, start));
  if (!/^[|>][0-9]?\+/.test(text.slice(start, lineEndOffset(text, start)))) return end;
  for (let next = nextLineStart(text, end); next < text.length; next = nextLineStart(text, next)) {
    const nextEnd = lineEndOffset(text, next);
    if (next <= end || !isBlank(text.slice(next, nextEnd))) break;
    end = nextEnd;
  }
  return end;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last -= 1;
  return last;
}

/** Offset behind the `:` of an entry. */
export function colonEnd(text: string, entry: MappingEntry): number {
  return text.indexOf(':', entry.key.span.end) + 1;
}

/**
 * End of the line on which something ends, comment included, and of the comment lines below that stand deeper than
 * `column` and so belong to it.
 */
export function blockEnd(text: string, end: number, column: number): number {
  let last = lineEndOffset(text, end);
  let line = nextLineStart(text, last);
  while (line > last && line < text.length) {
    const lineEnd = lineEndOffset(text, line);
    const content = text.slice(line, lineEnd);
    const indent = content.length - content.trimStart().length;
    if (content.trim() !== '') {
      if (content[indent] !== '#' || indent <= column) break;
      last = lineEnd;
    }
    const next = nextLineStart(text, lineEnd);
    if (next === line) break;
    line = next;
  }
  return last;
}

/** Offsets of the dashes of a block list, one for each item. */
export function dashesOf(text: string, list: SequenceNode): readonly number[] {
  const first = contentStart(text, list);
  const column = columnOf(text, first);
  const dashes: number[] = [];
  let at = first;
  for (const item of list.items) {
    // Items without a node leave no trace but their dash: the next one after the previous item.
    if (dashes.length > 0) {
      at = nextLineStart(text, at);
      while (at < list.span.end && !isDash(text, at + column, column)) {
        const next = nextLineStart(text, at);
        if (next === at) break;
        at = next;
      }
      at += column;
    }
    dashes.push(at);
    if (item !== null) at = Math.max(at, contentEnd(text, item) - 1);
  }
  return dashes;
}

function isDash(text: string, offset: number, column: number): boolean {
  if (text[offset] !== '-' || !isBlank(text.slice(offset - column, offset))) return false;
  return offset + 1 >= text.length || /\s/.test(text[offset + 1] ?? ' ');
}

function isLineEnd(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 10 || code === 13;
}

/** Over blanks, line breaks and comments. */
function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if (/\s/.test(text[at] ?? '')) at += 1;
    else if (text[at] === '#') at = lineEndOffset(text, at);
    else break;
  }
  return at;
}
