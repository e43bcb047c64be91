import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; claim: string; mode: string; replicas: number };

export const claimSharedByPods: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claim-shared-by-pods',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#access-modes',
  *check(set, { unit }) {
    const { replicas, most } = ordinalsOf(set, unit);
    if (most < 2) return;
    const templates = new Set((set.object.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name));
    for (const [index, { name, persistentVolumeClaim }] of (set.object.spec?.template?.spec?.volumes ?? []).entries()) {
      if (persistentVolumeClaim === undefined || templates.has(name)) continue;
      const claim = unit.find('PersistentVolumeClaim', set.namespace, persistentVolumeClaim.claimName);
      const modes = claim?.object.spec?.accessModes ?? [];
      // A claim that is not in sight may have any mode.
      if (claim === undefined || modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) continue;
      const isExclusive = modes.includes('ReadWriteOncePod');
      yield {
        at: ['spec', 'template', 'spec', 'volumes', index, 'persistentVolumeClaim', 'claimName'],
        facts: { set: set.name, claim: claim.name, mode: modes[0] ?? '', replicas },
        ...(isExclusive ? { text: 'exclusive', severity: 'error' as const } : {}),
        related: [{ resource: claim, at: ['spec', 'accessModes'], text: 'claim' }],
      };
    }
  },
  fixes: {},
});
