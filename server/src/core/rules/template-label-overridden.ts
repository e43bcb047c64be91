import { CONTROLLER_LABELS } from './label-facts.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; key: string; value: string };

export const templateLabelOverridden: Rule = defineRule<'StatefulSet', Facts>({
  id: 'template-label-overridden',
  family: 'labels',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#pod-name-label',
  *check(set) {
    const wanted = set.object.spec?.selector?.matchLabels ?? {};
    for (const [key, value] of Object.entries(set.object.spec?.template?.metadata?.labels ?? {})) {
      if (!CONTROLLER_LABELS.has(key)) continue;
      const isSelected = wanted[key] !== undefined;
      yield {
        at: ['spec', 'template', 'metadata', 'labels', key],
        on: 'key',
        facts: { set: set.name, key, value },
        ...(isSelected ? { text: 'selected', severity: 'error' as const } : {}),
      };
    }
  },
  fixes: {
    remove: {
      isSafe: true,
      isPreferred: () => true,
      changes: ({ key }, set) => [
        { do: 'remove', resource: set, at: ['spec', 'template', 'metadata', 'labels', key] },
        ...(set.object.spec?.selector?.matchLabels?.[key] !== undefined
          ? [{ do: 'remove' as const, resource: set, at: ['spec', 'selector', 'matchLabels', key] }]
          : []),
      ],
    },
  },
});
