// Several rounds of edits to one text, told as edits to the text as it was first.

import type { TextEdit } from '../../text/span.ts';

/** A stretch of the first text, or text that was put in. */
type Piece = { readonly start: number; readonly end: number } | { readonly added: string };

/** A text under change. Edits of one round speak of the text after the round before. */
export class TextPieces {
  readonly #original: string;
  #pieces: readonly Piece[];
  #text: string;

  constructor(text: string) {
    this.#original = text;
    this.#pieces = [{ start: 0, end: text.length }];
    this.#text = text;
  }

  /** The text as it is now. */
  get text(): string {
    return this.#text;
  }

  apply(edits: readonly TextEdit[]): void {
    const sorted = [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
    for (const { span, newText } of sorted) {
      const before = this.#cut(0, span.start);
      const after = this.#cut(span.end, this.#text.length);
      this.#pieces = [...before, ...(newText === '' ? [] : [{ added: newText }]), ...after];
      this.#text = this.#text.slice(0, span.start) + newText + this.#text.slice(span.end);
    }
  }

  /** What all rounds come to, in the order of the text, without what stayed the same. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let added = '';
    for (const piece of [...this.#pieces, { start: this.#original.length, end: this.#original.length }]) {
      if ('added' in piece) {
        added += piece.added;
        continue;
      }
      if (piece.start > at || added !== '') {
        const edit = trimmed(this.#original, { span: { start: at, end: piece.start }, newText: added });
        if (edit !== undefined) edits.push(edit);
      }
      at = piece.end;
      added = '';
    }
    return edits;
  }

  /** The pieces of a stretch of the present text. */
  #cut(start: number, end: number): readonly Piece[] {
    const result: Piece[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const length = 'added' in piece ? piece.added.length : piece.end - piece.start;
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, length);
      if (from < to) {
        if ('added' in piece) result.push({ added: piece.added.slice(from, to) });
        else result.push({ start: piece.start + from, end: piece.start + to });
      }
      at += length;
    }
    return result;
  }
}

/** The edit without what it replaces by itself at its ends; undefined where nothing is left. */
function trimmed(text: string, { span, newText }: TextEdit): TextEdit | undefined {
  const old = text.slice(span.start, span.end);
  if (old === newText) return undefined;
  const shorter = Math.min(old.length, newText.length);
  let tail = 0;
  while (tail < shorter && old[old.length - 1 - tail] === newText[newText.length - 1 - tail]) tail += 1;
  let head = 0;
  while (head < shorter - tail && old[head] === newText[head]) head += 1;
  return {
    span: { start: span.start + head, end: span.end - tail },
    newText: newText.slice(head, newText.length - tail),
  };
}
