// Anchors, tags and aliases.

import type { Span } from '../../text/span.ts';
import type { AliasNode } from '../node.ts';
import { type Cursor, isBlankOrEnd } from './cursor.ts';

export interface WrittenProperties {
  anchor?: { readonly name: string; readonly span: Span };
  tag?: string;
  /** Offset of the first of them. */
  readonly start: number;
}

const AMPERSAND = 38;
const EXCLAMATION = 33;

/** Reads anchor and tag at the cursor, in any order, and moves to what follows in the line. */
export function readProperties(cursor: Cursor): WrittenProperties | undefined {
  let properties: WrittenProperties | undefined;
  for (;;) {
    const code = cursor.code(cursor.pos);
    if (code !== AMPERSAND && code !== EXCLAMATION) return properties;
    properties ??= { start: cursor.pos };
    const start = cursor.pos;
    if (code === AMPERSAND) {
      const name = readName(cursor);
      if (name === undefined) return properties;
      if (properties.anchor !== undefined) cursor.report('unexpected-text', start, cursor.pos);
      properties.anchor = { name, span: { start, end: cursor.pos } };
    } else {
      const tag = readTag(cursor);
      if (properties.tag !== undefined) cursor.report('unexpected-text', start, cursor.pos);
      properties.tag = tag;
    }
    if (!cursor.toContentInLine()) return properties;
  }
}

/** Reads an alias at its `*`; undefined, and reported, where it is none. */
export function readAlias(cursor: Cursor): AliasNode | undefined {
  const start = cursor.pos;
  const name = readName(cursor);
  return name === undefined ? undefined : { type: 'alias', name, span: { start, end: cursor.pos } };
}

/** The name behind `&` or `*`: letters, digits, `_` and `-` (scannerc.go, `yaml_parser_scan_anchor`). */
function readName(cursor: Cursor): string | undefined {
  const start = cursor.pos;
  let at = start + 1;
  while (isNameCharacter(cursor.code(at))) at += 1;
  const next = cursor.code(at);
  if (at === start + 1 || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
    cursor.report('bad-scalar-start', start, Math.max(at, start + 1), { character: cursor.text[start] ?? '' });
    cursor.pos = at;
    return undefined;
  }
  cursor.pos = at;
  return cursor.text.slice(start + 1, at);
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 45
  );
}

/** The tag in its short form, such as `!!str`. */
function readTag(cursor: Cursor): string {
  const start = cursor.pos;
  let at = start + 1;
  if (cursor.code(at) === 60) while (!isBlankOrEnd(cursor.code(at)) && cursor.code(at - 1) !== 62) at += 1;
  else while (!isBlankOrEnd(cursor.code(at)) && !',[]{}'.includes(cursor.text[at] ?? '')) at += 1;
  cursor.pos = at;
  const tag = cursor.text.slice(start, at);
  return tag.startsWith('!<tag:yaml.org,2002:') ? `!!${tag.slice(20, -1)}` : tag;
}
