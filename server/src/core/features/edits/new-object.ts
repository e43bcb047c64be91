// An object that is not there yet: as a further document of a file, as an item of a `kind: List`, or as a new file.

import { isPlainObject, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import type { TextEdit } from '../../text/span.ts';
import type { FileName, WorkspaceFile } from '../../workspace/snapshot.ts';
import { lineEndOf, type Style, styleOf } from './style.ts';
import { blockLines, flowLines } from './value-lines.ts';

/** One edit at the end of the file; offsets speak of the file's text. */
export function appendedDocuments(file: WorkspaceFile, objects: readonly PlainObject[], style: Style): TextEdit {
  const { text } = file;
  const end = text.length;
  const separator = separatorOf(file, style);
  const documents = objects.map((object) => blockLines(object, style).join(style.lineEnd) + style.lineEnd);
  if (text.trim() === '') return { span: { start: end, end }, newText: documents.join(separator) };
  const isClosed = /[\r\n]$/.test(text);
  // A separator at the end of the file already opened the next document.
  const isOpened = /(?:^|[\r\n])---[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)?\s*$/.test(text);
  const first = isOpened ? '' : separator;
  return {
    span: { start: end, end },
    newText: (isClosed ? '' : style.lineEnd) + first + documents.join(separator),
  };
}

/** `---`, with a blank line above or below where most separators of the file have one. */
function separatorOf(file: WorkspaceFile, style: Style): string {
  const { text } = file;
  const separators = [...text.matchAll(/(\n\s*\n|\n|^)---[ \t]*(?:\r\n|\n|\r|$)([ \t]*(?:\r\n|\n|\r))?/g)].filter(
    (match) => (match.index ?? 0) > 0,
  );
  const half = separators.length / 2;
  const hasBlankAbove = separators.filter((match) => /\n\s*\n/.test(match[1] ?? '')).length > half;
  const hasBlankBelow = separators.filter((match) => match[2] !== undefined).length > half;
  const blank = style.lineEnd;
  return `${hasBlankAbove ? blank : ''}---${style.lineEnd}${hasBlankBelow ? blank : ''}`;
}

/** The text of a new file, in the style of the one that it stands beside. */
export function newFileText(objects: readonly PlainObject[], near: WorkspaceFile, style: Style): string {
  if (isJsonName(near.name)) {
    const object: PlainValue =
      objects.length === 1 ? (objects[0] ?? {}) : { apiVersion: 'v1', kind: 'List', items: objects };
    return flowLines(object, { ...style, isJson: true, quote: 'double' }).join(style.lineEnd) + style.lineEnd;
  }
  const documents = objects.map((object) => blockLines(object, style).join(style.lineEnd) + style.lineEnd);
  return documents.join(`---${style.lineEnd}`);
}

export function isJsonName(name: FileName): boolean {
  return name.toLowerCase().endsWith('.json');
}

/** A name beside `near` that no file has: `web-service.yaml`, then `web-service-2.yaml`. */
export function newFileName(near: FileName, object: PlainObject, isTaken: (name: FileName) => boolean): FileName {
  const slash = near.lastIndexOf('/');
  const dot = near.lastIndexOf('.');
  const folder = near.slice(0, slash + 1);
  const extension = dot > slash ? near.slice(dot) : '.yaml';
  const metadata = object['metadata'];
  const name = isPlainObject(metadata) ? metadata['name'] : undefined;
  const kind = object['kind'];
  const words = typeof kind === 'string' ? kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase() : 'object';
  const base = typeof name === 'string' && /^[a-z0-9.-]+$/.test(name) ? `${name}-${words}` : words;
  for (let number = 1; ; number += 1) {
    const candidate = `${folder}${base}${number === 1 ? '' : `-${number}`}${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** The style of a file as its documents show it; the one that holds `near` is asked first. */
export function fileStyle(file: WorkspaceFile, near: number): Style {
  const document = file.documents[near]?.document ?? file.documents[0]?.document;
  if (document === undefined) return { ...styleOf(file.text, null), lineEnd: lineEndOf(file.text) };
  const style = styleOf(document.text, document.yaml.root);
  return { ...style, lineEnd: lineEndOf(file.text) };
}
