import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { isPlaceholder } from './label-facts.ts';
import { nearestName } from './near-names.ts';
import { usesPodNames } from './pod-addresses/use-of-pod-names.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { headlessServiceFor, isHeadless } from './service-shape.ts';
import { neighboursOf, servicesByName, servicesSelecting, setsGovernedBy } from './unit-indexes.ts';

type Facts = { serviceName: string; namespace: string; set: string; nearest: string };

export const governingServiceMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'governing-service-missing',
  family: 'identity',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(set, { unit }) {
    const serviceName = set.object.spec?.serviceName ?? '';
    if (serviceName === '' || isPlaceholder(serviceName)) return;
    if (unit.find('Service', set.namespace, serviceName) !== undefined) return;
    // Another rule speaks where the Service is in sight, only in another namespace.
    if (servicesByName(unit).has(serviceName)) return;
    const nearest = likelyMeant(set, serviceName, unit);
    if (nearest === undefined && unit.isIncomplete) return;
    const text = nearest !== undefined ? 'near' : usesPodNames(set, unit) ? 'used' : undefined;
    if (text === undefined && isPartlyElsewhere(set, unit)) return;
    yield {
      at: ['spec', 'serviceName'],
      facts: { serviceName, namespace: set.namespace, set: set.name, nearest: nearest?.name ?? '' },
      ...(text === undefined ? {} : { text }),
      related: nearest === undefined ? [] : [{ resource: nearest, at: ['metadata', 'name'], text: 'near' }],
    };
  },
  fixes: {
    rename: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ nearest }) => nearest !== '',
      changes: ({ nearest }, set) => [{ do: 'set', resource: set, at: ['spec', 'serviceName'], value: nearest }],
    },
    create: {
      isSafe: false,
      isPreferred: ({ nearest }) => nearest === '',
      changes: ({ serviceName }, set) => [
        { do: 'add-object', near: set, object: headlessServiceFor(set, serviceName), in: 'same-file' },
      ],
    },
    'create-in-new-file': {
      isSafe: false,
      changes: ({ serviceName }, set) => [
        { do: 'add-object', near: set, object: headlessServiceFor(set, serviceName), in: 'new-file' },
      ],
    },
  },
});

/** Where the set's account is made in another place, its Service may be as well. */
function isPartlyElsewhere(set: Resource<'StatefulSet'>, unit: UnitView): boolean {
  const account = podTemplateOf(set)?.spec?.serviceAccountName ?? '';
  if (account === '' || account === 'default') return false;
  return unit.find('ServiceAccount', set.namespace, account) === undefined;
}

/** A slip of the keyboard, else the only headless Service that selects these Pods and governs no other set. */
function likelyMeant(
  set: Resource<'StatefulSet'>,
  serviceName: string,
  unit: UnitView,
): Resource<'Service'> | undefined {
  const services = neighboursOf(unit, 'Service', set);
  const near = nearestName(
    serviceName,
    services.map(({ name }) => name),
  );
  if (near !== undefined) return services.find(({ name }) => name === near);
  const headless = servicesSelecting(unit, set, podTemplateOf(set)?.labels ?? {}).filter(
    (service) => isHeadless(service) && setsGovernedBy(unit, service) === undefined,
  );
  return headless.length === 1 ? headless[0] : undefined;
}
