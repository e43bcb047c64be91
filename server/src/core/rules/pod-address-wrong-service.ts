import { nearestName } from './near-names.ts';
import { ADDRESS_KINDS, hostAddressesOf, textOf } from './pod-addresses/address-facts.ts';
import { isLiteral } from './pod-addresses/parse-addresses.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { address: string; set: string; written: string; serviceName: string };

export const podAddressWrongService: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'pod-address-wrong-service',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(resource, { unit }) {
    for (const address of hostAddressesOf(resource, unit)) {
      const { raw, set, service, text } = address;
      const serviceName = set.object.spec?.serviceName ?? '';
      if (serviceName === '' || !isLiteral(service) || service.text === serviceName) continue;
      const isKnown = unit.find('Service', set.namespace, service.text) !== undefined;
      const isForm = raw.labels[2]?.text === 'svc';
      if (!isKnown && !isForm && nearestName(service.text, [serviceName]) === undefined) continue;
      yield {
        at: text.at,
        part: { start: service.start, end: service.end },
        facts: { address: textOf(address), set: set.name, written: service.text, serviceName },
        related: [{ resource: set, at: ['spec', 'serviceName'], text: 'set' }],
      };
    }
  },
  fixes: {
    correct: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ written, serviceName }, resource, { unit }) =>
        hostAddressesOf(resource, unit)
          .filter(({ service, set }) => service?.text === written && set.object.spec?.serviceName === serviceName)
          .flatMap(({ service, text }) =>
            service === undefined
              ? []
              : [
                  {
                    do: 'replace-part' as const,
                    resource,
                    at: text.at,
                    part: { start: service.start, end: service.end },
                    text: serviceName,
                  },
                ],
          ),
    },
  },
});
