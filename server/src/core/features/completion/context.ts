// Where in a document the cursor is, found by reading the document with a word put in at the cursor: the reader's own
// rules then decide about indentation, comments, quotes and block scalars. Start at `contextAt`.

import type { Path, PlainValue } from '../../kubernetes/plain-value.ts';
import type { Span } from '../../text/span.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { MappingNode, ScalarNode, YamlNode } from '../../yaml/node.ts';
import { readYamlDocument } from '../../yaml/read-yaml.ts';

/** A word that no manifest holds, of letters only, so that it is a plain scalar and a key anywhere. */
const cursorWord = 'CursorOfCompletion';

export interface CompletionContext {
  /** What is being written: a key of a mapping, or a value. */
  readonly on: 'key' | 'value';
  /** Path of the mapping for a key; of the value itself for a value. */
  readonly path: Path;
  /** Keys that the mapping has besides. */
  readonly siblings: ReadonlySet<string>;
  /** What stands before the cursor of the word that is completed. */
  readonly prefix: string;
  /** What is replaced, relative to the document. */
  readonly replaced: Span;
  /** Whether a colon follows already, so that only the key is to be written. */
  readonly hasColon: boolean;
  readonly isInFlow: boolean;
  readonly quote: '' | '"' | "'";
  /** Columns of white space, and of dashes, before the word: where lines below have to start. */
  readonly column: number;
  /** The document as it was read, with the word at the cursor. */
  readonly root: MappingNode | null;
  readonly document: YamlDocument;
}

/** The context of an offset of a document's text; absent in comments, block scalars and where nothing can stand. */
export function contextAt(text: string, offset: number): CompletionContext | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const before = text.slice(lineStart, offset);
  const word = wordAround(text, lineStart, offset);
  for (const attempt of attemptsFor(text, before, word)) {
    const changed = text.slice(0, word.start) + attempt.inserted + text.slice(attempt.end);
    const document = readYamlDocument(changed);
    const found = findCursor(document.root, []);
    if (!found) continue;
    const prefix = text.slice(word.start, offset);
    return {
      on: found.on,
      path: found.path,
      siblings: found.siblings,
      prefix,
      replaced: { start: word.start, end: word.end },
      hasColon: attempt.hasColon,
      isInFlow: found.isInFlow,
      quote: found.quote,
      column: word.start - lineStart,
      root: document.root?.type === 'mapping' ? document.root : null,
      document,
    };
  }
  return undefined;
}

interface Attempt {
  readonly inserted: string;
  readonly end: number;
  readonly hasColon: boolean;
}

/** Ways to make the text readable with the word in it, the likeliest first. */
function attemptsFor(text: string, before: string, word: Span): readonly Attempt[] {
  const rest = text.slice(word.end, lineEnd(text, word.end));
  if (/^["']?\s*:(?:\s|$)/.test(rest)) return [{ inserted: cursorWord, end: word.end, hasColon: true }];
  const plain: Attempt = { inserted: cursorWord, end: word.end, hasColon: false };
  const isFirstOnLine = /^\s*(?:-\s+)*\S*$/.test(before);
  // A key alone on its line must have its colon, or it would continue the value above.
  return isFirstOnLine ? [{ ...plain, inserted: `${cursorWord}:` }, plain] : [plain];
}

function wordAround(text: string, lineStart: number, offset: number): Span {
  let start = offset;
  while (start > lineStart && /[\w./%+-]/.test(text[start - 1] ?? '')) start -= 1;
  // A dash that makes a list item is no part of the word.
  while (/^-+(?:\s|$)/.test(text.slice(start, offset)) || text.slice(start, offset) === '-') start += 1;
  let end = offset;
  while (/[\w./%+-]/.test(text[end] ?? '')) end += 1;
  return { start, end };
}

function lineEnd(text: string, from: number): number {
  const match = /[\r\n]/.exec(text.slice(from));
  return match ? from + match.index : text.length;
}

interface Found {
  readonly on: 'key' | 'value';
  readonly path: Path;
  readonly siblings: ReadonlySet<string>;
  readonly isInFlow: boolean;
  readonly quote: '' | '"' | "'";
}

const noSiblings: ReadonlySet<string> = new Set();

function findCursor(node: YamlNode | null, path: Path): Found | undefined {
  if (node === null) return undefined;
  if (node.type === 'mapping') return findInMapping(node, path);
  if (node.type !== 'sequence') return undefined;
  for (const [index, item] of node.items.entries()) {
    const at = [...path, index];
    const quote = cursorQuote(item);
    if (quote !== undefined)
      return { on: 'value', path: at, siblings: noSiblings, isInFlow: node.style === 'flow', quote };
    const found = findCursor(item, at);
    if (found) return found;
  }
  return undefined;
}

function findInMapping(node: MappingNode, path: Path): Found | undefined {
  const isInFlow = node.style === 'flow';
  for (const entry of node.entries) {
    const keyQuote = cursorQuote(entry.key);
    if (keyQuote !== undefined) {
      const names = node.entries.flatMap(({ name }) => (name === null || name === cursorWord ? [] : [name]));
      return { on: 'key', path, siblings: new Set(names), isInFlow, quote: keyQuote };
    }
    if (entry.name === null) continue;
    const at = [...path, entry.name];
    const quote = cursorQuote(entry.value);
    if (quote !== undefined) return { on: 'value', path: at, siblings: noSiblings, isInFlow, quote };
    const found = findCursor(entry.value, at);
    if (found) return found;
  }
  return undefined;
}

/** The quote around the cursor's word where the scalar is that word alone; absent for everything else. */
function cursorQuote(node: YamlNode | null): '' | '"' | "'" | undefined {
  if (node?.type !== 'scalar' || node.text !== cursorWord) return undefined;
  return quoteOf(node);
}

function quoteOf(node: ScalarNode): '' | '"' | "'" | undefined {
  if (node.style === 'plain') return '';
  if (node.style === 'double-quoted') return '"';
  return node.style === 'single-quoted' ? "'" : undefined;
}

/** The text of a scalar below a mapping, such as the `kind` of an object. */
export function scalarIn(mapping: MappingNode | null, name: string): PlainValue | undefined {
  const value = mapping?.entries.find((entry) => entry.name === name)?.value;
  return value?.type === 'scalar' ? value.value : undefined;
}
