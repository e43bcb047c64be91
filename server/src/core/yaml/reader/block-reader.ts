// What lives here: our reader of YAML, which serves nearly every document. It reads what Go's reader reads
// (go.yaml.in/yaml/v2), about thirty times faster than a general one, and goes on behind mistakes: a broken line costs
// that line, and the rest of the document keeps its model. Rare constructs (complex keys, directives) it leaves to
// `general-reader.ts`. Start reading at `readBlocks`.

import { MAX_DEPTH } from '../limits.ts';
import { makeEntry, makeScalar } from '../make-node.ts';
import type { MappingEntry, YamlNode } from '../node.ts';
import { readBlockScalar } from './block-scalar.ts';
import { type Cursor, isBlank, isBlankOrEnd, isBreakOrEnd } from './cursor.ts';
import { readFlow } from './flow-reader.ts';
import { canStartPlain, FoldedText, plainLineAt } from './plain-scalar.ts';
import { readAlias, readProperties, type WrittenProperties } from './properties.ts';
import { readQuoted } from './quoted-scalar.ts';

/** Reads the document's content; what is wrong is noted at the cursor. */
export function readBlocks(cursor: Cursor): YamlNode | null {
  const reader = new BlockReader(cursor);
  return reader.readRoot();
}

type Written = Omit<WrittenProperties, 'start'>;

