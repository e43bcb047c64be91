import { type LabelSelector, matchesSelector } from '../kubernetes/label-selector.ts';
import type { Path } from '../kubernetes/plain-value.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { isRunTimeLabel } from './label-facts.ts';
import { defineRule, type Rule } from './rule.ts';
import { pairTexts, templateLabels } from './selector-mismatch.ts';

type Facts = { set: string; pairs: string[]; key: string; at: (string | number)[]; value: string };

interface Term {
  readonly at: Path;
  readonly selector: LabelSelector | undefined;
}

/** Keeping away from others is a purpose of its own: told only where no Pod of the unit has the labels. */
export const antiAffinityForNoPod: Rule = defineRule<'StatefulSet', Facts>({
  id: 'anti-affinity-for-no-pod',
  family: 'scheduling',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  *check(set, { unit }) {
    if ((set.object.spec?.replicas ?? 1) < 2 || unit.isIncomplete) return;
    for (const { at, selector } of termsOf(set)) {
      if (selector === undefined || isMet(selector, set, unit)) continue;
      const labels = templateLabels(set);
      const pairs = Object.entries(selector.matchLabels ?? {});
      const wrong = pairs.filter(([key, value]) => labels[key] !== value);
      const [only] = wrong.length === 1 && (selector.matchExpressions ?? []).length === 0 ? wrong : [];
      const place = only === undefined ? at : [...at, 'matchLabels', only[0]];
      yield {
        at: place,
        facts: {
          set: set.name,
          pairs: selectorTexts(selector),
          key: only?.[0] ?? '',
          at: [...place],
          value: only === undefined ? '' : (labels[only[0]] ?? ''),
        },
        related: [{ resource: set, at: ['spec', 'template', 'metadata', 'labels'], on: 'key', text: 'labels' }],
      };
    }
  },
  fixes: {
    'use-own-label': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ value }) => value !== '',
      changes: ({ at, value }, set) => [{ do: 'set', resource: set, at, value }],
    },
  },
});

function termsOf(set: Resource<'StatefulSet'>): readonly Term[] {
  const spec = set.object.spec?.template?.spec;
  const base = ['spec', 'template', 'spec'];
  const terms: Term[] = [];
  const anti = spec?.affinity?.podAntiAffinity;
  const at = [...base, 'affinity', 'podAntiAffinity'];
  for (const [index, term] of (anti?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries())
    if (term.namespaceSelector === undefined && (term.namespaces ?? []).length === 0)
      terms.push({
        at: [...at, 'requiredDuringSchedulingIgnoredDuringExecution', index, 'labelSelector'],
        selector: term.labelSelector,
      });
  // The server refuses a weight without a term; half-written text has none.
  for (const [index, { podAffinityTerm: term }] of (
    anti?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  ).entries())
    if (term !== undefined && term.namespaceSelector === undefined && (term.namespaces ?? []).length === 0)
      terms.push({
        at: [...at, 'preferredDuringSchedulingIgnoredDuringExecution', index, 'podAffinityTerm', 'labelSelector'],
        selector: term.labelSelector,
      });
  for (const [index, spread] of (spec?.topologySpreadConstraints ?? []).entries())
    terms.push({ at: [...base, 'topologySpreadConstraints', index, 'labelSelector'], selector: spread.labelSelector });
  return terms;
}

function isMet(selector: LabelSelector, set: Resource<'StatefulSet'>, unit: UnitView): boolean {
  if (matchesSelector(selector, templateLabels(set))) return true;
  const pairs = selector.matchLabels ?? {};
  const expressions = selector.matchExpressions ?? [];
  if ([...Object.keys(pairs), ...expressions.map(({ key }) => key ?? '')].some(isRunTimeLabel)) return true;
  // Each way of asking must come to nothing before something is said.
  if (Object.keys(pairs).length > 0)
    return unit
      .workloadsSelectedBy(set.namespace, pairs)
      .some((workload) => matchesSelector(selector, templateLabels(workload)));
  return expressions.some(({ key, operator, values = [] }) =>
    operator !== 'In'
      ? true
      : values.some((value) => unit.workloadsSelectedBy(set.namespace, { [key]: value }).length > 0),
  );
}

function selectorTexts(selector: LabelSelector): string[] {
  return [
    ...pairTexts(Object.entries(selector.matchLabels ?? {})),
    ...(selector.matchExpressions ?? []).map(
      ({ key, operator, values = [] }) => `${key} ${operator} (${values.join(', ')})`,
    ),
  ];
}
