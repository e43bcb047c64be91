// Keys written twice in one mapping. kubectl takes the last silently; kustomize and Flux refuse the file.

import type { Path } from '../kubernetes/plain-value.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { YamlNode } from '../yaml/node.ts';
import { entryName } from './node-value.ts';

export interface RepeatedKey {
  /** The path of the repeated field. */
  readonly path: Path;
  readonly span: Span;
  /** The same key's first place. */
  readonly first: Span;
}

/** All repeated keys below a node, in the order of the text; aliases are not followed, so each is told once. */
export function repeatedKeysOf(root: YamlNode, document: YamlDocument): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  visit(root, [], document, found);
  return found;
}

function visit(node: YamlNode | null, path: Path, document: YamlDocument, found: RepeatedKey[]): void {
  if (node === null) return;
  if (node.type === 'sequence') {
    for (const [index, item] of node.items.entries())
      if (item !== null && item.type !== 'scalar') visit(item, [...path, index], document, found);
    return;
  }
  if (node.type !== 'mapping') return;
  const firsts = new Map<string, Span>();
  for (const entry of node.entries) {
    const name = entry.isMergeKey ? null : entryName(entry, document);
    if (name === null) continue;
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, entry.key.span);
    else found.push({ path: [...path, name], span: entry.key.span, first });
    if (entry.value !== null && entry.value.type !== 'scalar') visit(entry.value, [...path, name], document, found);
  }
}
