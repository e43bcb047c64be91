// The Pod templates of all workloads, seen alike: a StatefulSet's rules mostly ask about Pods, whoever makes them.

import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import type { Path } from '../kubernetes/plain-value.ts';
import type { Resource } from '../workspace/snapshot.ts';

export type PodSpec = NonNullable<ObjectTypes['Pod']['spec']>;
export type Container = NonNullable<PodSpec['containers']>[number];

export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec | undefined;
  /** Where `metadata` and `spec` of the template lie. */
  readonly at: Path;
}

export interface PlacedContainer {
  readonly container: Container;
  readonly at: Path;
  readonly isInit: boolean;
}

const NO_LABELS: Readonly<Record<string, string>> = {};

export type WorkloadKind = 'StatefulSet' | 'Deployment' | 'DaemonSet' | 'ReplicaSet' | 'Job' | 'CronJob' | 'Pod';

export const WORKLOAD_KINDS: readonly WorkloadKind[] = [
  'StatefulSet',
  'Deployment',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
];

export function isKind<K extends KnownKind>(resource: Resource, kind: K): resource is Resource<K> & Resource {
  return resource.kind === kind;
}

/** The template of a workload, or a Pod itself; `undefined` for other kinds. */
export function podTemplateOf(resource: Resource): PodTemplate | undefined {
  if (isKind(resource, 'Pod')) return asTemplate(resource.object.metadata, resource.object.spec, []);
  if (isKind(resource, 'CronJob')) {
    const template = resource.object.spec?.jobTemplate?.spec?.template;
    return asTemplate(template?.metadata, template?.spec, ['spec', 'jobTemplate', 'spec', 'template']);
  }
  if (
    isKind(resource, 'StatefulSet') ||
    isKind(resource, 'Deployment') ||
    isKind(resource, 'DaemonSet') ||
    isKind(resource, 'ReplicaSet') ||
    isKind(resource, 'Job')
  ) {
    const template = resource.object.spec?.template;
    return asTemplate(template?.metadata, template?.spec, ['spec', 'template']);
  }
  return undefined;
}

function asTemplate(
  metadata:
    | { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> }
    | undefined,
  spec: PodSpec | undefined,
  at: Path,
): PodTemplate {
  return { labels: metadata?.labels ?? NO_LABELS, annotations: metadata?.annotations ?? NO_LABELS, spec, at };
}

/** Init containers first, as they start. */
export function containersOf(template: PodTemplate): readonly PlacedContainer[] {
  const placed: PlacedContainer[] = [];
  for (const [index, container] of (template.spec?.initContainers ?? []).entries())
    placed.push({ container, at: [...template.at, 'spec', 'initContainers', index], isInit: true });
  for (const [index, container] of (template.spec?.containers ?? []).entries())
    placed.push({ container, at: [...template.at, 'spec', 'containers', index], isInit: false });
  return placed;
}
