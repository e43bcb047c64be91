// A Kubernetes object as somebody wrote it: identity, plain value, and the place of every field.
// Spans are relative to the document, so a manifest stays the same object while its file changes elsewhere.

import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import type { Span } from '../text/span.ts';
import type { MappingNode, YamlNode } from '../yaml/node.ts';

/** Where a field is, or, for one that nobody wrote, where it would be looked for. */
export interface FieldPlace {
  /** Whether the field itself is written; otherwise the spans are those of the nearest written parent. */
  readonly written: boolean;
  /** The key in front of the value; absent for list items and for the object itself. */
  readonly key?: Span;
  /** The value's span; for a mapping or list that starts on a later line, that of its content. */
  readonly value: Span;
  /** The node, aliases and merge keys followed: the place that the user would edit. */
  readonly node: YamlNode | null;
  /** The path that was found; shorter than the path asked for where `written` is false. */
  readonly path: Path;
}

export interface Manifest {
  /** The text of the document, without what other documents of the file hold. */
  readonly text: string;
  /** Position inside a `kind: List`, from 0. */
  readonly item?: number;
  /** As written; empty where missing or not a text. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** As written; absent where not written. */
  readonly namespace?: string;
  /** The object as kubectl would send it: merge keys merged, of repeated keys the last. */
  readonly value: PlainObject;
  readonly root: MappingNode;
  readonly place: (path: Path) => FieldPlace;
  /** Spans of repeated keys, each with the path of the mapping's field. */
  readonly repeatedKeys: readonly { readonly path: Path; readonly span: Span; readonly first: Span }[];
  /** Keys that the server finds set already if the text itself is sent to it; none for the items of a list. */
  readonly serverRepeatedKeys: readonly { readonly key: string; readonly line: number; readonly at: Path }[];
}
