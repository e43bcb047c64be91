import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = {
  set: string;
  length: number;
  longest: string;
  longestLength: number;
  budget: number;
  percent: number;
  digits: number;
};

const LABEL_MAX = 63;
/** Every hash of at most ten characters fits behind such a name. */
const ALWAYS_SAFE = 52;
/** Of the 2³² hashes so many percent have ten decimal digits, nine or more, and so on. */
const PERCENT_OF_LONGER = [76.7, 97.7, 99.8, 99.9];

/** Behaviour reference 1.6: the revision label and the Pod's host name have 63 characters, nothing checks it before. */
export const nameTooLong: Rule = defineRule<'StatefulSet', Facts>({
  id: 'name-too-long',
  family: 'names',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#limitations',
  *check(set, { unit }) {
    const { start, replicas, most } = ordinalsOf(set, unit);
    const length = set.name.length;
    // Longer names are refused by the server itself.
    if (length <= ALWAYS_SAFE || length > LABEL_MAX || replicas === 0) return;
    const digits = String(start + Math.max(most, 1) - 1).length;
    const longest = `${set.name}-${'9'.repeat(digits)}`;
    const facts: Facts = {
      set: set.name,
      length,
      longest,
      longestLength: longest.length,
      budget: ALWAYS_SAFE,
      percent: PERCENT_OF_LONGER[length - ALWAYS_SAFE - 1] ?? 100,
      digits,
    };
    const isPodTooLong = longest.length > LABEL_MAX;
    yield {
      at: ['metadata', 'name'],
      facts,
      ...(isPodTooLong ? { text: 'pod' } : {}),
      // Hashes of fewer than nine digits are too rare to hope for.
      ...(isPodTooLong || length > ALWAYS_SAFE + 2 ? { severity: 'error' as const } : {}),
    };
  },
  fixes: {},
});
