// Consequences in words.

import { codeSpan } from '../documentation/markdown.ts';
import { words } from '../documentation/texts.ts';
import type { Consequence, SomeNames } from './consequences.ts';

export function consequenceMarkdown(consequence: Consequence): string {
  switch (consequence.is) {
    case 'pods':
      return consequence.names.count === 0
        ? words.noPods
        : words.pods(consequence.names.count, list(consequence.names));
    case 'addresses':
      return consequence.names.count === 0 ? words.noPods : words.addresses(list(consequence.names));
    case 'claims':
      return words.claims(consequence.names.count, list(consequence.names));
    case 'storage':
      return words.storage(codeSpan(consequence.total));
  }
}

function list({ count, shown, last }: SomeNames): string {
  const names = shown.map(codeSpan).join(', ');
  if (last === undefined) return names;
  return count === shown.length + 1 ? `${names}, ${codeSpan(last)}` : `${names} … ${codeSpan(last)}`;
}
