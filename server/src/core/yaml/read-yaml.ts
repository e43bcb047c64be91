// Reads the text of one document: which reader, what of its errors is told, and what aliases mean.

import type { YamlDocument, YamlProblem } from './document.ts';
import { type ReadResult, readWithYamlPackage } from './general-reader.ts';
import { MAX_DEPTH, MAX_DOCUMENT_LENGTH, MAX_GENERAL_LENGTH, MAX_PROBLEMS } from './limits.ts';
import { readBlocks } from './reader/block-reader.ts';
import { Cursor } from './reader/cursor.ts';
import { resolveAliases } from './resolve-aliases.ts';

/** Reads one document, as `splitDocuments` cut it. Never throws; what is wrong is in `problems`. */
export function readYamlDocument(text: string): YamlDocument {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    const facts = { limit: MAX_DOCUMENT_LENGTH, length: text.length };
    return { text, root: null, problems: [limitProblem('document-too-long', facts)], aliases: new Map() };
  }
  const { root, errors } = read(withLineFeeds(text));
  const { aliases, problems } = resolveAliases(root);
  const all = [...errors, ...problems].sort((a, b) => a.span.start - b.span.start);
  if (all.length <= MAX_PROBLEMS) return { text, root, problems: all, aliases };
  const shown = all.slice(0, MAX_PROBLEMS);
  return { text, root, problems: [...shown, limitProblem('problems-omitted', { limit: MAX_PROBLEMS })], aliases };
}

function limitProblem(code: YamlProblem['code'], facts: YamlProblem['facts']): YamlProblem {
  return { code, severity: 'info', span: { start: 0, end: 0 }, facts };
}

/** A lone carriage return ends a line for Go and for editors; a copy of the same length says so to the readers. */
function withLineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  return text.replace(/\r(?!\n)/g, '\n');
}

const startMarker = /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\r?\n)*---(?=\s|$)/;
const endMarker = /^\.\.\.(?=\s|$)/m;
const directive = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*%/;

function read(text: string): ReadResult {
  const marker = text.includes('---') ? startMarker.exec(text) : null;
  const start = marker === null ? (text.charCodeAt(0) === 0xfeff ? 1 : 0) : marker[0].length;
  const end =
    text.includes('\n...') || text.startsWith('...') ? (endMarker.exec(text)?.index ?? text.length) : text.length;
  if (marker === null && directive.test(text)) return readGenerally(text);
  const cursor = new Cursor(text, start, Math.max(start, end));
  if (marker !== null && cursor.toContentInLine()) {
    // kubectl refuses anything but a comment behind a marker (apimachinery yaml/decoder.go, `YAMLReader.Read`).
    cursor.reportLine('markers-text', cursor.pos);
    const { root, errors } = readGenerally(text);
    return { root, errors: [...cursor.problems, ...errors] };
  }
  checkControlCharacters(cursor);
  const root = readBlocks(cursor);
  if (cursor.stopped === 'unsupported') return readGenerally(text);
  return { root: cursor.stopped === 'too-deep' ? null : root, errors: cursor.problems };
}

// Go's reader refuses them (readerc.go, `yaml_parser_update_buffer`).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controlCharacters = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function checkControlCharacters(cursor: Cursor): void {
  const at = cursor.text.search(controlCharacters);
  if (at < 0) return;
  const code = cursor.text.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase();
  cursor.report('control-character', at, at + 1, { code: `U+${code}` });
}

/** The general reader costs time without bound on broken text, so that it gets short texts only. */
function readGenerally(text: string): ReadResult {
  if (text.length > MAX_GENERAL_LENGTH || nestsTooDeep(text)) {
    return {
      root: null,
      errors: [limitProblem('document-too-long', { limit: MAX_GENERAL_LENGTH, length: text.length })],
    };
  }
  const { root, errors } = readWithYamlPackage(text);
  // The first error only: those behind it are mostly its consequences.
  return { root, errors: errors.slice(0, 1) };
}

/** The general reader recurses; more brackets or dashes than this in one text are not worth trying. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) depth += 1;
    else if (code === 93 || code === 125) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return /(?:[-?] ){200}/.test(text) || text.includes(' '.repeat(MAX_DEPTH * 4));
}
