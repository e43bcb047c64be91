import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string };

export const claimTemplateRepeated: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claim-template-repeated',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#volume-claim-templates',
  *check(set) {
    const firstByName = new Map<string, number>();
    for (const [index, { metadata }] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const name = metadata?.name ?? '';
      const first = firstByName.get(name);
      if (name === '') continue;
      if (first === undefined) {
        firstByName.set(name, index);
        continue;
      }
      yield {
        at: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
        facts: { set: set.name, template: name },
        related: [{ resource: set, at: ['spec', 'volumeClaimTemplates', first, 'metadata', 'name'], text: 'first' }],
      };
    }
  },
  fixes: {},
});
