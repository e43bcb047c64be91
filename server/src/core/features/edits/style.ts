// How a document is written: indentation, quotes, line ends. What nobody shows is taken from the rest of the document,
// then from what most manifests do.

import type { MappingNode, YamlNode } from '../../yaml/node.ts';
import { columnOf, contentStart } from './places.ts';
import type { Quote } from './scalar-text.ts';

export interface Style {
  readonly lineEnd: string;
  /** Columns by which a mapping stands deeper than its key. */
  readonly step: number;
  /** Columns by which the dashes of a list stand deeper than its key: 0 in many manifests. */
  readonly dashIndent: number;
  /** Columns from a dash to the item: nearly always 2. */
  readonly itemIndent: number;
  readonly quote: Quote;
  /** JSON: everything in double quotes, flow style throughout. */
  readonly isJson: boolean;
  /** `{ a: 1 }` against `{a: 1}`. */
  readonly hasPaddedBraces: boolean;
  readonly hasPaddedBrackets: boolean;
}

/** Nodes that are looked at; a style shows long before. */
const MAX_LOOKED_AT = 3000;

/** The style of a document; `near` is asked first, where it shows anything. */
export function styleOf(text: string, root: YamlNode | null, near?: YamlNode | null): Style {
  const isJson = root?.type === 'mapping' && root.style === 'flow' && hasJsonKeys(root);
  const document = root === null ? new Evidence() : gather(text, root, MAX_LOOKED_AT);
  const close = near === undefined || near === null ? new Evidence() : gather(text, near, 200);
  return {
    lineEnd: lineEndOf(text),
    step: most(close.steps) ?? most(document.steps) ?? 2,
    dashIndent: most(close.dashIndents) ?? most(document.dashIndents) ?? 0,
    itemIndent: most(close.itemIndents) ?? most(document.itemIndents) ?? 2,
    quote: isJson ? 'double' : (most(close.quotes) ?? most(document.quotes) ?? 'double'),
    isJson,
    hasPaddedBraces: most(close.braces) ?? most(document.braces) ?? !isJson,
    hasPaddedBrackets: most(close.brackets) ?? most(document.brackets) ?? false,
  };
}

/** The first line end of a text. */
export function lineEndOf(text: string): string {
  const match = /\r\n|\n|\r/.exec(text);
  return match?.[0] ?? '\n';
}

class Evidence {
  readonly steps: number[] = [];
  readonly dashIndents: number[] = [];
  readonly itemIndents: number[] = [];
  readonly quotes: Quote[] = [];
  readonly braces: boolean[] = [];
  readonly brackets: boolean[] = [];
}

function gather(text: string, root: YamlNode, limit: number): Evidence {
  const evidence = new Evidence();
  const pending: YamlNode[] = [root];
  for (let seen = 0; seen < limit; seen += 1) {
    const node = pending.pop();
    if (node === undefined) break;
    if (node.type === 'scalar') {
      if (node.style === 'single-quoted') evidence.quotes.push('single');
      if (node.style === 'double-quoted') evidence.quotes.push('double');
    } else if (node.type === 'mapping') {
      for (const entry of node.entries) {
        if (node.style === 'block' && entry.value !== null) lookAtEntry(evidence, text, entry.key, entry.value);
        pending.push(entry.key);
        if (entry.value !== null) pending.push(entry.value);
      }
      if (node.style === 'flow' && node.entries.length > 0)
        evidence.braces.push(/\s/.test(text[contentStart(text, node) + 1] ?? ''));
    } else if (node.type === 'sequence') {
      if (node.style === 'flow' && node.items.length > 0)
        evidence.brackets.push(/\s/.test(text[contentStart(text, node) + 1] ?? ''));
      for (const item of node.items) {
        if (item === null) continue;
        if (node.style === 'block') lookAtItem(evidence, text, node.span.start, item);
        pending.push(item);
      }
    }
  }
  return evidence;
}

function lookAtEntry(evidence: Evidence, text: string, key: YamlNode, value: YamlNode): void {
  if (value.type !== 'mapping' && value.type !== 'sequence') return;
  if (value.style !== 'block') return;
  const deeper = columnOf(text, contentStart(text, value)) - columnOf(text, key.span.start);
  if (value.type === 'sequence') evidence.dashIndents.push(deeper);
  else if (deeper > 0) evidence.steps.push(deeper);
}

function lookAtItem(evidence: Evidence, text: string, firstDash: number, item: YamlNode): void {
  const start = contentStart(text, item);
  const dashColumn = columnOf(text, firstDash);
  const lineStart = start - columnOf(text, start);
  // An item that starts on a later line than its dash says nothing about the distance.
  if (text[lineStart + dashColumn] === '-') evidence.itemIndents.push(start - lineStart - dashColumn);
}

function hasJsonKeys(root: MappingNode): boolean {
  return root.entries.every(({ key }) => key.type === 'scalar' && key.style === 'double-quoted');
}

/** The value that occurs most often, of equals the first. */
function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  let best: T | undefined;
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
