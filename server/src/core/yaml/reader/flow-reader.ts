// Flow collections: `[a, b]`, `{ a: b }` and therefore JSON. Indentation means nothing to Go inside of them, so a missing
// bracket is only found out at the end; `readFlow` then says so and leaves the cursor where it was.

import { MAX_DEPTH } from '../limits.ts';
import { makeEntry, makeScalar } from '../make-node.ts';
import type { MappingEntry, YamlNode } from '../node.ts';
import { type Cursor, isBlankOrEnd, isBreakOrEnd } from './cursor.ts';
import { canStartPlain, FoldedText, plainLineAt } from './plain-scalar.ts';
import { readAlias, readProperties, type WrittenProperties } from './properties.ts';
import { readQuoted } from './quoted-scalar.ts';

/**
 * Reads the collection at the cursor and moves behind it; `indent` is the column of the block around it. Undefined where
 * a bracket is missing, with nothing reported and the cursor unmoved.
 */
export function readFlow(cursor: Cursor, indent: number): YamlNode | undefined {
  const { pos, lineStart, depth } = cursor;
  const problems = cursor.problems.length;
  const strict = new FlowReader(cursor, Number.NEGATIVE_INFINITY).readCollection();
  if (cursor.stopped === 'too-deep') return strict;
  if (strict !== undefined && cursor.problems.length === problems) return strict;
  cursor.rereads -= cursor.pos - pos;
  const rewind = (): void => {
    cursor.pos = pos;
    cursor.lineStart = lineStart;
    cursor.depth = depth;
    cursor.problems.length = problems;
  };
  rewind();
  // Something is wrong. Lines that look like keys of the block around tell where a missing bracket was meant.
  const lenient = new FlowReader(cursor, indent).readCollection();
  if (lenient !== undefined) return lenient;
  cursor.rereads -= cursor.pos - pos;
  rewind();
  return undefined;
}

