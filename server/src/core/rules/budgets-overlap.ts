import { budgetsOf } from './budgets.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { kind: string; workload: string; budgets: string[] };

export const budgetsOverlap: Rule = defineRule<'StatefulSet', Facts>({
  id: 'budgets-overlap',
  family: 'scheduling',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/pods/disruptions/#pod-disruption-budgets',
  *check(set, { unit }) {
    const budgets = budgetsOf(set, unit);
    const names = new Set(budgets.map(({ name }) => name));
    if (names.size < 2) return;
    yield {
      at: ['metadata', 'name'],
      facts: { kind: set.kind, workload: set.name, budgets: [...names] },
      related: budgets.slice(0, 5).map((budget) => ({
        resource: budget,
        at: ['spec', 'selector'],
        on: 'key',
        text: 'budget',
        facts: { budget: budget.name },
      })),
    };
  },
  fixes: {},
});
