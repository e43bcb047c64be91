import { matchesSelector } from '../kubernetes/label-selector.ts';
import { usesPodNames } from './pod-addresses/use-of-pod-names.ts';
import { defineRule, type Rule } from './rule.ts';
import { templateLabels } from './selector-mismatch.ts';
import { neighboursOf } from './unit-indexes.ts';

type Facts = { policy: string; set: string };

export const networkPolicyBlocksDns: Rule = defineRule<'StatefulSet', Facts>({
  id: 'network-policy-blocks-dns',
  family: 'network',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/services-networking/network-policies/',
  *check(set, { unit }) {
    const labels = templateLabels(set);
    const policies = neighboursOf(unit, 'NetworkPolicy', set).filter(
      ({ object: { spec } }) =>
        matchesSelector(spec?.podSelector ?? {}, labels) &&
        (spec?.policyTypes?.includes('Egress') ?? spec?.egress !== undefined),
    );
    const [policy] = policies;
    if (policy === undefined || !usesPodNames(set, unit)) return;
    const mayReachDns = policies.some(({ object }) =>
      (object.spec?.egress ?? []).some(({ ports, to }) => {
        const isPort =
          ports === undefined ||
          ports.length === 0 ||
          ports.some(
            ({ port, endPort }) =>
              port === undefined ||
              typeof port === 'string' ||
              port === 53 ||
              port === 5353 ||
              (port < 53 && (endPort ?? port) >= 53),
          );
        // The cluster's DNS lives in another namespace or behind an address.
        const isPeer =
          to === undefined ||
          to.length === 0 ||
          to.some((peer) => peer.ipBlock !== undefined || peer.namespaceSelector !== undefined);
        return isPort && isPeer;
      }),
    );
    if (mayReachDns) return;
    yield {
      at: ['metadata', 'name'],
      facts: { policy: policy.name, set: set.name },
      related: [{ resource: policy, at: ['spec', 'egress'], on: 'key', text: 'policy' }],
    };
  },
  fixes: {
    'allow-dns': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ policy: name }, set, { unit }) => {
        const policy = unit.find('NetworkPolicy', set.namespace, name);
        if (policy === undefined) return [];
        const rule = {
          to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        };
        const rules = policy.object.spec?.egress ?? [];
        return rules.length === 0
          ? [{ do: 'set', resource: policy, at: ['spec', 'egress'], value: [rule] }]
          : [{ do: 'insert', resource: policy, at: ['spec', 'egress'], index: rules.length, value: rule }];
      },
    },
  },
});
