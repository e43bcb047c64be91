// Silencing a finding where it is: a comment above its line or at the top of its document; an annotation in JSON, which
// has no comments.

import { isPlainObject, valueAt } from '../../kubernetes/plain-value.ts';
import { DISABLE_ANNOTATION, suppressionComment } from '../../rules/suppressions.ts';
import type { TextEdit } from '../../text/span.ts';
import { nodeAt } from '../../yaml/node-at.ts';
import type { Diagnosis } from '../diagnostics/diagnosis.ts';
import { editsToDocument } from '../edits/document-edits.ts';
import { isSpanningLines, lineEndOffset, lineStartOf, nextLineStart } from '../edits/places.ts';
import { lineEndOf, styleOf } from '../edits/style.ts';

export type SuppressionPlace = 'line' | 'document' | 'object';

/** Where a finding can be silenced. */
export function suppressionPlaces(diagnosis: Diagnosis): readonly SuppressionPlace[] {
  if (diagnosis.finding === undefined) return [];
  const { document, span } = diagnosis;
  if (styleOf(document.text, document.yaml.root).isJson) return ['object'];
  const node = nodeAt(document.yaml.root, span.start)?.node;
  const isInsideText =
    node?.type === 'scalar' &&
    isSpanningLines(document.text, node.span.start, node.span.end) &&
    span.start > node.span.start;
  // A comment inside of a text of several lines would be a part of the text.
  return isInsideText ? ['document'] : ['line', 'document'];
}

/** Edits of the finding's document. */
export function suppressionEdits(
  diagnosis: Diagnosis,
  place: SuppressionPlace,
  reason: string,
): readonly TextEdit[] | undefined {
  const { document, span, rule, manifest } = diagnosis;
  const { text } = document;
  const lineEnd = lineEndOf(text);
  if (place === 'line') {
    const start = lineStartOf(text, span.start);
    const indent = /^[ \t]*/.exec(text.slice(start, lineEndOffset(text, start)))?.[0] ?? '';
    const comment = suppressionComment('next-line', rule, reason);
    return [{ span: { start, end: start }, newText: `${indent}${comment}${lineEnd}` }];
  }
  if (place === 'document') {
    const marker = /^\ufeff?(?:%[^\r\n]*(?:\r\n|\n|\r))*---/.exec(text);
    const start = marker === null ? (text.startsWith('\ufeff') ? 1 : 0) : nextLineStart(text, marker[0].length);
    const gap = start > 0 && start === text.length && !/[\r\n]$/.test(text) ? lineEnd : '';
    return [
      { span: { start, end: start }, newText: `${gap}${suppressionComment('document', rule, reason)}${lineEnd}` },
    ];
  }
  if (manifest === undefined) return undefined;
  const before = valueAt(manifest.value, ['metadata', 'annotations', DISABLE_ANNOTATION]);
  const value = typeof before === 'string' && before !== '' ? `${before}, ${rule}` : rule;
  const annotations = valueAt(manifest.value, ['metadata', 'annotations']);
  if (annotations !== undefined && annotations !== null && !isPlainObject(annotations)) return undefined;
  const item = manifest.item === undefined ? [] : ['items', manifest.item];
  const at = [...item, 'metadata', 'annotations', DISABLE_ANNOTATION];
  return editsToDocument(text, [{ do: 'set', at, value }])?.edits;
}
