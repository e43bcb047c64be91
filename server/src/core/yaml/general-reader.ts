// Reads any YAML document by the `yaml` package and makes our own tree of it. Slow (about 2 MB/s) and complete: it
// serves what `fast-reader.ts` does not understand. Its error texts never leave this file; only codes do.

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLError,
  type Node as YamlPackageNode,
} from 'yaml';
import type { Span } from '../text/span.ts';
import type { YamlProblem, YamlProblemCode } from './document.ts';
import { MAX_DEPTH } from './limits.ts';
import { makeEntry, makeScalar } from './make-node.ts';
import type { MappingEntry, ScalarStyle, YamlNode } from './node.ts';

export interface ReadResult {
  readonly root: YamlNode | null;
  /** In the order of the text; follow-up errors of one cause included. */
  readonly errors: readonly YamlProblem[];
}

/** `text` must have no lone carriage returns, see `read-yaml.ts`. */
export function readWithYamlPackage(text: string): ReadResult {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: false,
    prettyErrors: false,
    strict: true,
    logLevel: 'silent',
  });
  const errors = document.errors.map((error) => problemOf(error, text)).sort((a, b) => a.span.start - b.span.start);
  const conversion = new Conversion(text);
  const contents: YamlPackageNode | null = document.contents;
  const root = contents === null ? null : conversion.convert(contents, 0);
  return { root, errors: [...errors, ...conversion.errors] };
}

class Conversion {
  readonly errors: YamlProblem[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  convert(node: YamlPackageNode, depth: number): YamlNode | null {
    const [start, valueEnd] = node.range ?? [0, 0];
    const span = this.#trimmed(start, valueEnd);
    if (depth > MAX_DEPTH) {
      if (this.errors.length === 0)
        this.errors.push({ code: 'nested-too-deep', severity: 'info', span, facts: { limit: MAX_DEPTH } });
      return null;
    }
    if (isAlias(node)) return { type: 'alias', name: node.source, span };
    const properties = this.#propertiesOf(node, span.start);
    if (isScalar(node)) {
      const style = styleOf(node.type);
      const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
      if (text === '' && style === 'plain' && properties.anchor === undefined && properties.tag === undefined)
        return null;
      return makeScalar(text, style, span, properties);
    }
    if (isMap(node)) {
      const entries = node.items.map((pair) => this.#entry(pair, depth));
      const style = node.flow === true ? 'flow' : 'block';
      return { type: 'mapping', style, entries, span: style === 'flow' ? span : around(entries, span), ...properties };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#item(item, depth));
      return { type: 'sequence', style: node.flow === true ? 'flow' : 'block', items, span, ...properties };
    }
    return null;
  }

  #item(item: unknown, depth: number): YamlNode | null {
    if (isPair(item)) {
      const entry = this.#entry(item, depth + 1);
      return { type: 'mapping', style: 'flow', entries: [entry], span: entry.span };
    }
    // `yaml` types items as unknown; a parsed sequence holds nodes and pairs only.
    return this.convert(item as YamlPackageNode, depth + 1);
  }

  #entry(pair: Pair, depth: number): MappingEntry {
    // A parsed pair holds nodes or null.
    const keyNode = pair.key as YamlPackageNode | null;
    const valueNode = pair.value as YamlPackageNode | null;
    const keyStart = keyNode?.range?.[0] ?? valueNode?.range?.[0] ?? 0;
    const key =
      (keyNode === null ? null : this.convert(keyNode, depth + 1)) ??
      makeScalar('', 'plain', { start: keyStart, end: keyStart }, {});
    const value = valueNode === null ? null : this.convert(valueNode, depth + 1);
    return makeEntry(key, value, value?.span.end ?? this.#behindColon(key.span.end, valueNode?.range?.[0]));
  }

  /** The end of an entry without value: behind its colon. */
  #behindColon(keyEnd: number, valueStart: number | undefined): number {
    const colon = this.#text.indexOf(':', keyEnd);
    return colon >= 0 && colon < (valueStart ?? keyEnd + 1) + 1 ? colon + 1 : keyEnd;
  }

