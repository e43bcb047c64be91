// Plain scalars, as go.yaml.in/yaml/v2 scannerc.go reads them: `yaml_parser_scan_plain_scalar`.

import { type Cursor, isBlank, isBlankOrEnd, isBreakOrEnd, LINE_FEED } from './cursor.ts';

/** Where the plain text of one line ends (behind its last character), and what ended it. */
export interface PlainLine {
  readonly end: number;
  readonly by: 'line-end' | 'comment' | 'colon' | 'indicator';
  /** Offset of the colon or indicator, or of the line's end. */
  readonly at: number;
}

/** Looks over the plain text that starts at `from`, within its line. */
export function plainLineAt(cursor: Cursor, from: number, isFlow: boolean): PlainLine {
  const { text, end } = cursor;
  let last = from;
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 63) {
      // Letters, the most of all text, and only these indicators.
      if (isFlow && isFlowIndicator(code)) return { end: last, by: 'indicator', at };
      last = at + 1;
    } else if (code === 32 || code === 9) {
      // Blanks inside count once something follows.
    } else if (code === LINE_FEED || (code === 13 && isBreakOrEnd(cursor.code(at + 1)))) {
      return { end: last, by: 'line-end', at };
    } else if (code === 58 && isBlankOrEnd(cursor.code(at + 1))) {
      return { end: last, by: 'colon', at };
    } else if (code === 35 && at > from && isBlank(text.charCodeAt(at - 1))) {
      return { end: last, by: 'comment', at };
    } else if (isFlow && isFlowIndicator(code)) {
      return { end: last, by: 'indicator', at };
    } else {
      last = at + 1;
    }
  }
  return { end: last, by: 'line-end', at };
}

/** `,`, `[`, `]`, `{`, `}`, and `?`, which Go's reader keeps from YAML 1.0. */
function isFlowIndicator(code: number): boolean {
  return code === 44 || code === 91 || code === 93 || code === 123 || code === 125 || code === 63;
}

/** Whether a plain scalar may start here; else it is an indicator or reserved. */
export function canStartPlain(cursor: Cursor, at: number, isFlow: boolean): boolean {
  const code = cursor.code(at);
  switch (code) {
    case 45: // -
      return !isBlankOrEnd(cursor.code(at + 1));
    case 63: // ?
    case 58: // :
      return !isFlow && !isBlankOrEnd(cursor.code(at + 1));
    case 44: // ,
    case 91: // [
    case 93: // ]
    case 123: // {
    case 125: // }
    case 35: // #
    case 38: // &
    case 42: // *
    case 33: // !
    case 124: // |
    case 62: // >
    case 39: // '
    case 34: // "
    case 37: // %
    case 64: // @
    case 96: // `
      return false;
    default:
      return !isBlankOrEnd(code);
  }
}

/** Joins lines: one break becomes a blank, n + 1 breaks n line feeds. */
export class FoldedText {
  #text: string;

  constructor(first: string) {
    this.#text = first;
  }

  add(line: string, breaks: number): void {
    this.#text += (breaks > 1 ? '\n'.repeat(breaks - 1) : ' ') + line;
  }

  get text(): string {
    return this.#text;
  }
}
