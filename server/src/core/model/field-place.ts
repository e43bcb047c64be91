// Where a field stands in the text, or where it would be looked for.

import type { Path } from '../kubernetes/plain-value.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { MappingNode, YamlNode } from '../yaml/node.ts';
import type { FieldPlace } from './manifest.ts';
import { entryNamed, followAlias } from './node-value.ts';

/**
 * The place of the field at `path`. A field that nobody wrote has the place of its nearest written parent. Aliases and
 * merge keys are followed: the place is where the user would edit.
 */
export function fieldPlace(root: MappingNode, path: Path, document: YamlDocument): FieldPlace {
  let node: YamlNode | null = root;
  let key: Span | undefined;
  let value: Span = root.span;
  for (const [depth, step] of path.entries()) {
    const next = stepInto(node, step, document);
    if (next === undefined) return place(false, key, value, node, path.slice(0, depth));
    node = followAlias(next.node, document);
    key = next.key;
    value = node?.span ?? next.empty;
  }
  return place(true, key, value, node, path);
}

function place(written: boolean, key: Span | undefined, value: Span, node: YamlNode | null, path: Path): FieldPlace {
  return { written, ...(key === undefined ? {} : { key }), value, node, path };
}

interface Step {
  readonly node: YamlNode | null;
  readonly key?: Span;
  /** Where the value would stand if it is empty. */
  readonly empty: Span;
}

function stepInto(node: YamlNode | null, step: string | number, document: YamlDocument): Step | undefined {
  if (node?.type === 'mapping' && typeof step === 'string') {
    const entry = entryNamed(node, step, document);
    if (entry === undefined) return undefined;
    return { node: entry.value, key: entry.key.span, empty: { start: entry.span.end, end: entry.span.end } };
  }
  if (node?.type === 'sequence' && typeof step === 'number' && step >= 0 && step < node.items.length) {
    const before = node.items[step - 1]?.span.end ?? node.span.start;
    return { node: node.items[step] ?? null, empty: { start: before, end: before } };
  }
  return undefined;
}
