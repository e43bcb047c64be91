// Lines and columns of a text, for the rim that speaks in positions. `\n`, `\r\n` and a lone `\r` end a line, as in the
// Language Server Protocol 3.18. Start reading at `LineIndex`.

/** In what columns are counted: code units of UTF-16 or UTF-8, or code points (UTF-32). */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Both from 0. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** Line starts of one text; made once, asked often. */
export class LineIndex {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
  }

  /** At least 1: an empty text has one empty line. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** The line that holds `offset`; an offset outside of the text counts as its nearest end. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Offset of the first character of a line; a line behind the last one starts at the text's end. */
  lineStart(line: number): number {
    return this.#starts[Math.max(0, line)] ?? this.text.length;
  }

  /** Offset behind the last character of a line, its line break not counted. */
  lineEnd(line: number): number {
    let end = this.lineStart(line + 1);
    const start = this.lineStart(line);
    if (end > start && this.text.charCodeAt(end - 1) === 10) end -= 1;
    if (end > start && this.text.charCodeAt(end - 1) === 13) end -= 1;
    return end;
  }

  /** Position of an offset in UTF-16 code units. An offset inside of a line break counts as the end of its line. */
  positionAt(offset: number, encoding: PositionEncoding = 'utf-16'): LinePosition {
    const line = this.lineAt(offset);
    const start = this.lineStart(line);
    const end = Math.min(Math.max(offset, 0), this.lineEnd(line));
    if (encoding === 'utf-16') return { line, column: end - start };
    let column = 0;
    for (let at = start; at < end; ) {
      const codePoint = this.text.codePointAt(at) ?? 0;
      const next = at + (codePoint > 0xffff ? 2 : 1);
      // A position between the two halves of a character counts as in front of it.
      if (next > end) break;
      column += encoding === 'utf-8' ? utf8Length(codePoint) : 1;
      at = next;
    }
    return { line, column };
  }

  /** Offset of a position; a column behind the line's end counts as the end, as the protocol asks. */
  offsetAt(position: LinePosition, encoding: PositionEncoding = 'utf-16'): number {
    if (position.line < 0) return 0;
    if (position.line >= this.#starts.length) return this.text.length;
    const start = this.lineStart(position.line);
    const end = this.lineEnd(position.line);
    if (encoding === 'utf-16') return Math.min(start + Math.max(position.column, 0), end);
    let column = 0;
    let at = start;
    while (at < end) {
      const codePoint = this.text.codePointAt(at) ?? 0;
      column += encoding === 'utf-8' ? utf8Length(codePoint) : 1;
      if (column > position.column) break;
      at += codePoint > 0xffff ? 2 : 1;
    }
    return at;
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  // Searching for both kinds of line ends by `indexOf` is several times faster than looking at each character.
  let lineFeed = text.indexOf('\n');
  let carriageReturn = text.indexOf('\r');
  while (lineFeed >= 0 || carriageReturn >= 0) {
    let next: number;
    if (carriageReturn >= 0 && (lineFeed < 0 || carriageReturn < lineFeed)) {
      next = carriageReturn + 1;
      if (next === lineFeed) {
        next += 1;
        lineFeed = text.indexOf('\n', next);
      }
      carriageReturn = text.indexOf('\r', next);
    } else {
      next = lineFeed + 1;
      lineFeed = text.indexOf('\n', next);
    }
    starts.push(next);
  }
  return starts;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
