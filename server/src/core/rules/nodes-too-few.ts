import { matchesSelector } from '../kubernetes/label-selector.ts';
import { ordinalsOf } from './ordinals.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; replicas: number; nodes: number; pending: number };

/** Told only where Nodes are among the manifests; a cluster may have more, or get them when it needs them. */
export const nodesTooFew: Rule = defineRule<'StatefulSet', Facts>({
  id: 'nodes-too-few',
  family: 'scheduling',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  *check(set, { unit }) {
    const nodes = unit.ofKind('Node').length;
    const { replicas } = ordinalsOf(set, unit);
    const template = podTemplateOf(set);
    if (nodes === 0 || replicas <= nodes || template === undefined) return;
    const terms = template.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const index = terms.findIndex(
      ({ topologyKey, labelSelector }) =>
        topologyKey === 'kubernetes.io/hostname' &&
        labelSelector !== undefined &&
        matchesSelector(labelSelector, template.labels),
    );
    if (index < 0) return;
    yield {
      at: ['spec', 'replicas'],
      facts: { set: set.name, replicas, nodes, pending: replicas - nodes },
      related: [
        {
          resource: set,
          at: [
            ...template.at,
            'spec',
            'affinity',
            'podAntiAffinity',
            'requiredDuringSchedulingIgnoredDuringExecution',
            index,
          ],
          text: 'term',
        },
      ],
    };
  },
  fixes: {
    'lower-replicas': {
      isSafe: false,
      changes: ({ nodes }, set) => [{ do: 'set', resource: set, at: ['spec', 'replicas'], value: nodes }],
    },
  },
});
