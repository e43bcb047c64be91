import { type LabelSelector, matchesSelector } from '../kubernetes/label-selector.ts';
import type { Resource } from '../workspace/snapshot.ts';
import { ordinalsOf } from './ordinals.ts';
import { usesPodNames } from './pod-addresses/use-of-pod-names.ts';
import { defineRule, type Rule } from './rule.ts';
import { templateLabels } from './selector-mismatch.ts';
import { neighboursOf } from './unit-indexes.ts';

type Facts = { policy: string; set: string; direction: string };

/** Policies add up: what one allows, none forbids. Told only of sets whose Pods speak with each other. */
export const networkPolicyBlocksPeers: Rule = defineRule<'StatefulSet', Facts>({
  id: 'network-policy-blocks-peers',
  family: 'network',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/services-networking/network-policies/',
  *check(set, { unit }) {
    const labels = templateLabels(set);
    const policies = neighboursOf(unit, 'NetworkPolicy', set).filter(({ object }) =>
      matchesSelector(object.spec?.podSelector ?? {}, labels),
    );
    if (policies.length === 0 || ordinalsOf(set, unit).most < 2 || !usesPodNames(set, unit)) return;
    for (const direction of ['Ingress', 'Egress'] as const) {
      const governing = policies.filter((policy) => restricts(policy, direction));
      const [first] = governing;
      if (first === undefined || governing.some((policy) => allows(policy, direction, labels))) continue;
      yield {
        at: ['metadata', 'name'],
        facts: { policy: first.name, set: set.name, direction },
        text: direction === 'Ingress' ? 'ingress' : 'egress',
        related: governing.slice(0, 5).map((policy) => ({
          resource: policy,
          at: ['spec', direction === 'Ingress' ? 'ingress' : 'egress'],
          on: 'key',
          text: 'policy',
          facts: { policy: policy.name },
        })),
      };
    }
  },
  fixes: {
    'allow-peers': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ policy: name, direction }, set, { unit }) => {
        const policy = unit.find('NetworkPolicy', set.namespace, name);
        if (policy === undefined) return [];
        const own = { podSelector: { matchLabels: { ...set.object.spec?.selector?.matchLabels } } };
        const field = direction === 'Ingress' ? 'ingress' : 'egress';
        const rules = policy.object.spec?.[field] ?? [];
        const rule = direction === 'Ingress' ? { from: [own] } : { to: [own] };
        return rules.length === 0
          ? [{ do: 'set', resource: policy, at: ['spec', field], value: [rule] }]
          : [{ do: 'insert', resource: policy, at: ['spec', field], index: rules.length, value: rule }];
      },
    },
  },
});

function restricts(policy: Resource<'NetworkPolicy'>, direction: 'Ingress' | 'Egress'): boolean {
  const spec = policy.object.spec;
  const types = spec?.policyTypes;
  if (types !== undefined && types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || spec?.egress !== undefined;
}

/** Whether some rule lets the set's own Pods through; one that names addresses or other namespaces may, so it counts. */
function allows(
  policy: Resource<'NetworkPolicy'>,
  direction: 'Ingress' | 'Egress',
  labels: Readonly<Record<string, string>>,
): boolean {
  const rules =
    direction === 'Ingress'
      ? (policy.object.spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (policy.object.spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  return rules.some(
    ({ peers, ports }) =>
      !isOnlyDns(ports) && (peers === undefined || peers.length === 0 || peers.some((peer) => admits(peer, labels))),
  );
}

/** A rule for the DNS port alone says nothing about peers. */
function isOnlyDns(ports: readonly { readonly port?: number | string }[] | undefined): boolean {
  return ports !== undefined && ports.length > 0 && ports.every(({ port }) => port === 53 || port === 5353);
}

function admits(
  peer: {
    readonly ipBlock?: unknown;
    readonly namespaceSelector?: LabelSelector;
    readonly podSelector?: LabelSelector;
  },
  labels: Readonly<Record<string, string>>,
): boolean {
  if (peer.ipBlock !== undefined) return true;
  return peer.podSelector === undefined || matchesSelector(peer.podSelector, labels);
}
