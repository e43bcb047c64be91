// What CoreDNS answers in a cluster, with its kubernetes plugin as installers set it up. Nothing outside the cluster is
// asked: an external name is answered by its CNAME alone. Not answered: names of Pods by address (`pod.` zone), which
// depend on an option, and the name of the DNS Service itself. Start at `createDnsServer`.

import type { Endpoint, EndpointSlice, Service } from './endpoint-slices.ts';

export type DnsType = 'A' | 'AAAA' | 'SRV' | 'PTR';

export type DnsRecord =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME' | 'PTR'; readonly target: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };

export interface DnsAnswer {
  /** `UNENCODABLE`: a label is longer than 63 bytes, so the question cannot be sent. */
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'UNENCODABLE';
  readonly records: readonly DnsRecord[];
}

export interface DnsState {
  /** Such as `cluster.local`. */
  readonly clusterDomain: string;
  readonly services: readonly Service[];
  /** Names of all namespaces that exist. */
  readonly namespaces: ReadonlySet<string>;
  slicesOf(service: Service): readonly EndpointSlice[];
}

export interface DnsServer {
  /** @param name fully qualified, with or without its final dot */
  ask(type: DnsType, name: string): DnsAnswer;
}

/** One address with one port: what the server makes a record of. Port -1 stands for "no port". */
interface Target {
  readonly host: string;
  readonly port: number;
  readonly name: string;
}

type Found = { readonly targets: readonly Target[]; readonly externalName?: string } | undefined;

const NO_SUCH_NAME: DnsAnswer = { rcode: 'NXDOMAIN', records: [] };
const EMPTY: DnsAnswer = { rcode: 'NOERROR', records: [] };
const NOTHING: Found = { targets: [] };
const LONGEST_LABEL = 63;
const LONGEST_CHAIN = 8;

/** Rules: CoreDNS `plugin/kubernetes` (`kubernetes.go`, `parse.go`, `reverse.go`) and `plugin/backend_lookup.go`. */
export function createDnsServer(state: DnsState): DnsServer {
  const zone = state.clusterDomain.toLowerCase();
  const servicesByKey = new Map(state.services.map((service) => [serviceKey(service), service]));
  let byAddress: ReadonlyMap<string, readonly string[]> | undefined;

  /** Ready addresses by their labels, so that asking for every Pod's name costs no more than one walk. */
  const labelled = new Map<EndpointSlice, ReadonlyMap<string, readonly (readonly [string, string])[]>>();
  const addressesIn = (slice: EndpointSlice, label: string | undefined): Iterable<readonly [string, string]> => {
    if (label === undefined) return readyAddresses(slice);
    let byLabel = labelled.get(slice);
    if (!byLabel) {
      byLabel = groupedByLabel(readyAddresses(slice));
      labelled.set(slice, byLabel);
    }
    return byLabel.get(label) ?? [];
  };

  const find = (name: string): Found => {
    if (name === zone) return NOTHING;
    if (!name.endsWith(`.${zone}`)) return undefined;
    const labels = name.slice(0, -zone.length - 1).split('.');
    if (labels.pop() !== 'svc') return undefined;
    const [namespace, service] = [labels.pop(), labels.pop()];
    if (namespace === undefined) return NOTHING;
    if (!state.namespaces.has(namespace)) return undefined;
    if (service === undefined) return NOTHING;
    const [last, before, ...tooMany] = labels.reverse();
    if (tooMany.length > 0) return undefined;
    const found = servicesByKey.get(`${service}.${namespace}`);
    if (!found) return undefined;
    const question =
      before === undefined
        ? { endpoint: last, port: '', protocol: '' }
        : { endpoint: undefined, port: before.replace(/^_/, ''), protocol: (last ?? '').replace(/^_/, '') };
    return targetsOf(found, question, `${service}.${namespace}.svc.${zone}`);
  };

  const targetsOf = (
    service: Service,
    question: { readonly endpoint: string | undefined; readonly port: string; readonly protocol: string },
    name: string,
  ): Found => {
    const { endpoint, port, protocol } = question;
    const isAsked = (candidate: { readonly name?: string; readonly protocol?: string }): boolean =>
      (port === '' || (candidate.name ?? '').toLowerCase() === port) &&
      (protocol === '' || (candidate.protocol ?? 'TCP').toLowerCase() === protocol);
    if (service.spec?.type === 'ExternalName') {
      if (endpoint !== undefined || port !== '' || protocol !== '') return undefined;
      return { targets: [], externalName: service.spec.externalName ?? '' };
    }
    const targets: Target[] = [];
    if (isHeadless(service) || endpoint !== undefined) {
      for (const slice of state.slicesOf(service)) {
        const ports = slice.ports.length === 0 ? [{ name: '', protocol: '', port: -1 }] : slice.ports;
        const asked = ports.filter(isAsked);
        for (const [host, label] of addressesIn(slice, endpoint)) {
          for (const { port: number } of asked) targets.push({ host, port: number, name: `${label}.${name}` });
        }
      }
    } else {
      for (const servicePort of (service.spec?.ports ?? []).filter(isAsked)) {
        for (const host of clusterAddresses(service)) targets.push({ host, port: servicePort.port, name });
      }
    }
    return targets.length > 0 ? { targets } : undefined;
  };

  const addresses = (type: 'A' | 'AAAA', name: string, seen: readonly string[]): DnsAnswer => {
    const found = find(name);
    if (!found) return NO_SUCH_NAME;
    if (found.externalName === undefined) {
      const wanted = found.targets.map(({ host }) => host).filter((host) => host.includes(':') === (type === 'AAAA'));
      return { rcode: 'NOERROR', records: [...new Set(wanted)].map((address) => ({ type, address })) };
    }
    const target = found.externalName.toLowerCase().replace(/\.$/, '');
    if (seen.includes(target) || target === name || seen.length > LONGEST_CHAIN) return EMPTY;
    const alias: DnsRecord = { type: 'CNAME', target };
    if (target !== zone && !target.endsWith(`.${zone}`)) return { rcode: 'NOERROR', records: [alias] };
    // A name of the cluster is followed at once; without an address behind it the alias is not told either.
    const { records } = addresses(type, target, [...seen, target]);
    return { rcode: 'NOERROR', records: records.length > 0 ? [alias, ...records] : [] };
  };

  const servers = (name: string): DnsAnswer => {
    const found = find(name);
    if (!found) return NO_SUCH_NAME;
    // The weight is worked out before equal records are joined.
    const weight = Math.max(1, Math.floor(100 / found.targets.length));
    const records = new Map<string, DnsRecord>();
    for (const { port, name: target } of found.targets) {
      if (port !== -1) records.set(`${target}:${port}`, { type: 'SRV', priority: 0, weight, port, target });
    }
    return { rcode: 'NOERROR', records: [...records.values()] };
  };

  const pointers = (name: string): DnsAnswer => {
    const address = addressOfReverseName(name);
    if (address === undefined) return NO_SUCH_NAME;
    byAddress ??= namesByAddress(state, zone);
    const targets = byAddress.get(address);
    if (!targets) return NO_SUCH_NAME;
    return { rcode: 'NOERROR', records: targets.map((target) => ({ type: 'PTR', target })) };
  };

  return {
    ask(type, question) {
      const name = question.toLowerCase().replace(/\.$/, '');
      if (name.split('.').some((label) => label.length > LONGEST_LABEL)) return { rcode: 'UNENCODABLE', records: [] };
      if (type === 'PTR') return pointers(name);
      return type === 'SRV' ? servers(name) : addresses(type, name, []);
    },
  };
}

