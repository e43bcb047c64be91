import { budgetsOf } from './budgets.ts';
import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; replicas: number };

export const budgetMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'budget-missing',
  family: 'scheduling',
  severity: 'info',
  isAdvice: true,
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'tasks/run-application/configure-pdb/',
  *check(set, { unit }) {
    const { replicas } = ordinalsOf(set, unit);
    if (replicas < 2 || unit.isIncomplete || budgetsOf(set, unit).length > 0) return;
    yield { at: ['spec', 'replicas'], facts: { set: set.name, replicas } };
  },
  fixes: {
    create: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ set: name }, set) => [
        {
          do: 'add-object',
          near: set,
          object: {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: { name, ...(set.manifest.namespace === undefined ? {} : { namespace: set.manifest.namespace }) },
            spec: { maxUnavailable: 1, selector: { matchLabels: { ...set.object.spec?.selector?.matchLabels } } },
          },
          in: 'same-file',
        },
      ],
    },
  },
});
