import { isPlaceholder } from './label-facts.ts';
import { defineRule, type Rule } from './rule.ts';
import { headlessServiceFor } from './service-shape.ts';
import { servicesByName, setsGovernedBy } from './unit-indexes.ts';

type Facts = { serviceName: string; namespace: string; otherNamespaces: string[]; isFree: boolean };

export const governingServiceInOtherNamespace: Rule = defineRule<'StatefulSet', Facts>({
  id: 'governing-service-in-other-namespace',
  family: 'identity',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(set, { unit }) {
    const serviceName = set.object.spec?.serviceName ?? '';
    if (serviceName === '' || isPlaceholder(serviceName)) return;
    if (unit.find('Service', set.namespace, serviceName) !== undefined) return;
    const others = servicesByName(unit).get(serviceName) ?? [];
    if (others.length === 0) return;
    yield {
      at: ['spec', 'serviceName'],
      facts: {
        serviceName,
        namespace: set.namespace,
        otherNamespaces: others.map((service) => service.namespace),
        isFree: others.length === 1 && others[0] !== undefined && setsGovernedBy(unit, others[0]) === undefined,
      },
      related: others.map((service) => ({
        resource: service,
        at: ['metadata', 'namespace'],
        text: 'other',
        facts: { otherNamespace: service.namespace },
      })),
    };
  },
  fixes: {
    move: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ isFree }) => isFree,
      changes: ({ serviceName, namespace }, set, { unit }) => {
        const service = servicesByName(unit).get(serviceName)?.[0];
        if (service === undefined) return [];
        return set.manifest.namespace === undefined
          ? [{ do: 'remove', resource: service, at: ['metadata', 'namespace'] }]
          : [{ do: 'set', resource: service, at: ['metadata', 'namespace'], value: namespace }];
      },
    },
    create: {
      isSafe: false,
      changes: ({ serviceName }, set) => [
        { do: 'add-object', near: set, object: headlessServiceFor(set, serviceName), in: 'same-file' },
      ],
    },
  },
});
