import { ADDRESS_KINDS, hostAddressesOf, textOf } from './pod-addresses/address-facts.ts';
import { isLiteral } from './pod-addresses/parse-addresses.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { address: string; written: string; clusterDomain: string };

export const podAddressWrongDomain: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'pod-address-wrong-domain',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/services-networking/dns-pod-service/',
  *check(resource, { unit }) {
    const { clusterDomain } = unit.profile;
    for (const address of hostAddressesOf(resource, unit)) {
      const [first] = address.domain;
      const last = address.domain.at(-1);
      if (first === undefined || last === undefined || !address.domain.every(isLiteral)) continue;
      const written = address.domain.map(({ text }) => text).join('.');
      if (written === clusterDomain) continue;
      yield {
        at: address.text.at,
        part: { start: first.start, end: last.end },
        facts: { address: textOf(address), written, clusterDomain },
        // Only near `cluster.local` it is a slip for sure; else the cluster may be another than the settings say.
        ...(/^clust|local$/.test(written) ? {} : { severity: 'info' as const }),
      };
    }
  },
  fixes: {
    correct: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ written, clusterDomain }, resource, { unit }) =>
        hostAddressesOf(resource, unit).flatMap(({ domain, text }) => {
          const [first] = domain;
          const last = domain.at(-1);
          if (first === undefined || last === undefined || domain.map((part) => part.text).join('.') !== written)
            return [];
          return [
            {
              do: 'replace-part' as const,
              resource,
              at: text.at,
              part: { start: first.start, end: last.end },
              text: clusterDomain,
            },
          ];
        }),
    },
  },
});
