// English sentences about edits. A second language is a second catalogue of the same shape.

import type { PlainObject } from '../../kubernetes/plain-value.ts';
import type { ConsequenceId } from '../edit-consequences.ts';

type Sentence = (facts: PlainObject) => string;

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

function numberIn(facts: PlainObject, name: string): number {
  const value = facts[name];
  return typeof value === 'number' ? value : 0;
}

function scaled(facts: PlainObject): string {
  return `Scaling in from ${numberIn(facts, 'from')} to ${numberIn(facts, 'to')}`;
}

function claims(facts: PlainObject): string {
  return count(numberIn(facts, 'claims'), 'claim', 'claims');
}

const sentences: Readonly<Record<ConsequenceId, Sentence>> = {
  'scale-in-deletes-claims': (facts) => `${scaled(facts)} deletes ${claims(facts)} and the data`,
  'scale-in-keeps-claims': (facts) =>
    `${scaled(facts)} leaves ${claims(facts)} behind, which a later scale-out uses again`,
  'template-rolls': (facts) => {
    const held = numberIn(facts, 'held');
    const pods = count(numberIn(facts, 'replicas') - held, 'Pod', 'Pods');
    const rest =
      held === 0 ? '' : `; the partition ${numberIn(facts, 'partition')} holds ${count(held, 'Pod', 'Pods')} back`;
    return `The changed template replaces ${pods}, from the highest ordinal down${rest}`;
  },
  'template-waits': (facts) =>
    `With OnDelete the changed template reaches none of ${count(numberIn(facts, 'replicas'), 'Pod', 'Pods')} until it is deleted`,
  'falls-back': (facts) =>
    `"${String(facts['field'])}" is no longer written and goes from ${String(facts['from'])} to its default ${String(facts['to'])}`,
  'partition-lost': (facts) =>
    `Without "rollingUpdate" the partition ${numberIn(facts, 'partition')} is gone and all Pods may be updated`,
};

/** One sentence, without a full stop. */
export function consequenceText(id: ConsequenceId, facts: PlainObject): string {
  return sentences[id](facts);
}