class BlockReader {
  readonly #cursor: Cursor;
  /** Whether the cursor stands at content that starts a line and that nobody has read. */
  #isFresh = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  readRoot(): YamlNode | null {
    const cursor = this.#cursor;
    if (this.#next() < 0) return null;
    const start = cursor.pos;
    const root = this.#readNode(-1);
    // An unclosed bracket in front: the rest may still be a manifest.
    if (root === undefined) {
      cursor.pos = start;
      cursor.skipLine();
      return this.#next() < 0 || cursor.stopped !== 'no' ? null : this.readRoot();
    }
    if (cursor.stopped === 'no' && this.#next() >= 0) cursor.reportLine('unexpected-text', cursor.pos);
    return root;
  }

  /**
   * Moves to the next content and gives its column, -1 at the end. Text behind a value in the same line is reported and
   * passed.
   */
  #next(): number {
    const cursor = this.#cursor;
    if (cursor.stopped !== 'no') return -1;
    if (this.#isFresh) return cursor.column;
    if (cursor.pos !== cursor.lineStart && cursor.toContentInLine()) {
      if (cursor.text.slice(cursor.lineStart, cursor.pos).trim() !== '') {
        const isColon = cursor.code(cursor.pos) === 58;
        cursor.reportLine(isColon ? 'colon-unexpected' : 'unexpected-text', cursor.pos);
        cursor.skipLine();
      }
    }
    if (!cursor.toContent(false)) return -1;
    this.#isFresh = true;
    return cursor.column;
  }

  /** The node at the cursor, which is the first content of its line or stands behind `- `. Undefined: none, reported. */
  #readNode(parentIndent: number): YamlNode | null | undefined {
    const cursor = this.#cursor;
    const column = cursor.column;
    if (this.#isItem(cursor.pos)) return this.#readSequence(column, parentIndent, {});
    const properties = readProperties(cursor);
    if (properties !== undefined) {
      this.#isFresh = false;
      if (!cursor.toContentInLine()) return this.#readBelow(parentIndent, withoutStart(properties), properties.start);
      if (this.#colonOfKey(cursor.pos) >= 0) return this.#readMapping(column, parentIndent, {}, properties);
      return this.#readScalarOrFlow(parentIndent, withoutStart(properties), column);
    }
    if (this.#isComplexKey(cursor.pos)) return this.#unsupported();
    if (this.#colonOfKey(cursor.pos) >= 0) return this.#readMapping(column, parentIndent, {});
    this.#isFresh = false;
    return this.#readScalarOrFlow(parentIndent, {}, column);
  }

  /** A node that stands below its key, dash or properties; null (or an empty scalar, with properties) without one. */
  #readBelow(parentIndent: number, properties: Written, start: number): YamlNode | null {
    const cursor = this.#cursor;
    const { pos, lineStart } = cursor;
    this.#isFresh = false;
    const column = this.#next();
    const isSequence = column >= 0 && column >= parentIndent && this.#isItem(cursor.pos);
    if (column > parentIndent || isSequence) {
      if (isSequence) return this.#readSequence(column, parentIndent, properties) ?? null;
      if (!hasAny(properties)) return this.#readNode(parentIndent) ?? null;
      if (!isPropertyStart(cursor.code(cursor.pos)) && this.#colonOfKey(cursor.pos) >= 0)
        return this.#readMapping(column, parentIndent, properties) ?? null;
      const node = this.#readNode(parentIndent) ?? null;
      return node === null ? null : { ...node, ...properties };
    }
    cursor.pos = pos;
    cursor.lineStart = lineStart;
    this.#isFresh = false;
    return hasAny(properties)
      ? makeScalar('', 'plain', { start: cursor.pos, end: Math.max(start, cursor.pos) }, properties)
      : null;
  }

  #readMapping(
    column: number,
    parentIndent: number,
    properties: Written,
    firstKey?: WrittenProperties,
  ): YamlNode | undefined {
    const cursor = this.#cursor;
    if (!this.#enter()) return undefined;
    const entries: MappingEntry[] = [];
    let lenient = column;
    let at = column;
    let keyProperties = firstKey;
    while (at >= 0) {
      this.#isFresh = false;
      const isInside = at === column || at === lenient;
      if (!isInside) {
        cursor.reportIndentation();
        lenient = at;
      }
      if (this.#isItem(cursor.pos)) {
        if (isInside) cursor.reportLine('unexpected-text', cursor.pos);
        this.#skipBlock(at);
      } else {
        const entry = this.#readEntry(at, keyProperties);
        keyProperties = undefined;
        if (entry !== undefined) entries.push(entry);
      }
      at = this.#next();
      if (at <= parentIndent) break;
      // A list in the column of its key was read with its key; here it is a mistake, or the end of an item.
      if (at === column && column === parentIndent) break;
    }
    cursor.depth -= 1;
    const first = entries[0];
    const last = entries.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const span = { start: first.span.start, end: last.span.end };
    return { type: 'mapping', style: 'block', entries, span, ...properties };
  }

  #readEntry(column: number, known?: WrittenProperties): MappingEntry | undefined {
    const cursor = this.#cursor;
    const properties = known ?? readProperties(cursor);
    const start = cursor.pos;
    if (this.#isComplexKey(start)) {
      this.#unsupported();
      return undefined;
    }
    const colon = this.#colonOfKey(start);
    if (colon < 0) return this.#readKeyWithoutColon(column);
    const key = this.#readKey(colon, withoutStart(properties));
    if (key === undefined) return undefined;
    cursor.pos = colon + 1;
    const value = this.#readValue(column);
    return makeEntry(key, value, value === null ? colon + 1 : value.span.end);
  }

  #readKey(colon: number, properties: Written): YamlNode | undefined {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const code = cursor.code(start);
    if (code === 34 || code === 39) {
      const quoted = readQuoted(cursor);
      // `#colonOfKey` has seen the end of the key.
      if (quoted === undefined) return undefined;
      const span = { start, end: cursor.pos };
      return makeScalar(quoted.text, code === 34 ? 'double-quoted' : 'single-quoted', span, properties);
    }
    if (code === 42) return readAlias(cursor) ?? makeScalar('', 'plain', { start, end: start }, properties);
    if (!canStartPlain(cursor, start, false)) {
      const isBracket = code === 93 || code === 125;
      cursor.report(isBracket ? 'bracket-unexpected' : 'bad-scalar-start', start, start + 1, {
        character: cursor.text[start] ?? '',
      });
    }
    let end = colon;
    while (end > start && isBlank(cursor.text.charCodeAt(end - 1))) end -= 1;
    if (colon - start > 1024) cursor.report('key-too-long', start, end, { limit: 1024 });
    return makeScalar(cursor.text.slice(start, end), 'plain', { start, end }, properties);
  }

  /** A key that somebody is writing: without value it is left out, with lines below it counts as if it were whole. */
  #readKeyWithoutColon(column: number): MappingEntry | undefined {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const code = cursor.code(start);
    const isQuoted = code === 34 || code === 39;
    const isFlow = code === 91 || code === 123;
    const isClosing = code === 93 || code === 125;
    cursor.reportLine(
      isClosing ? 'bracket-unexpected' : isFlow || !canStart(cursor, start) ? 'unexpected-text' : 'colon-missing',
      start,
      isClosing ? { text: cursor.text[start] ?? '' } : {},
    );
    if (isQuoted || isFlow || isClosing) {
      this.#skipBlock(column);
      return undefined;
    }
    const { end, by } = plainLineAt(cursor, start, false);
    cursor.pos = by === 'colon' ? cursor.lineEnd(start) : end;
    const value = this.#readBelow(column, {}, end);
    if (value === null) {
      cursor.skipLine();
      return undefined;
    }
    return makeEntry(makeScalar(cursor.text.slice(start, end), 'plain', { start, end }, {}), value, value.span.end);
  }

  #readSequence(column: number, parentIndent: number, properties: Written): YamlNode | undefined {
    const cursor = this.#cursor;
    if (!this.#enter()) return undefined;
    const start = cursor.pos;
    const items: (YamlNode | null)[] = [];
    let end = start + 1;
    let lenient = column;
    let at = column;
    while (at >= 0) {
      this.#isFresh = false;
      if (at !== column && at !== lenient) {
        cursor.reportIndentation();
        lenient = at;
      }
      if (this.#isItem(cursor.pos)) {
        cursor.pos += 1;
        end = cursor.pos;
        const item = this.#readItem(at);
        items.push(item);
        if (item !== null) end = item.span.end;
      } else {
        if (at === column) cursor.reportLine('unexpected-text', cursor.pos);
        this.#skipBlock(at);
      }
      at = this.#next();
      if (at < 0 || at < parentIndent) break;
      if (at <= parentIndent && !(at === column && this.#isItem(cursor.pos))) break;
    }
    cursor.depth -= 1;
    return { type: 'sequence', style: 'block', items, span: { start, end }, ...properties };
  }

  #readItem(column: number): YamlNode | null {
    const cursor = this.#cursor;
    const dash = cursor.pos;
    if (!cursor.toContentInLine()) return this.#readBelowItem(column);
    const tab = cursor.text.slice(dash, cursor.pos).indexOf('\t');
    if (tab >= 0 && cursor.code(cursor.pos) !== 34) cursor.reportTab(dash + tab);
    return this.#readNode(column) ?? null;
  }

  #readBelowItem(column: number): YamlNode | null {
    // What stands in the dash's own column is the next item, never this one's content.
    const cursor = this.#cursor;
    const { pos, lineStart } = cursor;
    const next = this.#next();
    if (next > column) return this.#readNode(column) ?? null;
    cursor.pos = pos;
    cursor.lineStart = lineStart;
    this.#isFresh = false;
    return null;
  }

  /** The value behind a colon, in the same line or below. */
  #readValue(indent: number): YamlNode | null {
    const cursor = this.#cursor;
    if (!cursor.toContentInLine()) return this.#readBelow(indent, {}, cursor.pos);
    const properties = readProperties(cursor);
    if (properties !== undefined && !cursor.toContentInLine())
      return this.#readBelow(indent, withoutStart(properties), properties.start);
    if (this.#isItem(cursor.pos)) {
      cursor.reportLine('unexpected-text', cursor.pos);
      cursor.skipLine();
      return null;
    }
    return this.#readScalarOrFlow(indent, withoutStart(properties), -1) ?? null;
  }

