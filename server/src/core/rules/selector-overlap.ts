import { type LabelSelector, matchesSelector } from '../kubernetes/label-selector.ts';
import type { Resource } from '../workspace/snapshot.ts';
import { isKind, podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type SelectingKind = 'StatefulSet' | 'Deployment' | 'ReplicaSet' | 'DaemonSet';
type Facts = { kind: string; name: string; otherKind: string; other: string; pairs: string[] };

/** Told for one file only: alternatives in one folder share labels, and are never applied together (13 of 13). */
export const selectorOverlap: Rule = defineRule<SelectingKind, Facts>({
  id: 'selector-overlap',
  family: 'labels',
  severity: 'warning',
  kinds: ['StatefulSet', 'Deployment', 'ReplicaSet', 'DaemonSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#pod-selector',
  *check(workload, { unit }) {
    const selector = selectorOf(workload);
    const pairs = Object.entries(selector?.matchLabels ?? {});
    // Without pairs the index cannot be asked; expressions alone are rare.
    if (selector === undefined || pairs.length === 0) return;
    if (!matchesSelector(selector, podTemplateOf(workload)?.labels)) return;
    const others = unit.workloadsSelectedBy(workload.namespace, selector.matchLabels ?? {}).filter(
      (other) =>
        other.manifest !== workload.manifest &&
        other.file === workload.file &&
        (other.kind !== workload.kind || other.name !== workload.name) &&
        selectorOf(other) !== undefined &&
        matchesSelector(selector, podTemplateOf(other)?.labels) &&
        // Where each fits the other's Pods, one of them says so.
        (keyOf(workload) < keyOf(other) || !matchesSelector(selectorOf(other), podTemplateOf(workload)?.labels)),
    );
    const [other] = others;
    if (other === undefined) return;
    yield {
      at: ['spec', 'selector'],
      on: 'key',
      facts: {
        kind: workload.kind,
        name: workload.name,
        otherKind: other.kind,
        other: other.name,
        pairs: pairs.map(([key, value]) => `${key}=${value}`),
      },
      related: others.slice(0, 5).map((resource) => ({
        resource,
        at: [...(podTemplateOf(resource)?.at ?? []), 'metadata', 'labels'],
        on: 'key' as const,
        text: 'labels',
        facts: { otherKind: resource.kind, other: resource.name },
      })),
    };
  },
  fixes: {},
});

function keyOf({ kind, name }: Resource): string {
  return `${kind}/${name}`;
}

function selectorOf(workload: Resource): LabelSelector | undefined {
  if (isKind(workload, 'StatefulSet') || isKind(workload, 'Deployment')) return workload.object.spec?.selector;
  if (isKind(workload, 'DaemonSet') || isKind(workload, 'ReplicaSet')) return workload.object.spec?.selector;
  return undefined;
}
