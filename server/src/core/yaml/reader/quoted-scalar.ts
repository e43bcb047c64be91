// Quoted scalars, as go.yaml.in/yaml/v2 scannerc.go reads them: `yaml_parser_scan_flow_scalar`.

import { type Cursor, isBlank, isBreakOrEnd, LINE_FEED } from './cursor.ts';

export interface QuotedText {
  readonly text: string;
  readonly isMultiLine: boolean;
}

/**
 * Reads a quoted scalar at the cursor and moves behind it. Undefined where its end is missing; then the cursor stays.
 */
export function readQuoted(cursor: Cursor): QuotedText | undefined {
  const start = cursor.pos;
  const { text } = cursor;
  const quote = text.charCodeAt(start);
  // Nearly all are on one line and without escapes.
  const close = text.indexOf(quote === 34 ? '"' : "'", start + 1);
  if (close < 0 || close >= cursor.end) return undefined;
  const simple = text.slice(start + 1, close);
  if (quote === 34 ? !/[\\\n]/.test(simple) : !simple.includes('\n') && cursor.code(close + 1) !== 39) {
    cursor.pos = close + 1;
    return { text: simple, isMultiLine: false };
  }
  return readFully(cursor, quote);
}

function readFully(cursor: Cursor, quote: number): QuotedText | undefined {
  const start = cursor.pos;
  const lineStart = cursor.lineStart;
  const parts: string[] = [];
  let at = start + 1;
  let partStart = at;
  let isMultiLine = false;
  const problems = cursor.problems.length;
  for (;;) {
    const code = cursor.code(at);
    if (code === -1) {
      cursor.pos = start;
      cursor.lineStart = lineStart;
      cursor.problems.length = problems;
      return undefined;
    }
    if (code === quote) {
      parts.push(cursor.text.slice(partStart, at));
      if (quote === 39 && cursor.code(at + 1) === 39) {
        parts.push("'");
        at += 2;
        partStart = at;
        continue;
      }
      cursor.pos = at + 1;
      return { text: parts.join(''), isMultiLine };
    }
    if (code === 92 && quote === 34) {
      parts.push(cursor.text.slice(partStart, at));
      if (isBreakOrEnd(cursor.code(at + 1))) {
        isMultiLine = true;
        at = skipBreaks(cursor, cursor.lineEnd(at + 1), parts, true);
      } else {
        at = readEscape(cursor, at, parts);
      }
      partStart = at;
    } else if (code === LINE_FEED) {
      isMultiLine = true;
      let last = at;
      while (last > partStart && (isBlank(cursor.code(last - 1)) || cursor.code(last - 1) === 13)) last -= 1;
      parts.push(cursor.text.slice(partStart, last));
      at = skipBreaks(cursor, at, parts, false);
      partStart = at;
    } else {
      at += 1;
    }
  }
}

/** From a line break over blank lines to the next content; one break becomes a blank, n + 1 become n line feeds. */
function skipBreaks(cursor: Cursor, from: number, parts: string[], isEscaped: boolean): number {
  let at = from;
  let breaks = 0;
  for (let code = cursor.code(at); isBlank(code) || code === LINE_FEED || code === 13; code = cursor.code(at)) {
    at += 1;
    if (code === LINE_FEED) {
      breaks += 1;
      cursor.lineStart = at;
    }
  }
  if (breaks > 1) parts.push('\n'.repeat(breaks - 1));
  else if (!isEscaped) parts.push(' ');
  return at;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads the escape at `at` and gives the offset behind it. */
function readEscape(cursor: Cursor, at: number, parts: string[]): number {
  const letter = cursor.text[at + 1] ?? '';
  const simple = escapes[letter];
  if (simple !== undefined) {
    parts.push(simple);
    return at + 2;
  }
  const length = hexLengths[letter];
  const isJson = cursor.text.charCodeAt(cursor.text.search(/\S/)) === 123;
  if (length === undefined) {
    // JSON has one escape more, and kubectl reads a text that starts with a brace as JSON.
    if (letter === '/' && isJson) parts.push('/');
    else {
      cursor.report('bad-escape', at, at + 2, { text: `\\${letter}` });
      parts.push(letter);
    }
    return at + 2;
  }
  const digits = cursor.text.slice(at + 2, at + 2 + length);
  const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < 0 || code > 0x10ffff || (isSurrogate && !isJson)) {
    cursor.report('bad-escape', at, at + 2, { text: `\\${letter}${/^[0-9a-fA-F]*/.exec(digits)?.[0] ?? ''}` });
    return at + 2;
  }
  parts.push(isSurrogate ? String.fromCharCode(code) : String.fromCodePoint(code));
  return at + 2 + length;
}
