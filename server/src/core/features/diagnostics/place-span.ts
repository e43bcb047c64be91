// Where a finding's place is in the text of its document.

import type { Manifest } from '../../model/manifest.ts';
import type { FindingPlace } from '../../rules/rule.ts';
import type { Span } from '../../text/span.ts';
import { spanOfPart } from '../edits/scalar-source.ts';

/**
 * The span of a place, relative to the document: the part of a text, the key or the value; of a field that nobody wrote,
 * and of a mapping or list, the key, so that no finding marks a whole block.
 */
export function spanOfPlace(manifest: Manifest, { at, on, part, span }: FindingPlace): Span {
  if (span !== undefined) return span;
  const place = manifest.place(at);
  if (place.written && part !== undefined && place.node?.type === 'scalar') {
    const found = spanOfPart(manifest.text, place.node, part);
    if (found !== undefined) return found;
  }
  const isBlock = place.node !== null && place.node.type !== 'scalar';
  const wantsKey = on === 'key' || !place.written || (on === undefined && isBlock);
  if (wantsKey && place.key !== undefined) return place.key;
  return isBlock ? firstLine(manifest.text, place.value) : place.value;
}

function firstLine(text: string, { start, end }: Span): Span {
  const line = /^[^\r\n]*/.exec(text.slice(start, end))?.[0].trimEnd() ?? '';
  return { start, end: start + line.length };
}
