// Whether a node is one that a Pod may run on by itself: its name, labels and taints. Volumes and other Pods are
// looked at elsewhere; room (CPU, memory, ports) is not simulated.

import { matchesNodeSelectorTerm, matchesNodeSelectorTerms } from '../../kubernetes/label-selector.ts';
import type { Stored } from '../cluster/objects.ts';

export type Node = Stored<'Node'>;
export type Pod = Stored<'Pod'>;

/** Why a Pod cannot be placed on a node, in the scheduler's words. */
export interface Misfit {
  readonly words: string;
  /** Whether the removal of other Pods could help. */
  readonly dependsOnPods: boolean;
}

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const TAINT_WORDS_SINCE = 34;

/** The first of the scheduler's filters about the node alone that refuses it, in the scheduler's order. */
export function nodeMisfit(pod: Pod, node: Node, minor: number): Misfit | undefined {
  if (node.spec?.unschedulable && !tolerates(pod, UNSCHEDULABLE)) return misfit('node(s) were unschedulable');
  if (pod.spec?.nodeName && pod.spec.nodeName !== node.metadata.name) {
    return misfit("node(s) didn't match the requested node name");
  }
  const taint = node.spec?.taints?.find(
    (candidate) =>
      (candidate.effect === 'NoSchedule' || candidate.effect === 'NoExecute') && !tolerates(pod, candidate),
  );
  if (taint) {
    const named = `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
    return misfit(minor >= TAINT_WORDS_SINCE ? 'node(s) had untolerated taint(s)' : named);
  }
  return matchesNodeOf(pod, node) ? undefined : misfit("node(s) didn't match Pod's node affinity/selector");
}

/** Whether the node has the labels that the Pod's `nodeSelector` and required node affinity ask for. */
export function matchesNodeOf(pod: Pod, node: Node): boolean {
  const { labels, name } = node.metadata;
  const wanted = Object.entries(pod.spec?.nodeSelector ?? {});
  if (!wanted.every(([key, value]) => labels?.[key] === value)) return false;
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return !terms || matchesNodeSelectorTerms(terms, name, labels);
}

/** Higher is better: preferred node affinity counts, taints that are to be avoided count against the node. */
export function nodePreference(pod: Pod, node: Node): { readonly avoided: number; readonly preferred: number } {
  const avoided = (node.spec?.taints ?? []).filter(
    (taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod, taint),
  ).length;
  let preferred = 0;
  for (const { weight, preference } of pod.spec?.affinity?.nodeAffinity
    ?.preferredDuringSchedulingIgnoredDuringExecution ?? []) {
    if (matchesNodeSelectorTerm(preference, node.metadata.name, node.metadata.labels)) preferred += weight;
  }
  return { avoided, preferred };
}

function misfit(words: string): Misfit {
  return { words, dependsOnPods: false };
}

function tolerates(pod: Pod, taint: Taint): boolean {
  return (pod.spec?.tolerations ?? []).some((toleration) => toleratesTaint(toleration, taint));
}

/** Rule: `k8s.io/component-helpers/scheduling/corev1`, `TolerationsTolerateTaint`. */
function toleratesTaint({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  return key !== undefined && key !== '' && (value ?? '') === (taint.value ?? '');
}