/** The first label of an endpoint's own name: its hostname, else its address with dashes. */
export function endpointLabel(endpoint: Pick<Endpoint, 'hostname'>, address: string): string {
  if (endpoint.hostname) return endpoint.hostname.toLowerCase();
  const dashed = address.replaceAll(/[.:]/g, '-');
  return address.includes(':') && dashed.endsWith('-') ? `${dashed}0` : dashed;
}

export function reverseNameOf(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  return `${[...expandedIpv6(address)].reverse().join('.')}.ip6.arpa`;
}

export function isHeadless(service: Service): boolean {
  return service.spec?.clusterIP === 'None';
}

export function serviceKey(service: Service): string {
  return `${service.metadata?.name ?? ''}.${service.metadata?.namespace ?? 'default'}`;
}

export function clusterAddresses(service: Service): readonly string[] {
  const { clusterIP, clusterIPs } = service.spec ?? {};
  if (isHeadless(service)) return [];
  return clusterIPs && clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [];
}

function* readyAddresses(slice: EndpointSlice): Iterable<readonly [string, string]> {
  for (const endpoint of slice.endpoints) {
    if (!endpoint.ready) continue;
    for (const address of endpoint.addresses) yield [address, endpointLabel(endpoint, address)];
  }
}

function groupedByLabel(
  addresses: Iterable<readonly [string, string]>,
): ReadonlyMap<string, readonly (readonly [string, string])[]> {
  const groups = new Map<string, (readonly [string, string])[]>();
  for (const address of addresses) {
    const group = groups.get(address[1]);
    if (group) group.push(address);
    else groups.set(address[1], [address]);
  }
  return groups;
}

/** Addresses of Services hide those of endpoints: the latter are asked only where no Service has the address. */
function namesByAddress(state: DnsState, zone: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const service of state.services) {
    for (const slice of state.slicesOf(service)) {
      for (const [address, label] of readyAddresses(slice)) {
        const name = `${label}.${serviceKey(service)}.svc.${zone}`;
        const known = names.get(address) ?? [];
        if (!known.includes(name)) known.push(name);
        names.set(address, known);
      }
    }
  }
  for (const service of state.services) {
    for (const address of clusterAddresses(service)) names.set(address, [`${serviceKey(service)}.svc.${zone}`]);
  }
  return names;
}

function addressOfReverseName(name: string): string | undefined {
  if (name.endsWith('.in-addr.arpa')) {
    const parts = name.slice(0, -'.in-addr.arpa'.length).split('.');
    return parts.length === 4 ? parts.reverse().join('.') : undefined;
  }
  if (!name.endsWith('.ip6.arpa')) return undefined;
  const digits = name.slice(0, -'.ip6.arpa'.length).split('.').reverse().join('');
  return digits.length === 32 ? compressedIpv6(digits) : undefined;
}

function expandedIpv6(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...(before ?? [])];
  if (tail !== undefined) groups.push(...Array(8 - groups.length - (after ?? []).length).fill('0'), ...(after ?? []));
  return groups.map((group) => group.padStart(4, '0')).join('');
}

/** The usual spelling: no leading zeros, the longest run of zero groups (the first of equals) left out. */
function compressedIpv6(digits: string): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    Number.parseInt(digits.slice(at * 4, at * 4 + 4), 16).toString(16),
  );
  let best = { at: 0, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (groups[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}
