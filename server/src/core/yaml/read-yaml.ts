// Reads the text of one document: which reader, what of its errors is told, and what aliases mean.

import type { YamlDocument, YamlProblem } from './document.ts';
import { readWithYamlPackage } from './general-reader.ts';
import { MAX_DOCUMENT_LENGTH, MAX_PROBLEMS } from './limits.ts';
import { resolveAliases } from './resolve-aliases.ts';

/** Reads one document, as `splitDocuments` cut it. Never throws; what is wrong is in `problems`. */
export function readYamlDocument(text: string): YamlDocument {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    const problem: YamlProblem = {
      code: 'document-too-long',
      severity: 'info',
      span: { start: 0, end: 0 },
      facts: { limit: MAX_DOCUMENT_LENGTH, length: text.length },
    };
    return { text, root: null, problems: [problem], aliases: new Map() };
  }
  const { root, errors } = readWithYamlPackage(withLineFeeds(text));
  const { aliases, problems } = resolveAliases(root);
  // The first error only: those behind it are mostly its consequences.
  const syntax = errors.slice(0, 1);
  return { text, root, problems: [...syntax, ...(syntax.length > 0 ? [] : problems)].slice(0, MAX_PROBLEMS), aliases };
}

/** A lone carriage return ends a line for Go and for editors; a copy of the same length says so to the reader. */
function withLineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  return text.replace(/\r(?!\n)/g, '\n');
}
