import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectTypes } from '../../../../server/src/core/kubernetes/objects.ts';
import { createDnsServer, type DnsServer } from '../../../../server/src/core/simulation/dns/dns-server.ts';
import {
  endpointSlicesOf,
  type Pod,
  type Service,
} from '../../../../server/src/core/simulation/dns/endpoint-slices.ts';
import { resolveInPod, resolverOf } from '../../../../server/src/core/simulation/dns/search-list.ts';
import { namesOfStatefulSet } from '../../../../server/src/core/simulation/dns/stateful-set-names.ts';

const domain = 'cluster.local';

function service(spec: Service['spec'] = {}, name = 'nginx'): Service {
  const base = { clusterIP: 'None', selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { ...base, ...spec } };
}

function pod(at: number, spec: Partial<Pod['spec']> = {}, status: Pod['status'] = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `web-${at}`, namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [], hostname: `web-${at}`, subdomain: 'nginx', ...spec },
    status: { phase: 'Running', podIP: `10.0.0.${at + 1}`, conditions: [{ type: 'Ready', status: 'True' }], ...status },
  };
}

function serverFor(services: readonly Service[], pods: readonly Pod[]): DnsServer {
  const slicesOf = (one: Service) => endpointSlicesOf(one, pods);
  return createDnsServer({ clusterDomain: domain, services, namespaces: new Set(['shop', 'other']), slicesOf });
}

const addresses = (server: DnsServer, name: string): readonly string[] =>
  server.ask('A', name).records.map((record) => (record.type === 'A' ? record.address : `${record.type}`));

test('short names go through the search list of the Pod', () => {
  const server = serverFor([service()], [pod(0), pod(1)]);
  const inShop = resolveInPod('web-0.nginx', 'A', pod(1), server, domain);
  assert.deepEqual(inShop.tried, ['web-0.nginx.shop.svc.cluster.local']);
  assert.deepEqual(inShop.answer.records, [{ type: 'A', address: '10.0.0.1' }]);
  const elsewhere: Pod = { ...pod(1), metadata: { name: 'client', namespace: 'other' } };
  assert.deepEqual(resolveInPod('web-0.nginx', 'A', elsewhere, server, domain).tried, [
    'web-0.nginx.other.svc.cluster.local',
    'web-0.nginx.svc.cluster.local',
    'web-0.nginx.cluster.local',
    'web-0.nginx',
  ]);
  assert.equal(resolveInPod('web-0.nginx.shop', 'A', elsewhere, server, domain).tried.length, 2);
  assert.equal(resolveInPod('web-0.nginx.shop.svc', 'A', elsewhere, server, domain).tried.length, 3);
});

test('a bare Pod name is known to that Pod only', () => {
  const server = serverFor([service()], [pod(0), pod(1)]);
  assert.equal(resolveInPod('web-0', 'A', pod(1), server, domain).answer.rcode, 'NXDOMAIN');
  assert.equal(resolveInPod('web-0', 'A', pod(1), server, domain).isOwnHostname, false);
  assert.equal(resolveInPod('web-0', 'A', pod(0), server, domain).isOwnHostname, true);
});

test('host network, dnsPolicy and dnsConfig change the search list', () => {
  assert.equal(resolverOf(pod(0, { hostNetwork: true }), domain).usesClusterDns, false);
  const withHostNet = pod(0, { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  assert.equal(resolverOf(withHostNet, domain).searches[0], 'shop.svc.cluster.local');
  assert.deepEqual(resolverOf(pod(0, { dnsPolicy: 'None', dnsConfig: { searches: ['a.b'] } }), domain).searches, [
    'a.b',
  ]);
  const ndots = pod(0, { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } });
  const server = serverFor([service()], [pod(0)]);
  assert.deepEqual(resolveInPod('x.y.z', 'A', ndots, server, domain).tried[0], 'x.y.z');
});

test('two families give two slices and two kinds of records', () => {
  const dual = service({ ipFamilies: ['IPv4', 'IPv6'] });
  const both = pod(0, {}, { podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] });
  assert.deepEqual(
    endpointSlicesOf(dual, [both]).map(({ addressType }) => addressType),
    ['IPv4', 'IPv6'],
  );
  const server = serverFor([dual], [both]);
  const name = 'web-0.nginx.shop.svc.cluster.local';
  assert.deepEqual(server.ask('AAAA', name).records, [{ type: 'AAAA', address: 'fd00::1' }]);
  const reverse = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa';
  assert.deepEqual(server.ask('PTR', reverse).records, [{ type: 'PTR', target: name }]);
  // One endpoint counts for both of its addresses, so the weight is halved though one answer is left.
  const [record] = server.ask('SRV', '_http._tcp.nginx.shop.svc.cluster.local').records;
  assert.equal(record?.type === 'SRV' && record.weight, 50);
});

