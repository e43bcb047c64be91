import { placedSystemOf } from './known-systems.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; system: string; replicas: number; fewer: number; more: number; losses: number };

export const memberCountEven: Rule = defineRule<'StatefulSet', Facts>({
  id: 'member-count-even',
  family: 'systems',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'tutorials/stateful-application/zookeeper/',
  *check(set) {
    const template = podTemplateOf(set);
    const replicas = set.object.spec?.replicas ?? 1;
    if (template === undefined || replicas < 2 || replicas % 2 === 1) return;
    const placed = placedSystemOf(template);
    if (placed?.isVoting !== true) return;
    yield {
      at: ['spec', 'replicas'],
      facts: {
        set: set.name,
        system: placed.system.name,
        replicas,
        fewer: replicas - 1,
        more: replicas + 1,
        losses: replicas / 2 - 1,
      },
    };
  },
  fixes: {
    'add-one': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ more }, set) => [{ do: 'set', resource: set, at: ['spec', 'replicas'], value: more }],
    },
  },
});
