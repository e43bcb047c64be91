// Keys that the API server finds set already when YAML text itself is sent to it: repeated ones, and written ones that
// a merge key sets too. kubectl makes JSON first and sends none of them. Rule J2 of the behaviour reference.

import type { Path } from '../kubernetes/plain-value.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { MAX_EXPANDED_NODES } from '../yaml/limits.ts';
import type { MappingNode, YamlNode } from '../yaml/node.ts';
import { entryName, followAlias } from './node-value.ts';

export interface ServerRepeatedKey {
  readonly key: string;
  /** The line of the value that comes too late, within the document as it is sent, from 1. */
  readonly line: number;
  readonly at: Path;
}

/**
 * In the order of the server's text. An alias is read anew wherever it stands, as Go's reader does.
 * Source: go.yaml.in/yaml/v2 decode.go, `mapping`, `merge`, `setMapIndex`.
 */
export function serverRepeatedKeys(root: MappingNode, document: YamlDocument): readonly ServerRepeatedKey[] {
  const finder = new Finder(document);
  finder.mapping(root, [], new Set());
  return finder.found;
}

class Finder {
  readonly found: ServerRepeatedKey[] = [];
  readonly #document: YamlDocument;
  #lineStarts: readonly number[] | undefined;
  #left = MAX_EXPANDED_NODES;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  #lineOf(node: YamlNode): number {
    const start = node.anchor === undefined ? node.span.start : Math.min(node.anchor.span.start, node.span.start);
    this.#lineStarts ??= lineStartsOf(this.#document.text);
    let low = 0;
    let high = this.#lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return Math.max(low, 1);
  }

  #value(node: YamlNode | null, path: Path): void {
    const target = followAlias(node, this.#document);
    if (target?.type === 'mapping') this.mapping(target, path, new Set());
    else if (target?.type === 'sequence')
      for (const [index, item] of target.items.entries()) this.#value(item, [...path, index]);
  }

  /** @param keys what is set already, by this mapping or by what was merged into it before */
  mapping(mapping: MappingNode, path: Path, keys: Set<string>): void {
    this.#left -= 1;
    if (this.#left < 0) return;
    for (const entry of mapping.entries) {
      if (entry.isMergeKey) {
        this.#merge(followAlias(entry.value, this.#document), path, keys);
        continue;
      }
      const key = entryName(entry, this.#document);
      if (key === null) continue;
      this.#value(entry.value, [...path, key]);
      if (keys.has(key)) this.found.push({ key, line: this.#lineOf(entry.value ?? entry.key), at: [...path, key] });
      keys.add(key);
    }
  }

  #merge(source: YamlNode | null, path: Path, keys: Set<string>): void {
    if (source?.type === 'mapping') this.mapping(source, path, keys);
    else if (source?.type === 'sequence')
      // The last comes first, so that earlier ones count more.
      for (const item of source.items.toReversed()) {
        const target = followAlias(item, this.#document);
        if (target?.type === 'mapping') this.mapping(target, path, keys);
      }
  }
}

/** Where lines start, without the line of the document's marker: it is not sent. */
function lineStartsOf(text: string): readonly number[] {
  const body = /^---[^\n]*\n/.exec(text)?.[0].length ?? 0;
  const starts = [body];
  for (let at = text.indexOf('\n', body); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
