import type { Resource, UnitView } from '../workspace/snapshot.ts';
import {
  createReference,
  metadataBeside,
  missingReference,
  type ReferenceFacts,
  renameReference,
} from './missing-references.ts';
import { isKind, podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

/** Claims are often made by restore tools and by hand; those of claim templates are made by the controller. */
export const claimMissing: Rule = defineRule<WorkloadKind, ReferenceFacts>({
  id: 'claim-missing',
  family: 'references',
  severity: 'hint',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#claims-as-volumes',
  *check(workload, { unit }) {
    const template = podTemplateOf(workload);
    const told = new Set<string>();
    for (const [index, volume] of (template?.spec?.volumes ?? []).entries()) {
      const name = volume.persistentVolumeClaim?.claimName ?? '';
      if (name === '' || told.has(name) || isShadowed(workload, volume.name) || isOfTemplate(name, unit)) continue;
      told.add(name);
      const at = [...(template?.at ?? []), 'spec', 'volumes', index, 'persistentVolumeClaim', 'claimName'];
      const found = missingReference(workload, unit, 'PersistentVolumeClaim', {
        name,
        at,
        namespace: workload.namespace,
      });
      if (found !== undefined) yield found;
    }
  },
  fixes: {
    rename: renameReference(),
    create: createReference((name, workload) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadataBeside(name, workload),
      spec: {
        accessModes: [isUsedByOne(workload) ? 'ReadWriteOnce' : 'ReadWriteMany'],
        resources: { requests: { storage: '1Gi' } },
      },
    })),
  },
});

/** A claim template of the same name takes the place of the volume. */
function isShadowed(workload: Resource, volume: string): boolean {
  if (!isKind(workload, 'StatefulSet')) return false;
  return (workload.object.spec?.volumeClaimTemplates ?? []).some(({ metadata }) => metadata?.name === volume);
}

function isOfTemplate(claim: string, unit: UnitView): boolean {
  return unit
    .ofKind('StatefulSet')
    .some((set) =>
      (set.object.spec?.volumeClaimTemplates ?? []).some(({ metadata }) =>
        claim.startsWith(`${metadata?.name ?? ''}-${set.name}-`),
      ),
    );
}

function isUsedByOne(workload: Resource): boolean {
  if (isKind(workload, 'StatefulSet') || isKind(workload, 'Deployment'))
    return (workload.object.spec?.replicas ?? 1) < 2;
  return workload.kind === 'Pod';
}
