import type { Path } from '../kubernetes/plain-value.ts';
import { isPlaceholder } from './label-facts.ts';
import { nearestName } from './near-names.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { key: string; better: string; nodes: number; at: (string | number)[] };

const HOST_NAME = 'kubernetes.io/hostname';

/** Labels that kubelets and cloud controllers put on Nodes, which no manifest of a Node shows. */
const WELL_KNOWN_KEYS: readonly string[] = [
  HOST_NAME,
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'node.kubernetes.io/instance-type',
  'node.kubernetes.io/windows-build',
];

/** A well-known key under the wrong one of Kubernetes' own prefixes. */
const MISPLACED_KEY: RegExp = /^(?:topology\.|beta\.|failure-domain\.)?kubernetes\.io\/(?<name>hostname|zone|region)$/;

export const topologyKeyUnknown: Rule = defineRule<'StatefulSet', Facts>({
  id: 'topology-key-unknown',
  family: 'scheduling',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'reference/labels-annotations-taints/#kubernetesiohostname',
  *check(set, { unit }) {
    const nodes = unit.ofKind('Node');
    for (const { key, at } of keysOf(podTemplateOf(set)?.spec)) {
      if (!key || isPlaceholder(key) || WELL_KNOWN_KEYS.includes(key)) continue;
      if (nodes.some(({ object }) => object.metadata?.labels?.[key] !== undefined)) continue;
      const name = MISPLACED_KEY.exec(key)?.groups?.['name'];
      const meant =
        name === undefined
          ? nearestName(key, WELL_KNOWN_KEYS)
          : name === 'hostname'
            ? HOST_NAME
            : `topology.kubernetes.io/${name}`;
      if (meant === undefined && nodes.length === 0) continue;
      yield {
        at: ['spec', 'template', 'spec', ...at],
        facts: {
          key,
          better: meant ?? HOST_NAME,
          nodes: nodes.length,
          at: ['spec', 'template', 'spec', ...at],
        },
        ...(meant === undefined ? { text: 'no-node', severity: 'info' as const } : {}),
      };
    }
  },
  fixes: {
    change: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ at, better }, set) => [{ do: 'set', resource: set, at, value: better }],
    },
  },
});

interface PlacedKey {
  readonly key: string | undefined;
  /** From the Pod's spec on. */
  readonly at: Path;
}

function* keysOf(spec: NonNullable<ReturnType<typeof podTemplateOf>>['spec']): Iterable<PlacedKey> {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const affinity = spec?.affinity?.[kind];
    for (const [index, { topologyKey }] of (affinity?.[required] ?? []).entries())
      yield { key: topologyKey, at: ['affinity', kind, required, index, 'topologyKey'] };
    for (const [index, { podAffinityTerm }] of (affinity?.[preferred] ?? []).entries())
      yield {
        key: podAffinityTerm?.topologyKey,
        at: ['affinity', kind, preferred, index, 'podAffinityTerm', 'topologyKey'],
      };
  }
  for (const [index, { topologyKey }] of (spec?.topologySpreadConstraints ?? []).entries())
    yield { key: topologyKey, at: ['topologySpreadConstraints', index, 'topologyKey'] };
}