  #trimmed(start: number, end: number): Span {
    let last = end;
    while (last > start && isWhite(this.#text.charCodeAt(last - 1))) last -= 1;
    return { start, end: last };
  }

  #propertiesOf(node: YamlPackageNode, start: number): { anchor?: { name: string; span: Span }; tag?: string } {
    const properties: { anchor?: { name: string; span: Span }; tag?: string } = {};
    const { tag } = node;
    // Only a written tag counts; the package also fills in the ones that it resolved.
    if (tag !== undefined) {
      const short = tag.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice(18)}` : tag;
      const written = this.#text.lastIndexOf(short, start);
      if (written >= 0 && isPropertiesText(this.#text.slice(written, start))) properties.tag = short;
    }
    const name: string | undefined =
      isAlias(node) || !('anchor' in node) ? undefined : (node.anchor as string | undefined);
    if (name !== undefined) {
      const at = this.#text.lastIndexOf(`&${name}`, start);
      if (at >= 0) properties.anchor = { name, span: { start: at, end: at + name.length + 1 } };
    }
    return properties;
  }
}

/** Whether a text between a tag and its value holds nothing but tags, anchors, comments and white space. */
function isPropertiesText(text: string): boolean {
  return text.length < 1000 && /^(?:[!&]\S*(?:\s+|$)|#[^\n]*\n\s*|\s+)*$/.test(text);
}

function isPair(item: unknown): item is Pair {
  return typeof item === 'object' && item !== null && 'key' in item && 'value' in item && !('range' in item);
}

function styleOf(type: string | null | undefined): ScalarStyle {
  switch (type) {
    case 'QUOTE_SINGLE':
      return 'single-quoted';
    case 'QUOTE_DOUBLE':
      return 'double-quoted';
    case 'BLOCK_LITERAL':
      return 'literal';
    case 'BLOCK_FOLDED':
      return 'folded';
    default:
      return 'plain';
  }
}

function around(entries: readonly MappingEntry[], fallback: Span): Span {
  const first = entries[0];
  const last = entries.at(-1);
  return first === undefined || last === undefined ? fallback : { start: first.span.start, end: last.span.end };
}

function isWhite(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

const codes: Readonly<Record<string, YamlProblemCode>> = {
  ALIAS_PROPS: 'unexpected-text',
  BAD_ALIAS: 'alias-unknown',
  BAD_COLLECTION_TYPE: 'tag-mismatch',
  BAD_DIRECTIVE: 'directive-invalid',
  BAD_DQ_ESCAPE: 'bad-escape',
  BAD_INDENT: 'bad-indentation',
  BAD_PROP_ORDER: 'unexpected-text',
  BAD_SCALAR_START: 'bad-scalar-start',
  BLOCK_AS_IMPLICIT_KEY: 'colon-unexpected',
  BLOCK_IN_FLOW: 'block-in-flow',
  COMMENT_SPACE: 'space-missing',
  IMPOSSIBLE: 'unexpected-text',
  KEY_OVER_1024_CHARS: 'key-too-long',
  MISSING_CHAR: 'unexpected-text',
  MULTILINE_IMPLICIT_KEY: 'colon-missing',
  MULTIPLE_ANCHORS: 'unexpected-text',
  MULTIPLE_DOCS: 'unexpected-text',
  MULTIPLE_TAGS: 'unexpected-text',
  NON_STRING_KEY: 'key-not-json',
  RESOURCE_EXHAUSTION: 'nested-too-deep',
  TAB_AS_INDENT: 'tab-indentation',
  TAG_RESOLVE_FAILED: 'tag-mismatch',
  UNEXPECTED_TOKEN: 'unexpected-text',
};

function problemOf(error: YAMLError, text: string): YamlProblem {
  const [start, end] = error.pos;
  let code = codes[error.code] ?? 'unexpected-text';
  // The package gives one code to all missing characters; which it was is in the text only.
  if (error.code === 'MISSING_CHAR') {
    if (/quote/.test(error.message)) code = 'quote-unclosed';
    else if (/comma|, between/i.test(error.message)) code = 'comma-missing';
    else if (/:/.test(error.message)) code = 'colon-missing';
    else if (/whitespace|space/.test(error.message)) code = 'space-missing';
  } else if (error.code === 'BAD_INDENT' && /\b[Ff]low (?:map|sequence|collection)/.test(error.message)) {
    code = 'bracket-unclosed';
  } else if (error.code === 'UNEXPECTED_TOKEN' && /flow-(?:map|seq)-end|[\]}]/.test(error.message)) {
    code = 'bracket-unexpected';
  }
  const severity = code === 'nested-too-deep' ? 'info' : 'error';
  const lineEnd = text.indexOf('\n', start);
  const last = Math.max(start, Math.min(end, lineEnd < 0 ? text.length : lineEnd));
  return { code, severity, span: { start: Math.min(start, text.length), end: Math.min(last, text.length) }, facts: {} };
}
