import { isHostAddress, knownAddressesOf } from './pod-addresses/known-addresses.ts';
import { configMapsOf } from './pod-addresses/use-of-pod-names.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { headlessServiceFor, isHeadless } from './service-shape.ts';
import { servicesSelecting } from './unit-indexes.ts';

type Facts = { set: string; address: string; service: string };

export const serviceNameMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'service-name-missing',
  family: 'identity',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(set, { unit }) {
    if (set.object.spec?.serviceName) return;
    for (const resource of [set, ...configMapsOf(set, unit)])
      for (const address of knownAddressesOf(resource, unit)) {
        if (address.set !== set || !isHostAddress(address)) continue;
        const { start, end } = address.raw;
        const governing = servicesSelecting(unit, set, podTemplateOf(set)?.labels ?? {}).filter(isHeadless);
        const named = governing.find(({ name }) => name === address.service?.text) ?? governing[0];
        yield {
          at: ['spec', 'serviceName'],
          facts: {
            set: set.name,
            address: address.text.text.slice(start, end),
            service: named?.name ?? address.service?.text ?? set.name,
          },
          related: [{ resource, at: address.text.at, part: { start, end }, text: 'address' }],
        };
        return;
      }
  },
  fixes: {
    'set-service-name': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ service }, set, { unit }) => [
        { do: 'set', resource: set, at: ['spec', 'serviceName'], value: service },
        ...(unit.find('Service', set.namespace, service) === undefined
          ? [{ do: 'add-object', near: set, object: headlessServiceFor(set, service), in: 'same-file' } as const]
          : []),
      ],
    },
  },
});
