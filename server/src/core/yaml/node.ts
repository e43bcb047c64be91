// The tree that the rest of the product sees of a YAML document. Spans are relative to the document's text.
// Nobody writes to a node after it was made; derived facts live elsewhere.

import type { PlainValue } from '../kubernetes/plain-value.ts';
import type { Span } from '../text/span.ts';

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

interface NodeBase {
  /** From the first to behind the last character that belongs to the node; without comments and surrounding blanks. */
  readonly span: Span;
  readonly anchor?: { readonly name: string; readonly span: Span };
  readonly tag?: string;
}

export interface ScalarNode extends NodeBase {
  readonly type: 'scalar';
  readonly style: ScalarStyle;
  /** The text after YAML's unquoting and folding, before any conversion: `0644`, `yes`. */
  readonly text: string;
  /** What the API server makes of it: YAML 1.1 as Go reads it. */
  readonly value: PlainValue;
}

export interface MappingEntry {
  readonly key: YamlNode;
  /** The key as JSON has it, or null where it has none (a list or map as key). */
  readonly name: string | null;
  readonly value: YamlNode | null;
  /** From the key's start to the value's end. */
  readonly span: Span;
  readonly isMergeKey: boolean;
}

export interface MappingNode extends NodeBase {
  readonly type: 'mapping';
  readonly style: 'block' | 'flow';
  readonly entries: readonly MappingEntry[];
}

export interface SequenceNode extends NodeBase {
  readonly type: 'sequence';
  readonly style: 'block' | 'flow';
  readonly items: readonly (YamlNode | null)[];
}

export interface AliasNode extends NodeBase {
  readonly type: 'alias';
  readonly name: string;
}

export type YamlNode = ScalarNode | MappingNode | SequenceNode | AliasNode;
