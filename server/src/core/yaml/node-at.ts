// Finds nodes by offset.

import type { MappingEntry, YamlNode } from './node.ts';

/** One step from a node to a node inside of it. */
export type NodeStep =
  | { readonly in: 'entry'; readonly parent: YamlNode; readonly entry: MappingEntry; readonly on: 'key' | 'value' }
  | { readonly in: 'item'; readonly parent: YamlNode; readonly index: number };

export interface NodeAt {
  /** The innermost node that holds the offset; an end counts as inside. */
  readonly node: YamlNode;
  /** From the root down to the node. */
  readonly steps: readonly NodeStep[];
}

/** The innermost node at an offset of the document, or undefined where none holds it. */
export function nodeAt(root: YamlNode | null, offset: number): NodeAt | undefined {
  if (root === null || !holds(root, offset)) return undefined;
  const steps: NodeStep[] = [];
  let node = root;
  for (;;) {
    const next = stepInto(node, offset);
    if (next === undefined) return { node, steps };
    steps.push(next.step);
    node = next.node;
  }
}

function stepInto(node: YamlNode, offset: number): { readonly step: NodeStep; readonly node: YamlNode } | undefined {
  if (node.type === 'mapping') {
    for (const entry of node.entries) {
      if (offset < entry.span.start || offset > entry.span.end) continue;
      if (holds(entry.key, offset)) return { step: { in: 'entry', parent: node, entry, on: 'key' }, node: entry.key };
      if (entry.value !== null && holds(entry.value, offset))
        return { step: { in: 'entry', parent: node, entry, on: 'value' }, node: entry.value };
    }
  } else if (node.type === 'sequence') {
    for (const [index, item] of node.items.entries())
      if (item !== null && holds(item, offset)) return { step: { in: 'item', parent: node, index }, node: item };
  }
  return undefined;
}

function holds(node: YamlNode, offset: number): boolean {
  return offset >= node.span.start && offset <= node.span.end;
}
