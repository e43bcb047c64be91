import { isRunTimeLabel } from './label-facts.ts';
import { nearestName } from './near-names.ts';
import { defineRule, type Rule } from './rule.ts';
import { pairTexts } from './selector-mismatch.ts';

type Facts = { budget: string; pairs: string[]; key: string; value: string };

export const budgetSelectsNothing: Rule = defineRule<'PodDisruptionBudget', Facts>({
  id: 'budget-selects-nothing',
  family: 'scheduling',
  severity: 'warning',
  kinds: ['PodDisruptionBudget'],
  since: '0.1.0',
  reference: 'tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  *check(budget, { unit }) {
    const selector = budget.object.spec?.selector;
    const pairs = Object.entries(selector?.matchLabels ?? {});
    if (unit.isIncomplete || pairs.length === 0 || (selector?.matchExpressions ?? []).length > 0) return;
    if (pairs.some(([key]) => isRunTimeLabel(key))) return;
    if (unit.workloadsSelectedBy(budget.namespace, selector?.matchLabels ?? {}).length > 0) return;
    // Only where Pods stand beside it in the same file the budget was surely meant for them.
    const sets = unit
      .ofKind('StatefulSet')
      .filter((set) => set.namespace === budget.namespace && set.file === budget.file);
    const [set] = sets;
    if (set === undefined || sets.length > 1) return;
    const labels = set.object.spec?.template?.metadata?.labels ?? {};
    const wrong = pairs.filter(([key, value]) => labels[key] !== value);
    const [only] = wrong.length === 1 ? wrong : [];
    const [key = '', value = ''] = only ?? [];
    yield {
      at: only === undefined ? ['spec', 'selector', 'matchLabels'] : ['spec', 'selector', 'matchLabels', key],
      ...(only === undefined ? { on: 'key' as const } : {}),
      facts: { budget: budget.name, pairs: pairTexts(wrong), key, value: labels[key] ?? '' },
      ...(nearestName(value, [labels[key] ?? '']) === undefined ? { severity: 'info' as const } : {}),
      related: [
        {
          resource: set,
          at: ['spec', 'template', 'metadata', 'labels'],
          on: 'key',
          text: 'labels',
          facts: { set: set.name },
        },
      ],
    };
  },
  fixes: {
    'align-value': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ value }) => value !== '',
      changes: ({ key, value }, budget) => [
        { do: 'set', resource: budget, at: ['spec', 'selector', 'matchLabels', key], value },
      ],
    },
  },
});
