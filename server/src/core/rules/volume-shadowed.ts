import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; volume: string; index: number; source: string };

/** An idiom (21 sets seen): the claim template wins, and what the volume names is never looked up. */
export const volumeShadowed: Rule = defineRule<'StatefulSet', Facts>({
  id: 'volume-shadowed',
  family: 'storage',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#volume-claim-templates',
  *check(set) {
    const templates = new Map(
      (set.object.spec?.volumeClaimTemplates ?? []).map(({ metadata }, index) => [metadata?.name ?? '', index]),
    );
    for (const [index, volume] of (set.object.spec?.template?.spec?.volumes ?? []).entries()) {
      const template = templates.get(volume.name);
      if (template === undefined) continue;
      const source = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
      const isPlaceholder = source === 'emptyDir' || source === 'persistentVolumeClaim';
      yield {
        at: ['spec', 'template', 'spec', 'volumes', index, 'name'],
        facts: { set: set.name, volume: volume.name, index, source },
        ...(isPlaceholder ? { severity: 'hint' as const } : {}),
        related: [
          { resource: set, at: ['spec', 'volumeClaimTemplates', template, 'metadata', 'name'], text: 'template' },
        ],
      };
    }
  },
  fixes: {
    remove: {
      isSafe: true,
      isPreferred: () => true,
      changes: ({ index }, set) => [
        (set.object.spec?.template?.spec?.volumes ?? []).length > 1
          ? { do: 'remove', resource: set, at: ['spec', 'template', 'spec', 'volumes', index] }
          : { do: 'remove', resource: set, at: ['spec', 'template', 'spec', 'volumes'] },
      ],
    },
  },
});
