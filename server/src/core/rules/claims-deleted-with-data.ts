import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; policy: string; field: string; template: string };

export const claimsDeletedWithData: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claims-deleted-with-data',
  family: 'storage',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
  *check(set, { unit }) {
    const policy = set.object.spec?.persistentVolumeClaimRetentionPolicy;
    const [template] = set.object.spec?.volumeClaimTemplates ?? [];
    if (policy === undefined || template === undefined) return;
    const storageClass = unit.find('StorageClass', '', template.spec?.storageClassName ?? '');
    // With a class that retains, the volume outlives its claim.
    if (storageClass?.object.reclaimPolicy === 'Retain') return;
    for (const field of ['whenScaled', 'whenDeleted'] as const) {
      if (policy[field] !== 'Delete') continue;
      yield {
        at: ['spec', 'persistentVolumeClaimRetentionPolicy', field],
        facts: { set: set.name, policy: 'Delete', field, template: template.metadata?.name ?? '' },
        text: field === 'whenScaled' ? 'scaled' : 'deleted',
      };
    }
  },
  fixes: {
    retain: {
      isSafe: false,
      changes: ({ field }, set) => [
        { do: 'set', resource: set, at: ['spec', 'persistentVolumeClaimRetentionPolicy', field], value: 'Retain' },
      ],
    },
  },
});
