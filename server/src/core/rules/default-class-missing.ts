import { assumedStorageClass } from '../workspace/assumed-storage-class.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string; index: number; storageClass: string };

/** Told only where the settings say that the cluster has no default class, and nobody makes volumes by hand. */
export const defaultClassMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'default-class-missing',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/storage-classes/#default-storageclass',
  *check(set, { unit }) {
    if (unit.profile.defaultStorageClass !== 'none' || (set.object.spec?.replicas ?? 1) === 0) return;
    if (assumedStorageClass(unit).name !== null || unit.ofKind('PersistentVolume').length > 0) return;
    const classes = unit.ofKind('StorageClass');
    const start = set.object.spec?.ordinals?.start ?? 0;
    for (const [index, template] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const name = template.metadata?.name ?? '';
      const named =
        template.spec?.storageClassName ?? template.metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'];
      if (named !== undefined || template.spec?.volumeName) continue;
      if (unit.find('PersistentVolumeClaim', set.namespace, `${name}-${set.name}-${start}`) !== undefined) continue;
      yield {
        at: ['spec', 'volumeClaimTemplates', index, 'spec'],
        on: 'key',
        facts: {
          set: set.name,
          template: name,
          index,
          storageClass: classes.length === 1 ? (classes[0]?.name ?? '') : '',
        },
      };
    }
  },
  fixes: {
    'name-class': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ storageClass }) => storageClass !== '',
      changes: ({ index, storageClass }, set) => [
        {
          do: 'set',
          resource: set,
          at: ['spec', 'volumeClaimTemplates', index, 'spec', 'storageClassName'],
          value: storageClass,
        },
      ],
    },
    'make-default': {
      isSafe: false,
      applies: ({ storageClass }) => storageClass !== '',
      changes: ({ storageClass }, _, { unit }) => {
        const resource = unit.find('StorageClass', '', storageClass);
        if (resource === undefined) return [];
        const at = ['metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class'];
        return [{ do: 'set', resource, at, value: 'true' }];
      },
    },
  },
});
