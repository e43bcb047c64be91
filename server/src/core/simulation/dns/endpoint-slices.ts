// What the EndpointSlice controller writes for a Service: which Pods stand behind it, in which condition, by which
// ports. It answers from the present state of Service and Pods; how slices come about over time is not told.

import { hasAllLabels } from '../../kubernetes/label-selector.ts';
import type { ObjectTypes } from '../../kubernetes/objects.ts';

export type Service = ObjectTypes['Service'];
export type Pod = ObjectTypes['Pod'];
export type AddressType = 'IPv4' | 'IPv6';

export interface EndpointPort {
  /** Absent where the port of the Service has no name. */
  readonly name?: string;
  readonly protocol: string;
  /** On the Pod, not on the Service. */
  readonly port: number;
}

export interface Endpoint {
  readonly pod: string;
  readonly addresses: readonly string[];
  readonly hostname?: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

export interface EndpointSlice {
  readonly addressType: AddressType;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

const LARGEST_SLICE = 100;

/**
 * The slices of a Service. One that selects nothing by itself (no selector, ExternalName) has none, one without a Pod
 * has an empty one per address family.
 *
 * @param pods Pods of the Service's namespace, or of all; those that it does not select are left out.
 * Rules: `k8s.io/endpointslice/reconciler.go` and `utils.go`; at most 100 endpoints per slice.
 */
export function endpointSlicesOf(service: Service, pods: Iterable<Pod>): readonly EndpointSlice[] {
  const selector = service.spec?.selector;
  if (!selector || service.spec?.type === 'ExternalName') return [];
  const selected = [...pods].filter(
    (pod) =>
      namespaceOf(pod) === namespaceOf(service) && hasAllLabels(selector, pod.metadata?.labels) && canBeEndpoint(pod),
  );
  const families = (service.spec?.ipFamilies ?? ['IPv4']).filter((family) => family !== '');
  return families.flatMap((addressType) => slicesOfFamily(service, selected, addressType));
}

function slicesOfFamily(service: Service, pods: readonly Pod[], addressType: AddressType): readonly EndpointSlice[] {
  const byPorts = new Map<string, { readonly ports: readonly EndpointPort[]; readonly endpoints: Endpoint[] }>();
  for (const pod of pods) {
    const addresses = addressesOf(pod, addressType);
    if (addresses.length === 0) continue;
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = byPorts.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(service, pod, addresses));
    byPorts.set(key, group);
  }
  if (byPorts.size === 0) return [{ addressType, ports: [], endpoints: [] }];
  return [...byPorts.values()].flatMap(({ ports, endpoints }) =>
    chunks(endpoints, LARGEST_SLICE).map((part) => ({ addressType, ports, endpoints: part })),
  );
}

/** A Pod that has ended or has no address yet is no endpoint; one that is being deleted is. */
function canBeEndpoint(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && allAddressesOf(pod).length > 0;
}

function endpointOf(service: Service, pod: Pod, addresses: readonly string[]): Endpoint {
  const serving = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  const terminating = pod.metadata?.deletionTimestamp !== undefined;
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const endpoint = { pod: pod.metadata?.name ?? '', addresses, ready, serving, terminating };
  const { hostname, subdomain } = pod.spec ?? {};
  return hostname && subdomain === service.metadata?.name ? { ...endpoint, hostname } : endpoint;
}

/** The ports of a Service on one Pod; a port whose name no container has for its protocol is left out. */
function portsOf(service: Service, pod: Pod): readonly EndpointPort[] {
  return (service.spec?.ports ?? []).flatMap(({ name, protocol = 'TCP', port, targetPort = port }) => {
    const found = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol);
    return found === undefined ? [] : [{ ...(name ? { name } : {}), protocol, port: found }];
  });
}

/** Sidecars (init containers that are restarted) are asked after the containers. */
function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...(pod.spec?.containers ?? []), ...sidecars]) {
    for (const port of container.ports ?? []) {
      if (port.name === name && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
    }
  }
  return undefined;
}

function addressesOf(pod: Pod, addressType: AddressType): readonly string[] {
  return allAddressesOf(pod).filter((address) => address.includes(':') === (addressType === 'IPv6'));
}

function allAddressesOf(pod: Pod): readonly string[] {
  const { podIP, podIPs } = pod.status ?? {};
  if (podIPs && podIPs.length > 0) return podIPs.map(({ ip }) => ip);
  return podIP ? [podIP] : [];
}

function namespaceOf(object: Pod | Service): string {
  return object.metadata?.namespace ?? 'default';
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
