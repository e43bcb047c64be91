import type { Path } from '../kubernetes/plain-value.ts';
import { containersOf, podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string; container: string; index: number };

export const blockVolumeMounted: Rule = defineRule<'StatefulSet', Facts>({
  id: 'block-volume-mounted',
  family: 'storage',
  severity: 'error',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#raw-block-volume-support',
  *check(set) {
    const pod = podTemplateOf(set);
    if (pod === undefined) return;
    const modes = new Map<string, { readonly index: number; readonly isBlock: boolean }>();
    for (const [index, { metadata, spec }] of (set.object.spec?.volumeClaimTemplates ?? []).entries())
      modes.set(metadata?.name ?? '', { index, isBlock: spec?.volumeMode === 'Block' });
    if (modes.size === 0) return;
    for (const { container, at } of containersOf(pod)) {
      for (const [mount, { name }] of (container.volumeMounts ?? []).entries())
        if (modes.get(name)?.isBlock) yield finding([...at, 'volumeMounts', mount, 'name'], name, container.name ?? '');
      for (const [device, { name }] of (container.volumeDevices ?? []).entries())
        if (modes.get(name)?.isBlock === false)
          yield { ...finding([...at, 'volumeDevices', device, 'name'], name, container.name ?? ''), text: 'device' };
    }
    function finding(at: Path, template: string, container: string) {
      const index = modes.get(template)?.index ?? 0;
      return {
        at,
        facts: { set: set.name, template, container, index },
        related: [
          {
            resource: set,
            at: ['spec', 'volumeClaimTemplates', index, 'spec', 'volumeMode'],
            text: 'template',
          },
        ],
      };
    }
  },
  fixes: {
    'make-filesystem': {
      isSafe: false,
      applies: () => true,
      changes: ({ index }, set) =>
        set.object.spec?.volumeClaimTemplates?.[index]?.spec?.volumeMode === 'Block'
          ? [
              {
                do: 'set',
                resource: set,
                at: ['spec', 'volumeClaimTemplates', index, 'spec', 'volumeMode'],
                value: 'Filesystem',
              },
            ]
          : [
              {
                do: 'set',
                resource: set,
                at: ['spec', 'volumeClaimTemplates', index, 'spec', 'volumeMode'],
                value: 'Block',
              },
            ],
    },
  },
});
