import { ordinalsOf, rangeText } from './ordinals.ts';
import { ADDRESS_KINDS, textOf } from './pod-addresses/address-facts.ts';
import { type KnownAddress, knownAddressesOf } from './pod-addresses/known-addresses.ts';
import { listedIn } from './pod-addresses/lists-of-resource.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { address: string; pod: string; set: string; ordinals: string; replicas: number; lastOrdinal: number };

export const podAddressBeyondReplicas: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'pod-address-beyond-replicas',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#ordinal-index',
  *check(resource, { unit }) {
    const addresses = knownAddressesOf(resource, unit);
    if (addresses.length === 0) return;
    // What stands in a list is the list's matter.
    const listed = listedIn(resource, unit);
    for (const address of addresses) {
      if (listed.has(address.raw) || !isOutside(address)) continue;
      const { raw, set, text } = address;
      const range = ordinalsOf(set, unit);
      if (range.replicas === 0 || raw.last === undefined || raw.first === undefined) continue;
      if (raw.first >= range.start && raw.last < range.start + range.most) continue;
      yield {
        at: text.at,
        part: { start: raw.start, end: raw.end },
        facts: {
          address: textOf(address),
          pod: `${set.name}-${raw.first < range.start ? raw.first : raw.last}`,
          set: set.name,
          ordinals: rangeText(range),
          replicas: range.replicas,
          lastOrdinal: range.start + range.replicas - 1,
        },
        related: [{ resource: set, at: ['spec', 'replicas'], text: 'replicas' }],
      };
    }
  },
  fixes: {},
});

/** A bare name may be anything: only host names, and names in lists, are held against the replicas. */
function isOutside({ service }: KnownAddress): boolean {
  return service !== undefined;
}
