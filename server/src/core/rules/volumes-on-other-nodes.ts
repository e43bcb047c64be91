import { NO_PROVISIONER } from '../simulation/storage/storage-objects.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string; key: string; value: string; values: string[] };

/**
 * Told where each volume of the claims' class lies on Nodes that the Pods' own selector rules out. Volumes of other
 * files may be variants, so that only those beside the set count.
 */
export const volumesOnOtherNodes: Rule = defineRule<'StatefulSet', Facts>({
  id: 'volumes-on-other-nodes',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#node-affinity',
  *check(set, { unit }) {
    const selector = Object.entries(set.object.spec?.template?.spec?.nodeSelector ?? {});
    if (selector.length === 0) return;
    for (const [index, template] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const storageClass = template.spec?.storageClassName ?? '';
      if (storageClass === '' || isProvisioned(storageClass, unit)) continue;
      const volumes = unit
        .ofKind('PersistentVolume')
        .filter(({ file, object }) => file === set.file && object.spec?.storageClassName === storageClass);
      if (volumes.length === 0) continue;
      for (const [key, value] of selector) {
        const offered = volumes.map((volume) => valuesOf(volume, key));
        const values = new Set(offered.flatMap((each) => each ?? []));
        if (offered.includes(undefined) || values.has(value)) continue;
        yield {
          at: ['spec', 'template', 'spec', 'nodeSelector', key],
          facts: { set: set.name, template: template.metadata?.name ?? `${index}`, key, value, values: [...values] },
          related: volumes.slice(0, 5).map((resource) => ({
            resource,
            at: ['spec', 'nodeAffinity'],
            on: 'key' as const,
            text: 'volume',
            facts: { volume: resource.name },
          })),
        };
      }
    }
  },
  fixes: {
    'select-their-node': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ values }) => values.length === 1,
      changes: ({ key, values }, set) => [
        {
          do: 'set',
          resource: set,
          at: ['spec', 'template', 'spec', 'nodeSelector', key],
          value: values[0] ?? '',
        },
      ],
    },
  },
});

function isProvisioned(storageClass: string, unit: UnitView): boolean {
  const declared = unit.find('StorageClass', '', storageClass);
  return declared !== undefined && declared.object.provisioner !== NO_PROVISIONER;
}

/** The values of a label that Nodes of a volume may have; `undefined` where any Node may do. */
function valuesOf(volume: Resource<'PersistentVolume'>, key: string): readonly string[] | undefined {
  const terms = volume.object.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  if (terms.length === 0) return undefined;
  const values: string[] = [];
  for (const { matchExpressions = [] } of terms) {
    const wanted = matchExpressions.find((expression) => expression.key === key && expression.operator === 'In');
    if (wanted === undefined) return undefined;
    values.push(...(wanted.values ?? []));
  }
  return values;
}
