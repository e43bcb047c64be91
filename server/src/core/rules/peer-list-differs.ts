import { ordinalsOf, rangeText } from './ordinals.ts';
import { ADDRESS_KINDS, isOwnText } from './pod-addresses/address-facts.ts';
import { listsOf } from './pod-addresses/lists-of-resource.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; replicas: number; listed: number; ordinals: string; text: string; namesNoPod: string[] };

/** More elements than a list is rewritten to at most. */
const MOST_WRITTEN = 100;

export const peerListDiffers: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'peer-list-differs',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(resource, { unit }) {
    for (const { text, list } of listsOf(resource, unit)) {
      const set = list.addresses[0]?.set;
      if (set === undefined) continue;
      const range = ordinalsOf(set, unit);
      const end = range.start + range.replicas;
      if (range.replicas === 0) continue;
      const isLonger = list.last >= range.start + range.most || list.first < range.start;
      const isShorter = !isLonger && list.last < end - 1;
      if (
        !isLonger &&
        !(isShorter && isOwnText(resource, set) && isComplete(text.label, list.isNumbered, list.first, range.start))
      )
        continue;
      const listed = list.last - list.first + 1;
      yield {
        at: text.at,
        part: { start: list.start, end: list.end },
        facts: {
          set: set.name,
          replicas: range.replicas,
          listed,
          ordinals: rangeText(range),
          text:
            range.replicas <= MOST_WRITTEN
              ? list.write(Array.from({ length: range.replicas }, (_, i) => range.start + i))
              : '',
          namesNoPod: isLonger ? [`${set.name}-${list.first < range.start ? list.first : list.last}`] : [],
        },
        ...(isLonger
          ? {}
          : {
              text: 'shorter',
              severity: list.isNumbered && !isQuorumPart(text.label) ? ('warning' as const) : ('info' as const),
            }),
        related: [{ resource: set, at: ['spec', 'replicas'], text: 'replicas' }],
      };
    }
  },
  fixes: {
    rewrite: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ text }) => text !== '',
      changes: ({ text }, resource, context) => {
        // The list is found again, so that the part is that of the text as it is now.
        for (const placed of listsOf(resource, context.unit)) {
          const set = placed.list.addresses[0]?.set;
          if (set === undefined) continue;
          const range = ordinalsOf(set, context.unit);
          const ordinals = Array.from({ length: Math.min(range.replicas, MOST_WRITTEN) }, (_, i) => range.start + i);
          if (
            placed.list.write(ordinals) !== text ||
            placed.text.text.slice(placed.list.start, placed.list.end) === text
          )
            continue;
          return [
            {
              do: 'replace-part',
              resource,
              at: placed.text.at,
              part: { start: placed.list.start, end: placed.list.end },
              text,
            },
          ];
        }
        return [];
      },
    },
  },
});

/** Seeds and primaries are few on purpose; a list that numbers its members, or is called a list of all, is not. */
function isComplete(label: string, isNumbered: boolean, first: number, start: number): boolean {
  if (first !== start || /seed|bootstrap|join|contact|primary|first|retry/i.test(label)) return false;
  return isNumbered || /server|peer|member|initial|quorum|voter|replica|nodes|hosts/i.test(label);
}

/** Of Kafka's members only some need to be voters. */
function isQuorumPart(label: string): boolean {
  return /quorum|voter/i.test(label);
}
