// What a name means inside a Pod: the search list that the kubelet writes, and the names that a resolver tries.

import type { DnsAnswer, DnsServer, DnsType } from './dns-server.ts';
import type { Pod } from './endpoint-slices.ts';

export interface ResolverSettings {
  /** Whether the cluster's DNS is asked at all; without it only what the node itself resolves is known. */
  readonly usesClusterDns: boolean;
  readonly searches: readonly string[];
  /** Names with at least so many dots are tried as they stand first. */
  readonly ndots: number;
}

export interface Resolution {
  /** The names that were asked, the last one being that which answered or all having failed. */
  readonly tried: readonly string[];
  readonly answer: DnsAnswer;
  /** The Pod finds itself by its own hosts file, whatever DNS says. */
  readonly isOwnHostname: boolean;
}

const CLUSTER_NDOTS = 5;
const USUAL_NDOTS = 1;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;
const MOST_NDOTS = 15;

/** Rules: `pkg/kubelet/network/dns/dns.go`; a Pod on the host network takes ClusterFirst as Default. */
export function resolverOf(pod: Pod, clusterDomain: string): ResolverSettings {
  const { dnsPolicy = 'ClusterFirst', hostNetwork, dnsConfig } = pod.spec ?? {};
  const usesClusterDns = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const namespace = pod.metadata?.namespace ?? 'default';
  const ofCluster = usesClusterDns ? [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain] : [];
  const searches = [...new Set([...ofCluster, ...(dnsConfig?.searches ?? [])])];
  const written = dnsConfig?.options?.find(({ name }) => name === 'ndots')?.value;
  const ndots = Number.parseInt(written ?? '', 10);
  return {
    usesClusterDns: usesClusterDns || (dnsConfig?.nameservers ?? []).length > 0,
    searches: withinLimits(searches),
    ndots: Number.isNaN(ndots) ? (usesClusterDns ? CLUSTER_NDOTS : USUAL_NDOTS) : Math.min(ndots, MOST_NDOTS),
  };
}

/** The names that a resolver asks for, in order. A final dot stops all searching. */
export function namesToTry(name: string, { searches, ndots }: ResolverSettings): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = searches.map((search) => `${name}.${search}`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [name, ...searched] : [...searched, name];
}

/** Follows a name as a program in the Pod would: the first name that exists decides, even if it has no such record. */
export function resolveInPod(
  name: string,
  type: DnsType,
  pod: Pod,
  server: DnsServer,
  clusterDomain: string,
): Resolution {
  const settings = resolverOf(pod, clusterDomain);
  const tried: string[] = [];
  const { hostname } = pod.spec ?? {};
  const isOwnHostname = name === (hostname || pod.metadata?.name);
  let answer: DnsAnswer = { rcode: 'NXDOMAIN', records: [] };
  if (!settings.usesClusterDns) return { tried, answer, isOwnHostname };
  for (const candidate of namesToTry(name, settings)) {
    tried.push(candidate);
    const found = server.ask(type, candidate);
    if (found.records.length > 0) return { tried, answer: found, isOwnHostname };
    if (found.rcode === 'NOERROR') answer = found;
  }
  return { tried, answer, isOwnHostname };
}

/** What exceeds the limits is left out, with an event on the Pod. */
function withinLimits(searches: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const search of searches.slice(0, MOST_SEARCHES)) {
    length += search.length + (kept.length > 0 ? 1 : 0);
    if (length > LONGEST_SEARCHES) break;
    kept.push(search);
  }
  return kept;
}
