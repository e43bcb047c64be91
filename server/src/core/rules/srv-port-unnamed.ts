import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { nearestName } from './near-names.ts';
import { ADDRESS_KINDS } from './pod-addresses/address-facts.ts';
import { placedTextsOf } from './pod-addresses/placed-texts.ts';
import { defineRule, type Rule } from './rule.ts';
import { isExternalName } from './service-shape.ts';
import { servicesByName } from './unit-indexes.ts';

type Facts = {
  service: string;
  namespace: string;
  port: string;
  protocol: string;
  names: string[];
  nearest: string;
  at: (string | number)[];
  start: number;
};

const SRV_NAME: RegExp =
  /(?<![\w-])_(?<port>[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)\._(?<protocol>tcp|udp)\.(?<service>[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?:\.(?<namespace>[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?![-\w$]))?/g;

/** DNS has one SRV record for each named port of a Service (DNS-based service discovery, 2.3.2 and 2.4.2). */
export const srvPortUnnamed: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'srv-port-unnamed',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/services-networking/dns-pod-service/#srv-records',
  *check(resource, { unit }) {
    for (const { text, at } of placedTextsOf(resource)) {
      if (!text.includes('._tcp.') && !text.includes('._udp.')) continue;
      for (const match of text.matchAll(SRV_NAME)) {
        const { port = '', protocol = '', service: name = '', namespace } = match.groups ?? {};
        const service = serviceOf(name, namespace, resource, unit);
        if (service === undefined || isExternalName(service)) continue;
        const ports = (service.object.spec?.ports ?? []).filter(
          (each) => (each.protocol ?? 'TCP').toLowerCase() === protocol,
        );
        if (ports.some((each) => each.name === port)) continue;
        const names = ports.flatMap((each) => each.name || []);
        yield {
          at,
          part: { start: match.index, end: match.index + match[0].length },
          facts: {
            service: name,
            namespace: service.namespace,
            port,
            protocol,
            names,
            nearest: nearestName(port, names) ?? '',
            at: [...at],
            start: match.index + 1,
          },
          ...(names.length === 0 ? { text: 'none' } : {}),
          related: [{ resource: service, at: ['spec', 'ports'], on: 'key', text: 'service' }],
        };
      }
    }
  },
  fixes: {
    'use-port': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ nearest }) => nearest !== '',
      changes: ({ at, start, port, nearest }, resource) => [
        { do: 'replace-part', resource, at, part: { start, end: start + port.length }, text: nearest },
      ],
    },
    'name-port': {
      isSafe: false,
      isPreferred: ({ nearest }) => nearest === '',
      applies: ({ names }) => names.length === 0,
      changes: ({ service: name, namespace, port, protocol }, _, { unit }) => {
        const service = unit.find('Service', namespace, name);
        const unnamed = (service?.object.spec?.ports ?? []).flatMap((each, index) =>
          !each.name && (each.protocol ?? 'TCP').toLowerCase() === protocol ? [index] : [],
        );
        const [index] = unnamed;
        if (service === undefined || index === undefined) return [];
        return [{ do: 'set', resource: service, at: ['spec', 'ports', index, 'name'], value: port }];
      },
    },
  },
});

/** The Service that is surely meant: of that name, in the namespace that is written or that of the text. */
function serviceOf(
  name: string,
  namespace: string | undefined,
  resource: Resource,
  unit: UnitView,
): Resource<'Service'> | undefined {
  const found = (servicesByName(unit).get(name) ?? []).filter(
    (service) => service.namespace === (namespace ?? resource.namespace),
  );
  return found.length === 1 ? found[0] : undefined;
}
