// Where a part of a scalar's value stands in the text: behind escapes, folded lines and a block's indentation.

import type { Span } from '../../text/span.ts';
import type { ScalarNode } from '../../yaml/node.ts';
import { contentStart, lineEndOffset, nextLineStart } from './places.ts';

/**
 * The span in the document of a part of a scalar's value, both in UTF-16 code units, or undefined where it cannot be
 * told, as in some folded texts.
 */
export function spanOfPart(
  text: string,
  node: ScalarNode,
  part: { readonly start: number; readonly end: number },
): Span | undefined {
  const value = typeof node.value === 'string' ? node.value : node.text;
  if (part.start < 0 || part.end > value.length || part.start > part.end) return undefined;
  const start = contentStart(text, node);
  const source = text.slice(start, node.span.end);
  if (source === value) return { start: start + part.start, end: start + part.end };
  const read = node.style === 'literal' ? readLiteral(text, start, value) : readFlowScalar(source, node.style, start);
  if (read !== undefined && read.value.slice(0, value.length) === value) {
    const from = read.offsets[part.start];
    const last = read.ends[part.end - 1];
    if (part.start === part.end) return from === undefined ? undefined : { start: from, end: from };
    return from === undefined || last === undefined ? undefined : { start: from, end: last };
  }
  return searched(source, start, value, part);
}

interface Read {
  readonly value: string;
  /** For each code unit of the value where its source starts and ends; one more start for the end of the value. */
  readonly offsets: readonly number[];
  readonly ends: readonly number[];
}

class Reading implements Read {
  value = '';
  readonly offsets: number[] = [];
  readonly ends: number[] = [];

  add(characters: string, start: number, end: number): void {
    for (let index = 0; index < characters.length; index += 1) {
      this.offsets.push(start);
      this.ends.push(end);
    }
    this.value += characters;
  }

  /** Takes back blanks in front of a folded line break. */
  trimBlanks(): void {
    while (/[ \t]$/.test(this.value)) {
      this.value = this.value.slice(0, -1);
      this.offsets.pop();
      this.ends.pop();
    }
  }
}

function readFlowScalar(source: string, style: ScalarNode['style'], start: number): Read | undefined {
  if (style === 'folded' || style === 'literal') return undefined;
  const isQuoted = style !== 'plain';
  const reading = new Reading();
  let at = isQuoted ? 1 : 0;
  const end = isQuoted ? source.length - 1 : source.length;
  while (at < end) {
    const character = source[at] ?? '';
    if (character === '\n' || character === '\r') {
      reading.trimBlanks();
      const from = at;
      let breaks = 0;
      for (; at < end && /\s/.test(source[at] ?? ''); at += 1) {
        if (source[at] === '\n' || (source[at] === '\r' && source[at + 1] !== '\n')) breaks += 1;
      }
      reading.add(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), start + from, start + at);
    } else if (style === 'single-quoted' && character === "'") {
      reading.add("'", start + at, start + at + 2);
      at += 2;
    } else if (style === 'double-quoted' && character === '\\') {
      const escaped = readEscape(source, at, end);
      if (escaped === undefined) return undefined;
      reading.add(escaped.characters, start + at, start + escaped.end);
      at = escaped.end;
    } else {
      reading.add(character, start + at, start + at + 1);
      at += 1;
    }
  }
  reading.offsets.push(start + at);
  return reading;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\u0007', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\u001b' },
  ...{ ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029' },
};

/** One escape of a double-quoted scalar (YAML 1.2.2, section 5.7); `at` is the backslash. */
function readEscape(
  source: string,
  at: number,
  limit: number,
): { readonly characters: string; readonly end: number } | undefined {
  const letter = source[at + 1] ?? '';
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { characters: simple, end: at + 2 };
  const length = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (length > 0) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + length), 16);
    if (Number.isNaN(code) || code > 0x10ffff) return undefined;
    return { characters: String.fromCodePoint(code), end: at + 2 + length };
  }
  if (letter !== '\n' && letter !== '\r') return undefined;
  let end = at + 1;
  while (end < limit && /\s/.test(source[end] ?? '')) end += 1;
  return { characters: '', end };
}

function readLiteral(text: string, start: number, value: string): Read | undefined {
  const reading = new Reading();
  const firstValueLine = value.split('\n').find((line) => line !== '') ?? '';
  let indent = -1;
  let line = nextLineStart(text, start);
  while (reading.value.length < value.length && line < text.length) {
    const end = lineEndOffset(text, line);
    const content = text.slice(line, end);
    if (indent < 0 && content.trim() !== '') {
      if (!content.endsWith(firstValueLine)) return undefined;
      indent = content.length - firstValueLine.length;
    }
    const skipped = Math.min(Math.max(indent, 0), content.length);
    for (let at = line + skipped; at < end; at += 1) reading.add(text[at] ?? '', at, at + 1);
    const next = nextLineStart(text, end);
    reading.add('\n', end, next);
    if (next <= line) break;
    line = next;
  }
  reading.offsets.push(line);
  return reading;
}

/** The same words in the source: the n-th in the value is the n-th in the text, when both have equally many. */
function searched(
  source: string,
  start: number,
  value: string,
  part: { readonly start: number; readonly end: number },
): Span | undefined {
  const words = value.slice(part.start, part.end);
  if (words === '') return undefined;
  const inValue = occurrences(value, words);
  const inSource = occurrences(source, words);
  const found = inSource[inValue.indexOf(part.start)];
  if (found === undefined || inValue.length !== inSource.length) return undefined;
  return { start: start + found, end: start + found + words.length };
}

function occurrences(text: string, words: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0 && found.length < 1000; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}
