import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { ordinalsOf } from './ordinals.ts';
import { discoversByServiceName } from './pod-addresses/use-of-pod-names.ts';
import { type Change, defineRule, type Rule } from './rule.ts';
import { hasSelector, headlessServiceFor, isExternalName, isHeadless, selectorLabelsOf } from './service-shape.ts';
import { setsGovernedBy } from './unit-indexes.ts';

type Facts = { service: string; sets: string[]; type: string; headlessName: string };

export const governingServiceNotHeadless: Rule = defineRule<'Service', Facts>({
  id: 'governing-service-not-headless',
  family: 'identity',
  severity: 'info',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'concepts/services-networking/service/#headless-services',
  *check(service, { unit }) {
    if (isHeadless(service)) return;
    const sets = setsGovernedBy(unit, service);
    if (sets === undefined) return;
    const type = service.object.spec?.type ?? 'ClusterIP';
    const isRelied = sets.some((set) => ordinalsOf(set, unit).most > 1 && discoversByServiceName(set, service.name));
    const text = isExternalName(service) ? 'external' : isRelied ? 'discovery' : undefined;
    yield {
      at: type === 'ClusterIP' ? ['spec', 'clusterIP'] : ['spec', 'type'],
      on: 'value',
      facts: { service: service.name, sets: sets.map(({ name }) => name), type, headlessName: freeName(service, unit) },
      ...(text === undefined ? {} : { text, severity: 'warning' as const }),
      related: sets.map((set) => ({
        resource: set,
        at: ['spec', 'serviceName'],
        text: 'set',
        facts: { set: set.name },
      })),
    };
  },
  fixes: {
    'make-headless': {
      isSafe: false,
      isPreferred: ({ type }) => type === 'ClusterIP',
      changes: ({ type }, service, { unit }) => [
        ...withoutNodePorts(service, type),
        setHeadless(service),
        ...withSelector(service, setsGovernedBy(unit, service)?.[0]),
      ],
    },
    'add-headless': {
      isSafe: false,
      isPreferred: ({ type }) => type !== 'ClusterIP',
      changes: ({ headlessName }, service, { unit }) => {
        const sets = setsGovernedBy(unit, service) ?? [];
        const [first] = sets;
        if (first === undefined) return [];
        return [
          { do: 'add-object', near: service, object: headlessServiceFor(first, headlessName), in: 'same-file' },
          ...sets.map(
            (set): Change => ({ do: 'set', resource: set, at: ['spec', 'serviceName'], value: headlessName }),
          ),
        ];
      },
    },
  },
});

function setHeadless(service: Resource<'Service'>): Change {
  return { do: 'set', resource: service, at: ['spec', 'clusterIP'], value: 'None' };
}

/** What a headless Service may not have (behaviour reference V3, V24–V27). */
function withoutNodePorts(service: Resource<'Service'>, type: string): readonly Change[] {
  if (type === 'ClusterIP') return [];
  const spec = service.object.spec;
  const changes: Change[] = [{ do: 'remove', resource: service, at: ['spec', 'type'] }];
  const fields = [
    'externalName',
    'externalTrafficPolicy',
    'loadBalancerIP',
    'loadBalancerClass',
    'healthCheckNodePort',
    'loadBalancerSourceRanges',
    'allocateLoadBalancerNodePorts',
  ];
  for (const field of fields)
    if (service.manifest.place(['spec', field]).written)
      changes.push({ do: 'remove', resource: service, at: ['spec', field] });
  for (const index of (spec?.ports ?? []).keys())
    if (service.manifest.place(['spec', 'ports', index, 'nodePort']).written)
      changes.push({ do: 'remove', resource: service, at: ['spec', 'ports', index, 'nodePort'] });
  return changes;
}

/** An ExternalName has no use for a selector, so it often has none. */
function withSelector(service: Resource<'Service'>, set: Resource<'StatefulSet'> | undefined): readonly Change[] {
  if (set === undefined || hasSelector(service) || !isExternalName(service)) return [];
  return [{ do: 'set', resource: service, at: ['spec', 'selector'], value: { ...selectorLabelsOf(set) } }];
}

function freeName(service: Resource<'Service'>, unit: UnitView): string {
  const name = `${service.name}-headless`;
  return unit.find('Service', service.namespace, name) === undefined ? name : `${name}-pods`;
}