  /**
   * Anything but a block collection. `ownColumn` is the column where it starts its line, -1 behind a key: there a later
   * line in the same column with a colon tells that this one lacks its own.
   */
  #readScalarOrFlow(indent: number, properties: Written, ownColumn: number): YamlNode | null | undefined {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const code = cursor.code(start);
    switch (code) {
      case 124:
      case 62:
        return readBlockScalar(cursor, indent, properties);
      case 42: {
        const alias = readAlias(cursor);
        if (alias === undefined) cursor.skipLine();
        return alias ?? null;
      }
      case 34:
      case 39:
        return this.#readQuotedValue(properties);
      case 91:
      case 123: {
        const node = readFlow(cursor, indent);
        if (cursor.stopped !== 'no') return undefined;
        if (node === undefined) return this.#unclosed(indent);
        if (ownColumn >= 0 && this.#isColonNext()) return this.#unsupported();
        return hasAny(properties) ? { ...node, ...properties } : node;
      }
    }
    if (!canStartPlain(cursor, start, false)) {
      const isBracket = code === 93 || code === 125;
      const character = cursor.text[start] ?? '';
      if (isBracket) cursor.report('bracket-unexpected', start, start + 1, { text: character });
      else cursor.report('bad-scalar-start', start, start + 1, { character });
      cursor.skipLine();
      return null;
    }
    return this.#readPlain(indent, properties, ownColumn);
  }

