// Finds the nodes that a change is about, from the root of the document's tree: through aliases and merge keys to the
// place where the value is written.

import type { Path } from '../../kubernetes/plain-value.ts';
import { entryName, followAlias, mergeSources } from '../../model/node-value.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { MappingEntry, MappingNode, SequenceNode, YamlNode } from '../../yaml/node.ts';

/** The holder of a value in the text. */
export type Slot =
  | { readonly in: 'root' }
  | { readonly in: 'entry'; readonly mapping: MappingNode; readonly entry: MappingEntry }
  | { readonly in: 'item'; readonly list: SequenceNode; readonly index: number };

export interface Located {
  readonly slot: Slot;
  /** As it stands in the slot: an alias is not followed. */
  readonly written: YamlNode | null;
  /** The alias followed. */
  readonly node: YamlNode | null;
  /** Whether the slot stands inside of `{}` or `[]`. */
  readonly isInFlow: boolean;
  /** Whether other places of the document hold the same text by an alias or a merge key. */
  readonly isShared: boolean;
  /** The steps that were found; shorter than the path asked for where the rest is not written. */
  readonly depth: number;
}

/**
 * The deepest written value along a path. The last step does not look into merged mappings unless `isMerged` says so:
 * a key that is set there would change for everybody, while one that is written here changes this object only.
 */
export function locate(document: YamlDocument, path: Path, isMerged: boolean): Located {
  const flows = new FlowFinder(document);
  let found: Located = {
    slot: { in: 'root' },
    written: document.root,
    node: followAlias(document.root, document),
    isInFlow: false,
    isShared: false,
    depth: 0,
  };
  for (const [index, step] of path.entries()) {
    const next = stepInto(found, step, document, isMerged || index < path.length - 1);
    if (next === undefined) return found;
    const isElsewhere = found.written !== found.node || next.isMerged;
    const holder = next.slot.in === 'entry' ? next.slot.mapping : next.slot.in === 'item' ? next.slot.list : null;
    found = {
      slot: next.slot,
      written: next.written,
      node: followAlias(next.written, document),
      isInFlow: holder !== null && flows.isInFlow(holder),
      isShared: found.isShared || isElsewhere || isAnchorUsed(found.node, document),
      depth: index + 1,
    };
  }
  return found;
}

interface Step {
  readonly slot: Slot;
  readonly written: YamlNode | null;
  readonly isMerged: boolean;
}

function stepInto(from: Located, step: string | number, document: YamlDocument, isMerged: boolean): Step | undefined {
  const { node } = from;
  if (node?.type === 'sequence' && typeof step === 'number') {
    if (step < 0 || step >= node.items.length) return undefined;
    return { slot: { in: 'item', list: node, index: step }, written: node.items[step] ?? null, isMerged: false };
  }
  if (node?.type !== 'mapping' || typeof step !== 'string') return undefined;
  const own = ownEntry(node, step, document);
  if (own !== undefined)
    return { slot: { in: 'entry', mapping: node, entry: own }, written: own.value, isMerged: false };
  return isMerged ? mergedStep(node, step, document, 100) : undefined;
}

function mergedStep(node: MappingNode, step: string, document: YamlDocument, left: number): Step | undefined {
  if (left <= 0) return undefined;
  for (const entry of node.entries) {
    if (!entry.isMergeKey) continue;
    for (const source of mergeSources(entry, document)) {
      const own = ownEntry(source, step, document);
      if (own !== undefined)
        return { slot: { in: 'entry', mapping: source, entry: own }, written: own.value, isMerged: true };
      const deeper = mergedStep(source, step, document, left - 1);
      if (deeper !== undefined) return deeper;
    }
  }
  return undefined;
}

/** The entry that counts for a name: the last one. */
export function ownEntry(mapping: MappingNode, name: string, document: YamlDocument): MappingEntry | undefined {
  for (let index = mapping.entries.length - 1; index >= 0; index -= 1) {
    const entry = mapping.entries[index];
    if (entry !== undefined && !entry.isMergeKey && entryName(entry, document) === name) return entry;
  }
  return undefined;
}

/** Whether an alias of the document leads to this node. */
export function isAnchorUsed(node: YamlNode | null, document: YamlDocument): boolean {
  if (node?.anchor === undefined) return false;
  for (const target of document.aliases.values()) if (target === node) return true;
  return false;
}

/** Knows of each collection whether it stands inside of a flow collection, or is one. */
class FlowFinder {
  readonly #document: YamlDocument;
  #inFlow: Set<YamlNode> | undefined;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  isInFlow(holder: YamlNode): boolean {
    if (this.#inFlow === undefined) {
      this.#inFlow = new Set();
      this.#gather(this.#document.root, false, this.#inFlow);
    }
    return this.#inFlow.has(holder);
  }

  #gather(node: YamlNode | null, isInside: boolean, found: Set<YamlNode>): void {
    if (node === null || node.type === 'scalar' || node.type === 'alias') return;
    const isFlow = isInside || node.style === 'flow';
    if (isFlow) found.add(node);
    if (node.type === 'sequence') for (const item of node.items) this.#gather(item, isFlow, found);
    else for (const entry of node.entries) this.#gather(entry.value, isFlow, found);
  }
}
