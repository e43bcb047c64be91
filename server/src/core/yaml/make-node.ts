// Makes nodes of the tree, for both readers, so that both resolve scalars and keys alike.

import type { Span } from '../text/span.ts';
import type { MappingEntry, ScalarNode, ScalarStyle, YamlNode } from './node.ts';
import { keyName, plainScalarValue, taggedScalarValue } from './scalar-value.ts';

export interface NodeProperties {
  readonly anchor?: { readonly name: string; readonly span: Span };
  readonly tag?: string;
}

export function makeScalar(text: string, style: ScalarStyle, span: Span, properties: NodeProperties): ScalarNode {
  const { tag } = properties;
  // A text that does not fit its tag stays a text; `resolve-aliases.ts` reports it.
  const value =
    tag !== undefined ? (taggedScalarValue(tag, text) ?? text) : style === 'plain' ? plainScalarValue(text) : text;
  return { type: 'scalar', style, text, value, span, ...properties };
}

/** `end` is the value's end, or behind the colon where there is no value. */
export function makeEntry(key: YamlNode, value: YamlNode | null, end: number): MappingEntry {
  const isMergeKey = key.type === 'scalar' && key.style === 'plain' && key.text === '<<' && key.tag === undefined;
  const name = key.type === 'scalar' ? keyName(key.value, key.text, key.style === 'plain') : null;
  const start = key.anchor === undefined ? key.span.start : Math.min(key.anchor.span.start, key.span.start);
  return { key, name, value, span: { start, end: Math.max(start, end) }, isMergeKey };
}
