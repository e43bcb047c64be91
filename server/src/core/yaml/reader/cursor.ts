// Where a reader stands in a text, and what it has to say so far. The readers of this folder move it; nobody else sees it.

import type { YamlProblem, YamlProblemCode } from '../document.ts';
import { MAX_PROBLEMS } from '../limits.ts';

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;

export class Cursor {
  readonly text: string;
  readonly end: number;
  pos: number;
  /** Offset of the first character of the current line. */
  lineStart: number;
  problems: YamlProblem[] = [];
  /** How many collections are open. */
  depth = 0;
  /** Set where going on makes no sense: too deep, or a construct that only the general reader understands. */
  stopped: 'no' | 'too-deep' | 'unsupported' = 'no';
  /** How many characters may be read a second time after an unclosed bracket; ends what would be quadratic. */
  rereads: number;
  #hasTabProblem = false;

  /** `end` is where the document's content ends: the text's end or its `...` line. */
  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.pos = start;
    this.lineStart = start;
    this.end = end;
    this.rereads = 4 * text.length + 1000;
  }

  /** Column of the current position. */
  get column(): number {
    return this.pos - this.lineStart;
  }

  /** Code unit at an offset, -1 behind the end. */
  code(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : -1;
  }

  /** Offset of the line break (or end) of the line that holds `at`. */
  lineEnd(at: number): number {
    const found = this.text.indexOf('\n', at);
    const end = found < 0 || found > this.end ? this.end : found;
    return end > at && this.text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
  }

  /** Moves behind the rest of the current line, to its break. */
  skipLine(): void {
    this.pos = this.lineEnd(this.pos);
  }

  report(code: YamlProblemCode, start: number, end: number, facts: YamlProblem['facts'] = {}): void {
    // One more than is shown, so that the reader of the list knows that there are more.
    if (this.problems.length > MAX_PROBLEMS) return;
    const severity = code === 'nested-too-deep' ? 'info' : 'error';
    this.problems.push({ code, severity, span: { start, end: Math.max(start, end) }, facts });
  }

  /** Reports the content of the line from `start`, without trailing comment and blanks. */
  reportLine(code: YamlProblemCode, start: number, facts: YamlProblem['facts'] = {}): void {
    let end = this.lineEnd(start);
    for (let at = start + 1; at < end; at += 1)
      if (this.text.charCodeAt(at) === 35 && isBlank(this.text.charCodeAt(at - 1))) end = at;
    while (end > start && isBlank(this.text.charCodeAt(end - 1))) end -= 1;
    this.report(code, start, end, facts);
  }

  /** Reports a line in a wrong column, unless its tabs were reported already. */
  reportIndentation(): void {
    if (!this.text.slice(this.lineStart, this.pos).includes('\t')) this.reportLine('bad-indentation', this.pos);
  }

  /**
   * Moves to the next content: over blanks, comments and line breaks. False at the end. Tabs may not indent: Go refuses
   * them wherever a key could start (scannerc.go, `yaml_parser_scan_to_next_token`).
   */
  toContent(isFlow: boolean): boolean {
    const { text, end } = this;
    let isLineStart = this.pos === this.lineStart;
    let tab = -1;
    while (this.pos < end) {
      const code = text.charCodeAt(this.pos);
      if (code === SPACE) this.pos += 1;
      else if (code === TAB) {
        if (isLineStart && tab < 0) tab = this.pos;
        this.pos += 1;
      } else if (code === LINE_FEED) {
        this.#tab(tab, isFlow);
        tab = -1;
        this.pos += 1;
        this.lineStart = this.pos;
        isLineStart = true;
      } else if (code === CARRIAGE_RETURN && (text.charCodeAt(this.pos + 1) === LINE_FEED || this.pos + 1 >= end)) {
        this.pos += 1;
      } else if (code === 35) {
        this.#tab(tab, isFlow);
        tab = -1;
        this.skipLine();
      } else {
        this.#tab(tab, isFlow);
        return true;
      }
    }
    this.#tab(tab, isFlow);
    return false;
  }

  /** Moves over blanks of the current line; whether content follows in it (a comment is none). */
  toContentInLine(): boolean {
    const { text, end } = this;
    while (this.pos < end) {
      const code = text.charCodeAt(this.pos);
      if (code === SPACE || code === TAB) this.pos += 1;
      else
        return code !== LINE_FEED && code !== 35 && !(code === CARRIAGE_RETURN && this.lineEnd(this.pos) === this.pos);
    }
    return false;
  }

  /** One problem for a text that is indented by tabs. */
  reportTab(at: number): void {
    if (this.#hasTabProblem) return;
    this.#hasTabProblem = true;
    let last = at;
    while (this.text.charCodeAt(last) === TAB) last += 1;
    this.report('tab-indentation', at, last);
  }

  #tab(at: number, isFlow: boolean): void {
    if (at >= 0 && !isFlow) this.reportTab(at);
  }
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** White space, line break or end. */
export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN || code === -1;
}

export function isBreakOrEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN || code === -1;
}
