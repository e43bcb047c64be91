// Where aliases lead, and the mistakes that only the whole tree shows: unknown aliases, keys and numbers without JSON.

import type { YamlProblem } from './document.ts';
import { MAX_PROBLEMS } from './limits.ts';
import type { AliasNode, MappingNode, YamlNode } from './node.ts';
import { taggedScalarValue } from './scalar-value.ts';

export interface ResolvedAliases {
  readonly aliases: ReadonlyMap<AliasNode, YamlNode>;
  readonly problems: readonly YamlProblem[];
}

const none: ResolvedAliases = { aliases: new Map(), problems: [] };

/** One walk over a tree whose depth the readers bounded. */
export function resolveAliases(root: YamlNode | null): ResolvedAliases {
  if (root === null) return none;
  const walk = new Walk();
  walk.visit(root);
  return walk.problems.length === 0 && walk.aliases.size === 0 ? none : walk;
}

class Walk implements ResolvedAliases {
  readonly aliases: Map<AliasNode, YamlNode> = new Map();
  readonly problems: YamlProblem[] = [];
  readonly #anchors: Map<string, YamlNode> = new Map();
  readonly #open: Set<YamlNode> = new Set();

  visit(node: YamlNode | null): void {
    if (node === null) return;
    if (node.anchor !== undefined) {
      // An alias has no anchor of its own; it could name itself.
      if (node.type === 'alias') this.#report('unexpected-text', node, {});
      else this.#anchors.set(node.anchor.name, node);
    }
    switch (node.type) {
      case 'alias':
        this.#alias(node);
        return;
      case 'scalar':
        if (typeof node.value === 'number' && !Number.isFinite(node.value))
          this.#report('number-not-json', node, { text: node.text });
        else if (node.tag !== undefined && taggedScalarValue(node.tag, node.text) === undefined)
          this.#report('tag-mismatch', node, { tag: node.tag, text: node.text });
        return;
      case 'sequence':
        if (node.anchor !== undefined) this.#open.add(node);
        for (const item of node.items) this.visit(item);
        if (node.anchor !== undefined) this.#open.delete(node);
        return;
      case 'mapping':
        if (node.anchor !== undefined) this.#open.add(node);
        this.#mapping(node);
        if (node.anchor !== undefined) this.#open.delete(node);
    }
  }

  #mapping(node: MappingNode): void {
    for (const entry of node.entries) {
      this.visit(entry.key);
      this.visit(entry.value);
      if (entry.isMergeKey) {
        if (!this.#isMergeable(entry.value)) this.#report('merge-invalid', entry.value ?? entry.key, {});
      } else if (entry.name === null && this.#keyNode(entry.key).type !== 'alias') {
        this.#report('key-not-json', entry.key, {});
      }
    }
  }

  #keyNode(node: YamlNode): YamlNode {
    return node.type === 'alias' ? (this.aliases.get(node) ?? node) : node;
  }

  #isMergeable(node: YamlNode | null): boolean {
    const target = node === null ? null : this.#keyNode(node);
    if (target === null) return false;
    // An unknown alias is reported by itself.
    if (target.type === 'mapping' || target.type === 'alias') return true;
    return (
      target.type === 'sequence' &&
      target.items.every((item) => item !== null && ['mapping', 'alias'].includes(this.#keyNode(item).type))
    );
  }

  #alias(node: AliasNode): void {
    const target = this.#anchors.get(node.name);
    if (target === undefined) this.#report('alias-unknown', node, { name: node.name });
    else if (this.#open.has(target)) this.#report('alias-recursive', node, { name: node.name });
    else this.aliases.set(node, target);
  }

  #report(code: YamlProblem['code'], node: YamlNode, facts: YamlProblem['facts']): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ code, severity: 'error', span: node.span, facts });
  }
}