  #unclosed(indent: number): undefined | null {
    const cursor = this.#cursor;
    const start = cursor.pos;
    cursor.report('bracket-unclosed', start, start + 1, { text: cursor.text[start] ?? '' });
    if (cursor.rereads < 0) {
      cursor.pos = cursor.end;
      return null;
    }
    if (indent < 0) return undefined;
    this.#skipBlock(indent);
    return null;
  }

  #readQuotedValue(properties: Written): YamlNode {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const { lineStart } = cursor;
    const problems = cursor.problems.length;
    const style = cursor.code(start) === 34 ? 'double-quoted' : 'single-quoted';
    const quoted = readQuoted(cursor);
    if (quoted !== undefined) {
      const end = cursor.pos;
      const isWhole = !quoted.isMultiLine || !cursor.toContentInLine();
      cursor.pos = end;
      if (isWhole) return makeScalar(quoted.text, style, { start, end }, properties);
    }
    // No end, or one that belongs to another text: the quote was meant to end with its line.
    cursor.pos = start;
    cursor.lineStart = lineStart;
    cursor.problems.length = problems;
    let end = cursor.lineEnd(start);
    while (end > start + 1 && isBlank(cursor.text.charCodeAt(end - 1))) end -= 1;
    cursor.report('quote-unclosed', start, end);
    cursor.pos = end;
    return makeScalar(cursor.text.slice(start + 1, end), style, { start, end }, properties);
  }

  #readPlain(indent: number, properties: Written, ownColumn: number): YamlNode | null | undefined {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const first = plainLineAt(cursor, start, false);
    let { end } = first;
    cursor.pos = end;
    if (first.by === 'colon') {
      cursor.report('colon-unexpected', first.at, first.at + 1);
      end = lineContentEnd(cursor, start);
      cursor.pos = end;
      return makeScalar(cursor.text.slice(start, end), 'plain', { start, end }, properties);
    }
    const folded = new FoldedText(cursor.text.slice(start, end));
    let by: string = first.by;
    while (by === 'line-end') {
      const next = this.#plainContinuation(indent);
      if (next === undefined) break;
      const line = plainLineAt(cursor, next.at, false);
      if (line.by === 'colon') {
        if (ownColumn >= 0 && next.at - next.lineStart === ownColumn) {
          // The lines so far are keys that lack their colons; here the mapping goes on.
          cursor.report('colon-missing', start, end);
          cursor.pos = next.at;
          cursor.lineStart = next.lineStart;
          this.#isFresh = true;
          return this.#readMapping(ownColumn, indent, properties);
        }
        // `#readMapping` reports that line as its own, in a wrong column.
        break;
      }
      folded.add(cursor.text.slice(next.at, line.end), next.breaks);
      end = line.end;
      cursor.pos = end;
      cursor.lineStart = next.lineStart;
      by = line.by;
    }
    return makeScalar(folded.text, 'plain', { start, end }, properties);
  }

  #plainContinuation(
    indent: number,
  ): { readonly at: number; readonly breaks: number; readonly lineStart: number } | undefined {
    const cursor = this.#cursor;
    const { text } = cursor;
    let breaks = 0;
    let { lineStart } = cursor;
    let at = cursor.pos;
    let tab = -1;
    for (; at < cursor.end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10) {
        breaks += 1;
        lineStart = at + 1;
      } else if (code === 9) {
        if (breaks > 0 && at - lineStart <= indent && tab < 0) tab = at;
      } else if (code !== 32 && code !== 13) break;
    }
    if (tab >= 0) cursor.reportTab(tab);
    if (breaks === 0 || at >= cursor.end || text.charCodeAt(at) === 35 || at - lineStart <= indent) return undefined;
    return { at, breaks, lineStart };
  }

  /** Offset of the colon where an implicit key starts at `at`, else -1: within its line, as Go asks. */
  #colonOfKey(at: number): number {
    const cursor = this.#cursor;
    const code = cursor.code(at);
    if (code === 34 || code === 39) {
      const close = quoteEnd(cursor, at);
      return close < 0 ? -1 : colonBehind(cursor, close);
    }
    if (code === 91 || code === 123 || code === 124 || code === 62) return -1;
    if (code === 42) {
      let end = at + 1;
      while (!isBlankOrEnd(cursor.code(end)) && cursor.code(end) !== 58) end += 1;
      return colonBehind(cursor, end);
    }
    const line = plainLineAt(cursor, at, false);
    return line.by === 'colon' ? line.at : -1;
  }

  #isColonNext(): boolean {
    return colonBehind(this.#cursor, this.#cursor.pos) >= 0;
  }

  #isItem(at: number): boolean {
    return this.#cursor.code(at) === 45 && isBlankOrEnd(this.#cursor.code(at + 1));
  }

  #isComplexKey(at: number): boolean {
    return this.#cursor.code(at) === 63 && isBlankOrEnd(this.#cursor.code(at + 1));
  }

  #unsupported(): undefined {
    if (this.#cursor.stopped === 'no') this.#cursor.stopped = 'unsupported';
    return undefined;
  }

  #enter(): boolean {
    const cursor = this.#cursor;
    if (cursor.stopped !== 'no') return false;
    if (cursor.depth >= MAX_DEPTH) {
      cursor.report('nested-too-deep', cursor.pos, cursor.pos + 1, { limit: MAX_DEPTH });
      cursor.stopped = 'too-deep';
      return false;
    }
    cursor.depth += 1;
    return true;
  }

  /** Passes the rest of this line and all lines further right than `column`. */
  #skipBlock(column: number): void {
    const cursor = this.#cursor;
    do {
      cursor.skipLine();
      this.#isFresh = cursor.toContent(false);
    } while (this.#isFresh && cursor.column > column);
  }
}

