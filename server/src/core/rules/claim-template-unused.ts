import { containersOf, podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string; index: number; containers: string[] };

export const claimTemplateUnused: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claim-template-unused',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#volume-claim-templates',
  *check(set) {
    const pod = podTemplateOf(set);
    if (pod === undefined) return;
    const containers = containersOf(pod);
    const used = new Set<string>();
    for (const { container } of containers) {
      for (const { name } of container.volumeMounts ?? []) used.add(name);
      for (const { name } of container.volumeDevices ?? []) used.add(name);
    }
    for (const [index, template] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const name = template.metadata?.name ?? '';
      if (name === '' || used.has(name)) continue;
      yield {
        at: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
        facts: { set: set.name, template: name, index, containers: containers.map(({ container }) => container.name) },
      };
    }
  },
  fixes: {
    remove: {
      isSafe: false,
      changes: ({ index }, set) => [
        (set.object.spec?.volumeClaimTemplates ?? []).length > 1
          ? { do: 'remove', resource: set, at: ['spec', 'volumeClaimTemplates', index] }
          : { do: 'remove', resource: set, at: ['spec', 'volumeClaimTemplates'] },
      ],
    },
  },
});
