// Which workloads a PodDisruptionBudget protects, as far as templates tell.

import { type LabelSelector, matchesSelector } from '../kubernetes/label-selector.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { templateLabels } from './selector-mismatch.ts';
import { neighboursOf } from './unit-indexes.ts';

/** Budgets whose selector has no pairs are passed over: without pairs the index of labels cannot be asked. */
export function workloadsOfBudget(budget: Resource<'PodDisruptionBudget'>, unit: UnitView): readonly Resource[] {
  const selector = budget.object.spec?.selector;
  const pairs = selector?.matchLabels ?? {};
  if (selector === undefined || Object.keys(pairs).length === 0) return [];
  return unit
    .workloadsSelectedBy(budget.namespace, pairs)
    .filter((workload) => matchesSelector(selector, templateLabels(workload)));
}

export function budgetsOf(workload: Resource, unit: UnitView): readonly Resource<'PodDisruptionBudget'>[] {
  const labels = templateLabels(workload);
  return neighboursOf(unit, 'PodDisruptionBudget', workload).filter(({ object }) => {
    const selector: LabelSelector | undefined = object.spec?.selector;
    return matchesSelector(selector, labels);
  });
}