test('more than a hundred Pods fill several slices, and DNS joins them', () => {
  const pods = Array.from({ length: 250 }, (_, at) => pod(at, {}, { podIP: `10.0.${at >> 8}.${at & 255}` }));
  assert.deepEqual(
    endpointSlicesOf(service(), pods).map(({ endpoints }) => endpoints.length),
    [100, 100, 50],
  );
  assert.equal(addresses(serverFor([service()], pods), 'nginx.shop.svc.cluster.local').length, 250);
});

test('an alias of a name in the cluster is followed, one of a name without address is not told', () => {
  const alias = service({ type: 'ExternalName', externalName: 'nginx.shop.svc.cluster.local' }, 'alias');
  assert.deepEqual(addresses(serverFor([service(), alias], [pod(0)]), 'alias.shop.svc.cluster.local'), [
    'CNAME',
    '10.0.0.1',
  ]);
  assert.deepEqual(serverFor([service(), alias], []).ask('A', 'alias.shop.svc.cluster.local').records, []);
});

test('existing and missing parts of names', () => {
  const server = serverFor([service()], [pod(0)]);
  assert.equal(server.ask('A', 'svc.cluster.local').rcode, 'NOERROR');
  assert.equal(server.ask('A', 'shop.svc.cluster.local').rcode, 'NOERROR');
  assert.equal(server.ask('A', 'absent.svc.cluster.local').rcode, 'NXDOMAIN');
  assert.equal(server.ask('A', 'nginx.other.svc.cluster.local').rcode, 'NXDOMAIN');
  assert.equal(server.ask('A', `${'a'.repeat(64)}.nginx.shop.svc.cluster.local`).rcode, 'UNENCODABLE');
  assert.equal(server.ask('A', 'WEB-0.NGINX.shop.svc.cluster.local.').records.length, 1);
});

test('names of a set are told without listing them', () => {
  const set = (spec: Partial<NonNullable<ObjectTypes['StatefulSet']['spec']>>): ObjectTypes['StatefulSet'] => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      serviceName: 'nginx',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } },
      ...spec,
    },
  });
  const many = namesOfStatefulSet(set({ replicas: 2_147_483_647, ordinals: { start: 5 } }), [service()], domain);
  assert.equal(many.count, 2_147_483_647);
  assert.equal(many.at(2_147_483_646)?.pod, 'web-2147483651');
  assert.equal(many.at(0)?.fullName, 'web-5.nginx.shop.svc.cluster.local');
  assert.equal(many.at(2_147_483_647), undefined);
  assert.equal(many[Symbol.iterator]().next().value?.shortName, 'web-5.nginx');
  assert.deepEqual(many.serverNames, ['_http._tcp.nginx.shop.svc.cluster.local']);
  const reachability = (one: ObjectTypes['StatefulSet'], ...services: readonly Service[]): string =>
    namesOfStatefulSet(one, services, domain).reachability;
  assert.equal(reachability(set({}), service()), 'when-ready');
  assert.equal(reachability(set({}), service({ publishNotReadyAddresses: true })), 'always');
  assert.equal(reachability(set({}), service({ selector: { app: 'other' } })), 'not-selected');
  assert.equal(reachability(set({})), 'service-missing');
  assert.equal(reachability(set({ serviceName: '' }), service()), 'no-service-name');
  assert.equal(reachability(set({}), service({ type: 'ExternalName' })), 'external-name');
});
