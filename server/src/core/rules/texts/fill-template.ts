// Turns a sentence of a catalogue and the facts of a finding into text. Knows no rule and no language.

import type { PlainObject, PlainValue } from '../../kubernetes/plain-value.ts';

/**
 * Fills `{fact}`, a list joined by commas; `{fact:quoted}`, each item in double quotes; and `{fact|one|many}`, a word
 * that depends on a number. A fact that is not there leaves its braces, so that a test finds it.
 */
export function fillTemplate(template: string, facts: PlainObject): string {
  return template.replaceAll(
    /\{([A-Za-z]+)(:quoted)?(?:\|([^{}|]*)\|([^{}|]*))?\}/g,
    (whole, name, quoted, one, many) => {
      const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
      if (fact === undefined) return whole;
      if (one !== undefined) return fact === 1 ? one : many;
      const items = (Array.isArray(fact) ? fact : [fact]).map(asText);
      return (quoted === undefined ? items : items.map((item) => `"${item}"`)).join(', ');
    },
  );
}

function asText(value: PlainValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
