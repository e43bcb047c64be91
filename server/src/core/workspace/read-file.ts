// Makes a workspace file of a text, and of the file before: documents whose text is the same stay the same objects.

import type { TextEdit } from '../text/span.ts';
import { cutsIn, type DocumentRange, splitDocuments } from '../yaml/split-documents.ts';
import type { FileRole } from './declarations.ts';
import { readDocument } from './read-document.ts';
import type { FileName, PlacedDocument, WorkspaceDocument, WorkspaceFile } from './snapshot.ts';
import type { WarmData } from './warm-data.ts';

export interface ReadOptions {
  readonly role: FileRole;
  readonly warm: WarmData;
}

/** Reads a file anew, taking over documents of `before` by their text. */
export function readFile(
  name: FileName,
  text: string,
  before: WorkspaceFile | undefined,
  { role, warm }: ReadOptions,
): WorkspaceFile {
  if (before?.text === text) return before;
  const kept = new Map<string, WorkspaceDocument[]>();
  for (const { document } of before?.documents ?? []) {
    const same = kept.get(document.text);
    if (same === undefined) kept.set(document.text, [document]);
    else same.push(document);
  }
  return fileOf(
    name,
    text,
    splitDocuments(text),
    (chunk) => kept.get(chunk)?.shift() ?? readDocument(chunk, role, warm),
  );
}

/** The file after one edit: only the documents that the edit touches are cut and read again. */
export function editFile(before: WorkspaceFile, edit: TextEdit, { role, warm }: ReadOptions): WorkspaceFile {
  const { span, newText } = edit;
  const text = before.text.slice(0, span.start) + newText + before.text.slice(span.end);
  const documents = before.documents;
  // One character more on both sides: an edit can make or unmake the line break in front of a marker.
  let first = 0;
  while (first + 1 < documents.length && (documents[first + 1]?.offset ?? 0) <= span.start - 1) first += 1;
  if (first > 0 && documents[first]?.offset === span.start) first -= 1;
  let last = first;
  while (last + 1 < documents.length && (documents[last + 1]?.offset ?? 0) <= span.end + 1) last += 1;
  // A directive or a `...` decides where its neighbour starts.
  if (first > 0) first -= 1;
  do last += 1;
  while (last + 1 < documents.length && documents[last + 1]?.document.text.startsWith('---') === false);
  last = Math.min(last, documents.length - 1);
  const from = documents[first]?.offset ?? 0;
  const following = documents[last + 1];
  const shift = newText.length - (span.end - span.start);
  const to = following === undefined ? text.length : following.offset + shift;
  const middle: DocumentRange[] = [];
  let start = from;
  for (const cut of cutsIn(text, from, to)) {
    middle.push({ start, end: cut });
    start = cut;
  }
  middle.push({ start, end: to });
  const touched = documents.slice(first, last + 1).map((placed) => placed.document);
  const chunks = middle.map(({ start: chunkStart, end }) => {
    const chunk = text.slice(chunkStart, end);
    const at = touched.findIndex((document) => document.text === chunk);
    return { offset: chunkStart, document: at < 0 ? readDocument(own(chunk), role, warm) : take(touched, at) };
  });
  const placed = [
    ...documents.slice(0, first),
    ...chunks,
    ...documents.slice(last + 1).map(({ document, offset }) => ({ document, offset: offset + shift })),
  ];
  return { name: before.name, text, documents: indexed(placed) };
}

function take(documents: WorkspaceDocument[], at: number): WorkspaceDocument {
  const [document] = documents.splice(at, 1);
  if (document === undefined) throw new Error('the document was just found');
  return document;
}

function fileOf(
  name: FileName,
  text: string,
  ranges: readonly DocumentRange[],
  documentOf: (chunk: string) => WorkspaceDocument,
): WorkspaceFile {
  const placed = ranges.map(({ start, end }) => ({
    offset: start,
    document: documentOf(ranges.length === 1 ? text : text.slice(start, end)),
  }));
  return { name, text, documents: indexed(placed) };
}

function indexed(
  placed: readonly { readonly document: WorkspaceDocument; readonly offset: number }[],
): PlacedDocument[] {
  let index = 0;
  return placed.map(({ document, offset }) => {
    const here = index;
    if (document.hasContent) index += 1;
    return { document, offset, index: here };
  });
}

/**
 * The same text with memory of its own: a slice of a file's text keeps that whole text alive, and each keystroke makes
 * another one.
 */
function own(text: string): string {
  return ` ${text}`.slice(1);
}
