// Cuts a file into documents at `---` and `...` lines, so that each is read on its own: a stray quote or bracket damages
// one document only, and an edit leaves all others untouched.

/** A document in its file: `---` line included at the front, `...` line at the end. The ranges cover the whole file. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
}

/**
 * All documents of a text, at least one. A marker stands at the start of a line and is followed by white space or the
 * line's end; neither can occur inside of any scalar (YAML 1.2.2, section 9.1.2). Directives stay with the `---` below.
 */
export function splitDocuments(text: string): readonly DocumentRange[] {
  const ranges: DocumentRange[] = [];
  let start = 0;
  for (const cut of cutsIn(text, 0, text.length)) {
    ranges.push({ start, end: cut });
    start = cut;
  }
  ranges.push({ start, end: text.length });
  return ranges;
}

/** Offsets above `from` and below `to` at which a new document starts, ascending; `from` must be a document's start. */
export function cutsIn(text: string, from: number, to: number): readonly number[] {
  const cuts: number[] = [];
  let documentStart = from;
  for (const { at, isEnd } of markersIn(text, from, to)) {
    if (isEnd) {
      const next = nextLine(text, at);
      // A `...` right at the end of a file starts nothing new.
      if (next < to) {
        cuts.push(next);
        documentStart = next;
      }
    } else if (at > documentStart && !isDirectivesOnly(text, documentStart, at)) {
      cuts.push(at);
      documentStart = at;
    }
  }
  return cuts;
}

interface Marker {
  readonly at: number;
  readonly isEnd: boolean;
}

function markersIn(text: string, from: number, to: number): readonly Marker[] {
  const markers: Marker[] = [];
  for (const [sign, isEnd] of [
    ['---', false],
    ['...', true],
  ] as const) {
    for (let at = text.indexOf(sign, from); at >= 0 && at < to; at = text.indexOf(sign, at + 1)) {
      if (isLineStart(text, at) && isMarkerEnd(text.charCodeAt(at + 3))) markers.push({ at, isEnd });
    }
  }
  return markers.sort((a, b) => a.at - b.at);
}

function isLineStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  return before === 10 || before === 13 || (at === 1 && before === 0xfeff);
}

/** White space or nothing; `charCodeAt` behind the end gives NaN. */
function isMarkerEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 32 || code === 9 || Number.isNaN(code);
}

function nextLine(text: string, at: number): number {
  for (let index = at; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10) return index + 1;
    if (code === 13) return text.charCodeAt(index + 1) === 10 ? index + 2 : index + 1;
  }
  return text.length;
}

/** Whether all lines are directives, comments or blank, and at least one is a directive. */
function isDirectivesOnly(text: string, from: number, to: number): boolean {
  // Nearly all documents start with something else, so that this ends at the first line.
  let hasDirective = false;
  for (let at = from; at < to; at = nextLine(text, at)) {
    const code = text.charCodeAt(at);
    if (code === 37) hasDirective = true;
    else if (code !== 35 && !isBlankLine(text, at)) return false;
  }
  return hasDirective;
}

function isBlankLine(text: string, at: number): boolean {
  for (let index = at; ; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13 || Number.isNaN(code)) return true;
    if (code !== 32 && code !== 9 && code !== 0xfeff) return false;
  }
}
