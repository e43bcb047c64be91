import { placedSystemOf } from './known-systems.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; system: string; operator: string };

/** One member alone needs no such care, and what an operator made has an owner. */
export const operatorAvailable: Rule = defineRule<'StatefulSet', Facts>({
  id: 'operator-available',
  family: 'systems',
  severity: 'info',
  isAdvice: true,
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/extend-kubernetes/operator/',
  *check(set) {
    const template = podTemplateOf(set);
    if (template === undefined || (set.object.spec?.replicas ?? 1) < 2) return;
    if ((set.object.metadata?.ownerReferences ?? []).length > 0) return;
    const placed = placedSystemOf(template);
    if (placed?.system.operator === undefined) return;
    yield {
      at: [...placed.at, 'image'],
      facts: { set: set.name, system: placed.system.name, operator: placed.system.operator },
    };
  },
  fixes: {},
});
