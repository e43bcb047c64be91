// The Pods and claims that a StatefulSet makes. Rules: `stateful_set_utils.go` (`newStatefulSetPod`, `initIdentity`,
// `getPersistentVolumeClaims`), `controller_utils.go` (`GetPodFromTemplate`).

import type { ObjectTypes } from '../../kubernetes/objects.ts';
import type { NewObject } from '../cluster/cluster.ts';
import type { OwnerReference, Stored } from '../cluster/objects.ts';
import { POD_INDEX_LABEL, POD_NAME_LABEL, REVISION_LABEL } from './pod-state.ts';

export type StatefulSet = Stored<'StatefulSet'>;
export type PodTemplate = NonNullable<NonNullable<ObjectTypes['StatefulSet']['spec']>['template']>;
type ClaimTemplate = NonNullable<NonNullable<ObjectTypes['StatefulSet']['spec']>['volumeClaimTemplates']>[number];

export function podNameOf(setName: string, ordinal: number): string {
  return `${setName}-${ordinal}`;
}

export function claimNameOf(templateName: string, setName: string, ordinal: number): string {
  return `${templateName}-${setName}-${ordinal}`;
}

export function claimTemplatesOf(set: StatefulSet): readonly ClaimTemplate[] {
  return set.spec?.volumeClaimTemplates ?? [];
}

export function startOf(set: StatefulSet): number {
  return set.spec?.ordinals?.start ?? 0;
}

export function replicasOf(set: StatefulSet): number {
  return set.spec?.replicas ?? 1;
}

/** The last ordinal of the range; below the start where there are no replicas. */
export function endOf(set: StatefulSet): number {
  return startOf(set) + replicasOf(set) - 1;
}

export function isInRange(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOf(set) && ordinal <= endOf(set);
}

export function ownerReferenceTo(
  apiVersion: string,
  kind: string,
  owner: { readonly metadata: { readonly name: string; readonly uid: string } },
): OwnerReference {
  const { name, uid } = owner.metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The Pod of one ordinal, made of a template (that of the current or of the update revision). */
export function newPod(set: StatefulSet, template: PodTemplate, revision: string, ordinal: number): NewObject<'Pod'> {
  const name = podNameOf(set.metadata.name, ordinal);
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const claims = uniqueTemplates(set);
  const claimVolumes = claims.map((claimTemplate) => ({
    name: nameOf(claimTemplate),
    persistentVolumeClaim: {
      claimName: claimNameOf(nameOf(claimTemplate), set.metadata.name, ordinal),
      readOnly: false,
    },
  }));
  const claimed = new Set(claims.map(nameOf));
  const otherVolumes = (template.spec?.volumes ?? []).filter((volume) => !claimed.has(volume.name));
  const volumes = [...claimVolumes, ...otherVolumes];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: set.metadata.namespace,
      labels: {
        ...labels,
        [POD_NAME_LABEL]: name,
        [POD_INDEX_LABEL]: String(ordinal),
        [REVISION_LABEL]: revision,
      },
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [ownerReferenceTo('apps/v1', 'StatefulSet', set)],
    },
    spec: {
      ...template.spec,
      containers: template.spec?.containers ?? [],
      hostname: name,
      ...(set.spec?.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(volumes.length > 0 ? { volumes } : {}),
    },
    status: { phase: 'Pending' },
  };
}

/** The claims of one ordinal, in the order of the templates; a real controller takes them in any order. */
export function newClaims(set: StatefulSet, ordinal: number): readonly NewObject<'PersistentVolumeClaim'>[] {
  const matchLabels = set.spec?.selector?.matchLabels;
  return uniqueTemplates(set).map((claimTemplate) => {
    const { labels, annotations, finalizers = [] } = claimTemplate.metadata ?? {};
    const allLabels = { ...labels, ...matchLabels };
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimNameOf(nameOf(claimTemplate), set.metadata.name, ordinal),
        namespace: set.metadata.namespace,
        ...(Object.keys(allLabels).length > 0 ? { labels: allLabels } : {}),
        ...(annotations ? { annotations } : {}),
        finalizers: [...finalizers, 'kubernetes.io/pvc-protection'],
      },
      ...(claimTemplate.spec ? { spec: claimTemplate.spec } : {}),
      status: { phase: 'Pending' },
    };
  });
}

/** Of templates with one name the last counts. */
function uniqueTemplates(set: StatefulSet): readonly ClaimTemplate[] {
  const templates = claimTemplatesOf(set);
  if (templates.length < 2) return templates;
  return [...new Map(templates.map((claimTemplate) => [nameOf(claimTemplate), claimTemplate])).values()];
}

function nameOf(claimTemplate: ClaimTemplate): string {
  return claimTemplate.metadata?.name ?? '';
}
