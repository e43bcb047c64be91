// The names by which the Pods of a StatefulSet can be reached, without simulating anything: for a table or a hover.
// Nothing is listed before it is asked for, so two thousand million replicas cost as much as three.

import { hasAllLabels } from '../../kubernetes/label-selector.ts';
import type { ObjectTypes } from '../../kubernetes/objects.ts';
import type { Service } from './endpoint-slices.ts';

type StatefulSet = ObjectTypes['StatefulSet'];

/**
 * Whether DNS answers a Pod's own name.
 * - `when-ready`, `always`: with or without readiness (`publishNotReadyAddresses`), as soon as it has an address.
 * - `no-service-name`: the set names no Service, so its Pods have no subdomain.
 * - `service-missing`: no such Service is known in the set's namespace.
 * - `not-selected`: the Service selects other labels, or nothing.
 * - `external-name`: the Service is an alias of something else.
 */
export type Reachability =
  | 'when-ready'
  | 'always'
  | 'no-service-name'
  | 'service-missing'
  | 'not-selected'
  | 'external-name';

export interface PodName {
  readonly ordinal: number;
  readonly pod: string;
  /** `web-0.nginx.default.svc.cluster.local`; absent where the set names no Service. */
  readonly fullName?: string;
  /** What suffices within the namespace, and from another one. */
  readonly shortName?: string;
  readonly nameFromOtherNamespaces?: string;
  /** A label longer than 63 bytes or a name longer than 253: no question can be asked for it. */
  readonly isTooLong: boolean;
}

export interface StatefulSetNames extends Iterable<PodName> {
  readonly count: number;
  readonly reachability: Reachability;
  /** Whether the governing Service has an address of its own: the Pods' names are then answered by CoreDNS only. */
  readonly hasClusterIp: boolean;
  /** The name of the governing Service: all Pods at once, or its own address. */
  readonly serviceName?: string;
  /** Names of SRV records of the governing Service, one per named port. */
  readonly serverNames: readonly string[];
  /** @param index from 0, not the ordinal */
  at(index: number): PodName | undefined;
}

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;

export function namesOfStatefulSet(
  set: StatefulSet,
  services: Iterable<Service>,
  clusterDomain: string,
): StatefulSetNames {
  const namespace = set.metadata?.namespace ?? 'default';
  const { serviceName = '', replicas = 1, ordinals } = set.spec ?? {};
  const count = Math.max(0, replicas);
  const start = ordinals?.start ?? 0;
  const service = governingService(serviceName, namespace, services);
  const place = serviceName === '' ? undefined : `${serviceName}.${namespace}.svc.${clusterDomain}`;
  const at = (index: number): PodName | undefined => {
    if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
    const ordinal = start + index;
    const pod = `${set.metadata?.name ?? ''}-${ordinal}`;
    if (place === undefined) return { ordinal, pod, isTooLong: false };
    const fullName = `${pod}.${place}`;
    return {
      ordinal,
      pod,
      fullName,
      shortName: `${pod}.${serviceName}`,
      nameFromOtherNamespaces: `${pod}.${serviceName}.${namespace}`,
      isTooLong: fullName.length > LONGEST_NAME || fullName.split('.').some((label) => label.length > LONGEST_LABEL),
    };
  };
  const ports = (service?.spec?.ports ?? []).filter(({ name }) => name);
  return {
    count,
    reachability: reachabilityOf(set, service),
    hasClusterIp: service !== undefined && service.spec?.clusterIP !== 'None' && service.spec?.type !== 'ExternalName',
    ...(place === undefined ? {} : { serviceName: place }),
    serverNames: ports.map(({ name, protocol = 'TCP' }) => `_${name}._${protocol.toLowerCase()}.${place ?? ''}`),
    at,
    *[Symbol.iterator]() {
      for (let index = 0; index < count; index++) {
        const name = at(index);
        if (name) yield name;
      }
    },
  };
}

function governingService(name: string, namespace: string, services: Iterable<Service>): Service | undefined {
  for (const service of services) {
    if (service.metadata?.name === name && (service.metadata.namespace ?? 'default') === namespace) return service;
  }
  return undefined;
}

function reachabilityOf(set: StatefulSet, service: Service | undefined): Reachability {
  if (!set.spec?.serviceName) return 'no-service-name';
  if (!service) return 'service-missing';
  if (service.spec?.type === 'ExternalName') return 'external-name';
  if (!hasAllLabels(service.spec?.selector, set.spec.template.metadata?.labels)) return 'not-selected';
  return service.spec?.publishNotReadyAddresses ? 'always' : 'when-ready';
}
