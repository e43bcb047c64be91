// The plain value of a node as kubectl would send it: aliases followed, merge keys merged, of repeated keys the last.
// Bounded: what aliases add is counted, so that a few lines cannot become millions of values.

import { isPlainObject, type PlainValue } from '../kubernetes/plain-value.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { MAX_EXPANDED_NODES } from '../yaml/limits.ts';
import type { MappingEntry, MappingNode, YamlNode } from '../yaml/node.ts';
import { keyName } from '../yaml/scalar-value.ts';

/** Follows an alias; an unknown one gives null. */
export function followAlias(node: YamlNode | null, document: YamlDocument): YamlNode | null {
  // No alias has an anchor, so that one step is enough.
  return node?.type === 'alias' ? (document.aliases.get(node) ?? null) : node;
}

/** The JSON name of an entry's key, an alias as key followed. */
export function entryName(entry: MappingEntry, document: YamlDocument): string | null {
  if (entry.key.type !== 'alias') return entry.name;
  const key = followAlias(entry.key, document);
  return key?.type === 'scalar' ? keyName(key.value, key.text, key.style === 'plain') : null;
}

/**
 * The entry that counts for a name: the last that gives it, be it a key or a merge key. Go's reader of YAML 1.1 takes
 * entries in their order (go.yaml.in/yaml/v2 decode.go), so that a merge key wins over keys above it.
 */
export function entryNamed(mapping: MappingNode, name: string, document: YamlDocument): MappingEntry | undefined {
  return findEntry(mapping, name, document, { left: 10_000 });
}

interface Budget {
  left: number;
}

function findEntry(
  mapping: MappingNode,
  name: string,
  document: YamlDocument,
  budget: Budget,
): MappingEntry | undefined {
  budget.left -= 1;
  if (budget.left < 0) return undefined;
  for (let index = mapping.entries.length - 1; index >= 0; index -= 1) {
    const entry = mapping.entries[index];
    if (entry === undefined) continue;
    if (!entry.isMergeKey) {
      if (entryName(entry, document) === name) return entry;
      continue;
    }
    for (const source of mergeSources(entry, document)) {
      const found = findEntry(source, name, document, budget);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The mappings that a merge key merges; of a list the first counts most. */
export function mergeSources(entry: MappingEntry, document: YamlDocument): readonly MappingNode[] {
  const value = followAlias(entry.value, document);
  if (value?.type === 'mapping') return [value];
  if (value?.type !== 'sequence') return [];
  return value.items.map((item) => followAlias(item, document)).filter((node) => node?.type === 'mapping');
}

export interface NodeValue {
  readonly value: PlainValue;
  /** Whether the budget ended before the value was whole; the rest is null. */
  readonly isCut: boolean;
}

/** The plain value of a node. Mappings are objects without prototype. */
export function nodeValue(node: YamlNode | null, document: YamlDocument): NodeValue {
  const reader = new ValueReader(document);
  return { value: reader.value(node), isCut: reader.isCut };
}

class ValueReader {
  isCut = false;
  readonly #document: YamlDocument;
  /** Values of nodes that aliases lead to, with how many nodes a walk over each meets: shared, as they never change. */
  readonly #shared: Map<YamlNode, { readonly value: PlainValue; readonly size: number }> = new Map();
  /** Nodes that a walk over the value so far meets. */
  #nodes = 0;
  /** Those of them that aliases added. Whoever walks a value must not meet millions that nobody wrote. */
  #added = 0;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  value(node: YamlNode | null): PlainValue {
    this.#nodes += 1;
    if (node === null) return null;
    switch (node.type) {
      case 'scalar':
        return node.value;
      case 'alias': {
        const target = followAlias(node, this.#document);
        return target === null ? null : this.#repeated(target);
      }
      case 'sequence':
        return node.items.map((item) => this.value(item));
      case 'mapping':
        return this.#mapping(node);
    }
  }

  /** The value of a node that stands elsewhere; null once aliases have added too much. */
  #repeated(node: YamlNode): PlainValue {
    const known = this.#shared.get(node);
    if (this.#added + (known?.size ?? 0) > MAX_EXPANDED_NODES) {
      this.isCut = true;
      return null;
    }
    if (known !== undefined) {
      this.#nodes += known.size;
      this.#added += known.size;
      return known.value;
    }
    const before = this.#nodes;
    const value = this.value(node);
    const size = this.#nodes - before;
    this.#added += size;
    this.#shared.set(node, { value, size });
    return value;
  }

  #mapping(node: MappingNode): PlainValue {
    const object: Record<string, PlainValue> = Object.create(null);
    for (const entry of node.entries) {
      if (entry.isMergeKey) {
        // Of several merged mappings the first counts most.
        for (const source of mergeSources(entry, this.#document).toReversed()) {
          const merged = this.#repeated(source);
          if (isPlainObject(merged)) Object.assign(object, merged);
        }
        continue;
      }
      const name = entryName(entry, this.#document);
      if (name !== null) object[name] = this.value(entry.value);
    }
    return object;
  }
}
