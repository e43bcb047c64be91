// Why a set of label pairs selects no Pods, as far as templates decide it.

import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { isPlaceholder, isRunTimeLabel } from './label-facts.ts';
import { podTemplateOf } from './pod-templates.ts';

export type Pair = readonly [key: string, value: string];

/** The pairs that the labels do not hold; pairs of labels that are set at run time, or filled in later, pass. */
export function missingPairs(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): readonly Pair[] {
  return Object.entries(selector).filter(
    ([key, value]) =>
      labels[key] !== value &&
      !isPlaceholder(value) &&
      !isPlaceholder(labels[key] ?? '') &&
      !(isRunTimeLabel(key) && labels[key] === undefined),
  );
}

/** Whether every missing pair stands in the object's own metadata, where no selector looks. */
export function standsInMetadata(workload: Resource, pairs: readonly Pair[]): boolean {
  const labels: Readonly<Record<string, string>> = workload.object.metadata?.labels ?? {};
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}

/** `app=web, tier=db` */
export function pairTexts(pairs: Iterable<Pair>): string[] {
  return [...pairs].map(([key, value]) => `${key}=${value}`);
}

/** Workloads that together, but none of them alone, have all pairs; empty where the pairs do not split like that. */
export function unionOfWorkloads(
  unit: UnitView,
  namespace: string,
  selector: Readonly<Record<string, string>>,
): readonly Resource[] {
  const found = new Set<Resource>();
  for (const [key, value] of Object.entries(selector)) {
    const [workload] = unit.workloadsSelectedBy(namespace, { [key]: value });
    if (workload === undefined) return [];
    found.add(workload);
  }
  return found.size > 1 ? [...found] : [];
}

export function templateLabels(workload: Resource): Readonly<Record<string, string>> {
  return podTemplateOf(workload)?.labels ?? {};
}
