// Endpoints and DNS answers of a settled cluster in the form of recordings: every name that the objects suggest is
// asked, also those that should not exist, and addresses are written by the name of their owner.

import type { ObjectTypes } from '../../kubernetes/objects.ts';
import {
  clusterAddresses,
  createDnsServer,
  type DnsRecord,
  type DnsType,
  reverseNameOf,
  serviceKey,
} from './dns-server.ts';
import { type EndpointPort, type EndpointSlice, endpointSlicesOf, type Pod, type Service } from './endpoint-slices.ts';

export interface SurveyedState {
  readonly clusterDomain: string;
  readonly namespaces: ReadonlySet<string>;
  readonly services: readonly Service[];
  readonly statefulSets: readonly ObjectTypes['StatefulSet'][];
  readonly pods: readonly Pod[];
}

export interface EndpointsRow {
  /** Left out for `default`. */
  readonly namespace?: string;
  readonly service: string;
  readonly slices: number;
  readonly addressTypes: readonly string[];
  readonly endpoints: readonly EndpointRow[];
}

export interface EndpointRow {
  readonly pod: string;
  readonly hostname?: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly ports: readonly EndpointPort[];
}

export interface DnsRow {
  readonly type: DnsType;
  readonly name: string;
  readonly rcode: string;
  readonly answers: readonly string[];
}

export interface Survey {
  readonly endpoints: readonly EndpointsRow[];
  readonly dns: readonly DnsRow[];
}

const TYPES: readonly DnsType[] = ['A', 'AAAA', 'SRV', 'PTR'];
const API_SERVICE = 'kubernetes';
/** Numbers inside names in their order: web-2 before web-10. */
const natural: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare;

/** Costs grow with the number of answers; a Service of n Pods has n answers to its name. */
export function surveyDns(state: SurveyedState): Survey {
  const podsByNamespace = groupedByNamespace(state.pods);
  const slices = new Map<Service, readonly EndpointSlice[]>();
  const slicesOf = (service: Service): readonly EndpointSlice[] => {
    let found = slices.get(service);
    if (!found) {
      found = endpointSlicesOf(service, podsByNamespace.get(namespaceOf(service)) ?? []);
      slices.set(service, found);
    }
    return found;
  };
  const services = state.services.filter(({ metadata }) => metadata?.name !== API_SERVICE);
  const server = createDnsServer({ ...state, services, slicesOf });
  const owners = ownersOfAddresses(services, state.pods);
  const shown = addressesByName(owners);
  const rows = questionsOf({ ...state, services }, slicesOf).map(({ type, name }): DnsRow => {
    const { rcode, records } = server.ask(type, name);
    return {
      type,
      name: shown(name),
      rcode,
      answers: records.map((record) => textOf(record, owners, shown)).sort(natural),
    };
  });
  return {
    endpoints: services.map((service) => endpointsRow(service, slicesOf(service))).sort(byNamespaceAndService),
    dns: rows.sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || natural(a.name, b.name)),
  };
}

function endpointsRow(service: Service, slices: readonly EndpointSlice[]): EndpointsRow {
  const rows = slices.flatMap((slice) =>
    slice.endpoints.map(({ addresses: _, ...endpoint }) => ({ ...endpoint, ports: sortedPorts(slice.ports) })),
  );
  return {
    ...shownNamespace(service),
    service: service.metadata?.name ?? '',
    slices: slices.length,
    addressTypes: [...new Set(slices.map(({ addressType }) => addressType))],
    endpoints: rows.sort((a, b) => natural(a.pod, b.pod) || natural(JSON.stringify(a.ports), JSON.stringify(b.ports))),
  };
}

interface Question {
  readonly type: DnsType;
  readonly name: string;
}

