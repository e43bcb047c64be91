// Places in a text, and edits to it, counted in UTF-16 code units. Nothing here knows lines, columns or files:
// the language server and the command line turn spans into positions at the rim.

/** A half-open range of UTF-16 code units, relative to the start of the document it belongs to. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces the text inside `span` by `newText`. Edits of one list never overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}