const keyOrItem = /(?:["']?[A-Za-z_][\w./-]*["']?:|-)(?:\s|$)/y;

class FlowReader {
  readonly #cursor: Cursor;
  /** Lines at this column or left of it that look like keys end everything. */
  readonly #indent: number;
  #hasComma = true;
  #hasEnded = false;

  constructor(cursor: Cursor, indent: number) {
    this.#cursor = cursor;
    this.#indent = indent;
  }

  readCollection(properties?: WrittenProperties): YamlNode | undefined {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const isMapping = cursor.code(start) === 123;
    cursor.depth += 1;
    if (cursor.depth > MAX_DEPTH) {
      cursor.report('nested-too-deep', start, start + 1, { limit: MAX_DEPTH });
      cursor.stopped = 'too-deep';
      return undefined;
    }
    cursor.pos += 1;
    const entries: MappingEntry[] = [];
    const items: (YamlNode | null)[] = [];
    while (this.#toContent()) {
      const code = cursor.code(cursor.pos);
      if (code === 125 || code === 93) {
        if ((code === 125) !== isMapping)
          cursor.report('bracket-unexpected', cursor.pos, cursor.pos + 1, { text: cursor.text[cursor.pos] ?? '' });
        cursor.pos += 1;
        cursor.depth -= 1;
        const span = { start, end: cursor.pos };
        const written = withoutStart(properties);
        return isMapping
          ? { type: 'mapping', style: 'flow', entries, span, ...written }
          : { type: 'sequence', style: 'flow', items, span, ...written };
      }
      const before = cursor.pos;
      if (code === 44) {
        cursor.report('unexpected-text', cursor.pos, cursor.pos + 1);
        cursor.pos += 1;
        continue;
      }
      if (isMapping) {
        const entry = this.#readEntry();
        if (entry !== undefined) entries.push(entry);
      } else {
        const item = this.#readItem();
        if (item !== undefined) items.push(item);
      }
      if (cursor.stopped !== 'no') return undefined;
      this.#readComma(before);
    }
    return undefined;
  }

  #readComma(before: number): void {
    const cursor = this.#cursor;
    const behind = cursor.pos;
    if (!this.#toContent()) return;
    const code = cursor.code(cursor.pos);
    if (code === 44) {
      cursor.pos += 1;
      return;
    }
    if (code === 125 || code === 93) return;
    // Never stand still, whatever the text.
    if (cursor.pos === before) cursor.pos += 1;
    if (this.#hasComma) cursor.report('comma-missing', behind, behind);
    this.#hasComma = false;
  }

  #readItem(): YamlNode | null | undefined {
    const cursor = this.#cursor;
    const start = cursor.pos;
    const { lineStart } = cursor;
    if (cursor.code(start) === 63) {
      // A written-out key makes a pair of the item.
      const entry = this.#readEntry();
      return entry === undefined ? undefined : { type: 'mapping', style: 'flow', entries: [entry], span: entry.span };
    }
    const node = this.#readNode();
    if (cursor.stopped !== 'no') return undefined;
    if (cursor.lineStart !== lineStart || !this.#isAtColon()) return node;
    // A pair in a list is a mapping of one entry.
    const entry = this.#withValue(node ?? makeScalar('', 'plain', { start, end: start }, {}));
    return { type: 'mapping', style: 'flow', entries: [entry], span: entry.span };
  }

  #readEntry(): MappingEntry | undefined {
    const cursor = this.#cursor;
    // A written-out key: Go needs no blank behind its sign here.
    if (cursor.code(cursor.pos) === 63) {
      cursor.pos += 1;
      if (!this.#toContent()) return undefined;
    }
    const start = cursor.pos;
    const key = this.#readNode();
    if (cursor.stopped !== 'no' || key === undefined) return undefined;
    const keyNode = key ?? makeScalar('', 'plain', { start, end: start }, {});
    if (!this.#isAtColon()) return makeEntry(keyNode, null, keyNode.span.end);
    if (cursor.text.slice(start, cursor.pos).includes('\n'))
      cursor.report('colon-unexpected', cursor.pos, cursor.pos + 1);
    return this.#withValue(keyNode);
  }

  #withValue(key: YamlNode): MappingEntry {
    const cursor = this.#cursor;
    cursor.pos += 1;
    const colonEnd = cursor.pos;
    if (!this.#toContent()) return makeEntry(key, null, colonEnd);
    const code = cursor.code(cursor.pos);
    const value = code === 44 || code === 125 || code === 93 ? null : (this.#readNode() ?? null);
    return makeEntry(key, value, value?.span.end ?? colonEnd);
  }

  #isAtColon(): boolean {
    return this.#toContent() && this.#cursor.code(this.#cursor.pos) === 58;
  }

  /** A node; null where nothing stands; undefined where something stands that is no node, reported and passed. */
  #readNode(): YamlNode | null | undefined {
    const cursor = this.#cursor;
    const properties = readProperties(cursor);
    if (properties !== undefined && !this.#toContent()) return undefined;
    const start = cursor.pos;
    const written = withoutStart(properties);
    const code = cursor.code(start);
    switch (code) {
      case 91:
      case 123:
        return this.readCollection(properties);
      case 34:
      case 39: {
        const quoted = readQuoted(cursor);
        if (quoted === undefined) {
          cursor.report('quote-unclosed', start, cursor.lineEnd(start));
          cursor.pos = cursor.end;
          return undefined;
        }
        const style = code === 34 ? 'double-quoted' : 'single-quoted';
        return makeScalar(quoted.text, style, { start, end: cursor.pos }, written);
      }
      case 42:
        return readAlias(cursor);
      case 44:
      case 58:
      case 93:
      case 125:
        if (properties !== undefined) return makeScalar('', 'plain', { start, end: start }, written);
        return code === 58 ? null : undefined;
    }
    if (!canStartPlain(cursor, start, true)) {
      const isItem = code === 45;
      cursor.report(isItem ? 'block-in-flow' : 'bad-scalar-start', start, start + 1, {
        character: cursor.text[start] ?? '',
      });
      cursor.pos += 1;
      return undefined;
    }
    return this.#readPlain(written);
  }

  #readPlain(properties: Omit<WrittenProperties, 'start'>): YamlNode {
    const cursor = this.#cursor;
    const start = cursor.pos;
    let line = plainLineAt(cursor, start, true);
    const folded = new FoldedText(cursor.text.slice(start, line.end));
    let end = line.end;
    cursor.pos = line.end;
    while (line.by === 'line-end') {
      const next = this.#continuation();
      if (next === undefined) break;
      line = plainLineAt(cursor, next.at, true);
      if (line.end > next.at) {
        folded.add(cursor.text.slice(next.at, line.end), next.breaks);
        end = line.end;
        cursor.pos = end;
        cursor.lineStart = next.lineStart;
      } else break;
    }
    return makeScalar(folded.text, 'plain', { start, end }, properties);
  }

  /** Where a plain scalar goes on in a later line, if it does. */
  #continuation(): { readonly at: number; readonly breaks: number; readonly lineStart: number } | undefined {
    const cursor = this.#cursor;
    let breaks = 0;
    let { lineStart } = cursor;
    let at = cursor.pos;
    for (; ; at += 1) {
      const code = cursor.code(at);
      if (code === 10) {
        breaks += 1;
        lineStart = at + 1;
      } else if (code !== 32 && code !== 9 && code !== 13) break;
    }
    const code = cursor.code(at);
    if (breaks === 0 || isBreakOrEnd(code) || code === 35 || ',[]{}?'.includes(cursor.text[at] ?? '')) return undefined;
    if (code === 58 && isBlankOrEnd(cursor.code(at + 1))) return undefined;
    if (this.#endsAt(at, lineStart)) return undefined;
    return { at, breaks, lineStart };
  }

  #toContent(): boolean {
    const cursor = this.#cursor;
    const before = cursor.lineStart;
    if (this.#hasEnded || !cursor.toContent(true)) return false;
    this.#hasEnded = cursor.lineStart !== before && this.#endsAt(cursor.pos, cursor.lineStart);
    return !this.#hasEnded;
  }

  #endsAt(at: number, lineStart: number): boolean {
    if (at - lineStart > this.#indent) return false;
    keyOrItem.lastIndex = at;
    return keyOrItem.test(this.#cursor.text);
  }
}

function withoutStart(properties: WrittenProperties | undefined): Omit<WrittenProperties, 'start'> {
  if (properties === undefined) return {};
  const { start: _, ...written } = properties;
  return written;
}