/** Names of Services and Pods that exist or that a set speaks of, and one that certainly does not exist. */
function questionsOf(
  { clusterDomain, services, statefulSets, pods }: SurveyedState,
  slicesOf: (service: Service) => readonly EndpointSlice[],
): readonly Question[] {
  const questions = new Map<string, Question>();
  const ask = (type: DnsType, name: string): void => {
    questions.set(`${type} ${name}`, { type, name });
  };
  const places = new Map<string, Service | undefined>(services.map((service) => [serviceKey(service), service]));
  for (const { metadata, spec } of statefulSets) {
    const key = `${spec?.serviceName ?? ''}.${metadata?.namespace ?? 'default'}`;
    if (spec?.serviceName && !places.has(key)) places.set(key, undefined);
  }
  const zone = `svc.${clusterDomain}`;
  for (const [place, service] of places) {
    const [name = '', namespace = ''] = place.split('.');
    for (const type of ['A', 'AAAA', 'SRV'] as const) ask(type, `${place}.${zone}`);
    for (const port of service?.spec?.ports ?? []) {
      if (port.name) ask('SRV', `_${port.name}._${(port.protocol ?? 'TCP').toLowerCase()}.${place}.${zone}`);
    }
    const endpoints = new Set(
      service ? slicesOf(service).flatMap((slice) => slice.endpoints.flatMap(({ addresses }) => addresses)) : [],
    );
    for (const pod of pods) {
      if (namespaceOf(pod) !== namespace && pod.spec?.subdomain !== name) continue;
      ask('A', `${pod.spec?.hostname ?? pod.metadata?.name ?? ''}.${place}.${zone}`);
      const address = pod.status?.podIP;
      if (address && endpoints.has(address)) ask('A', `${address.replaceAll(/[.:]/g, '-')}.${place}.${zone}`);
    }
    const [address] = service ? clusterAddresses(service) : [];
    if (address) ask('PTR', reverseNameOf(address));
  }
  for (const pod of pods) if (pod.status?.podIP) ask('PTR', reverseNameOf(pod.status.podIP));
  const first = pods.find((pod) => pod.spec?.hostname);
  if (first) ask('A', `${first.spec?.hostname ?? ''}.wrong-service.${namespaceOf(first)}.${zone}`);
  return [...questions.values()];
}

function textOf(record: DnsRecord, owners: ReadonlyMap<string, string>, shown: (name: string) => string): string {
  switch (record.type) {
    case 'A':
      return owners.get(record.address) ?? record.address;
    case 'AAAA':
      return record.address;
    case 'CNAME':
      return `CNAME ${record.target}`;
    case 'PTR':
      return shown(record.target);
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${shown(record.target)}`;
  }
}

function ownersOfAddresses(services: readonly Service[], pods: readonly Pod[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { metadata, status } of pods) if (status?.podIP) owners.set(status.podIP, metadata?.name ?? '');
  for (const service of services) {
    for (const address of clusterAddresses(service))
      owners.set(address, `clusterIP of ${service.metadata?.name ?? ''}`);
  }
  return owners;
}

/** Writes names that are made of an address by the owner of the address. */
function addressesByName(owners: ReadonlyMap<string, string>): (name: string) => string {
  const written = new Map<string, string>();
  for (const [address, owner] of owners) {
    written.set(address.replaceAll(/[.:]/g, '-'), `{ip of ${owner}}`);
    written.set(reverseNameOf(address), `{reverse ip of ${owner}}`);
  }
  return (name) => {
    const [first = '', ...rest] = name.split('.');
    const label = written.get(first);
    return written.get(name) ?? (label ? [label, ...rest].join('.') : name);
  };
}

function groupedByNamespace(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const group = groups.get(namespaceOf(pod));
    if (group) group.push(pod);
    else groups.set(namespaceOf(pod), [pod]);
  }
  return groups;
}

function sortedPorts(ports: readonly EndpointPort[]): readonly EndpointPort[] {
  return ports.toSorted((a, b) => natural(a.name ?? '', b.name ?? '') || a.port - b.port);
}

function shownNamespace(object: Service): { readonly namespace?: string } {
  const namespace = namespaceOf(object);
  return namespace === 'default' ? {} : { namespace };
}

function byNamespaceAndService(a: EndpointsRow, b: EndpointsRow): number {
  return natural(a.namespace ?? 'default', b.namespace ?? 'default') || natural(a.service, b.service);
}

function namespaceOf(object: Pod | Service): string {
  return object.metadata?.namespace ?? 'default';
}