function withoutStart(properties: WrittenProperties | undefined): Written {
  if (properties === undefined) return {};
  const { start: _, ...written } = properties;
  return written;
}

function hasAny(properties: Written): boolean {
  return properties.anchor !== undefined || properties.tag !== undefined;
}

function isPropertyStart(code: number): boolean {
  return code === 38 || code === 33;
}

/** Whether plain text, a quote or an alias starts here. */
function canStart(cursor: Cursor, at: number): boolean {
  const code = cursor.code(at);
  return code === 34 || code === 39 || canStartPlain(cursor, at, false);
}

/** Offset behind the closing quote within the line, else -1. */
function quoteEnd(cursor: Cursor, start: number): number {
  const quote = cursor.code(start);
  for (let at = start + 1; ; at += 1) {
    const code = cursor.code(at);
    if (isBreakOrEnd(code)) return -1;
    if (code === 92 && quote === 34) at += 1;
    else if (code === quote) {
      if (quote === 39 && cursor.code(at + 1) === 39) at += 1;
      else return at + 1;
    }
  }
}

/** Offset of a colon that follows `at` and ends a key, else -1. */
function colonBehind(cursor: Cursor, at: number): number {
  let colon = at;
  while (isBlank(cursor.code(colon))) colon += 1;
  return cursor.code(colon) === 58 && isBlankOrEnd(cursor.code(colon + 1)) ? colon : -1;
}

/** The end of a line's content, its comment and blanks left out. */
function lineContentEnd(cursor: Cursor, start: number): number {
  let end = cursor.lineEnd(start);
  for (let at = start + 1; at < end; at += 1)
    if (cursor.text.charCodeAt(at) === 35 && isBlank(cursor.text.charCodeAt(at - 1))) end = at;
  while (end > start && isBlank(cursor.text.charCodeAt(end - 1))) end -= 1;
  return end;
}
