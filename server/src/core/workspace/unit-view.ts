// A deployment unit as one check sees it. Every question is noted by its key, answered or not.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { KnownKind } from '../kubernetes/objects.ts';
import type { Manifest } from '../model/manifest.ts';
import { isClusterScoped, knownKindOf, workloadKinds } from './known-kinds.ts';
import type { Resource, UnitView } from './snapshot.ts';

/** A manifest of a unit, with the ring in which it stands around the asking file. */
export interface Member {
  readonly kind: KnownKind;
  readonly manifest: Manifest;
  readonly ring: number;
  /** Made when first needed: most members are only looked at by kind and name. */
  readonly resource: () => Resource;
}

/** All that the checks of one file share: the members by kind, nearest first. */
export interface UnitContents {
  readonly membersByKind: ReadonlyMap<KnownKind, readonly Member[]>;
  readonly isIncomplete: boolean;
}

export const keys = {
  kind: (kind: string): string => `kind ${kind}`,
  name: (kind: string, name: string): string => `name ${kind} ${name}`,
  incomplete: 'incomplete',
  pods: 'pods',
} as const;

/** The keys that a manifest's coming, going or changing touches. */
export function keysOf(manifest: Manifest): readonly string[] {
  const kind = knownKindOf(manifest);
  if (kind === undefined) return [keys.incomplete];
  const touched = [keys.kind(kind), keys.name(kind, manifest.name)];
  if (workloadKinds.includes(kind)) touched.push(keys.pods);
  return touched;
}

const listsByMembers = new WeakMap<readonly Member[], readonly Resource[]>();

export class RecordingUnitView implements UnitView {
  readonly profile: ClusterProfile;
  readonly asked: Set<string> = new Set();
  readonly #contents: UnitContents;
  /** Whether the asking manifest leaves its namespace to the command line. */
  readonly #isNamespaceOpen: boolean;
  readonly #namespace: string;

  constructor(profile: ClusterProfile, contents: UnitContents, asking: Manifest, namespace: string) {
    this.profile = profile;
    this.#contents = contents;
    this.#isNamespaceOpen = asking.namespace === undefined;
    this.#namespace = namespace;
  }

  get isIncomplete(): boolean {
    this.asked.add(keys.incomplete);
    return this.#contents.isIncomplete;
  }

  /** All of the kind in the file and its folder, or, where neither has any, in the nearest ring that has. */
  ofKind<K extends KnownKind>(kind: K): readonly Resource<K>[] {
    this.asked.add(keys.kind(kind));
    const members = this.#contents.membersByKind.get(kind) ?? [];
    // The same list for every check of the unit, so that what is derived from it can be kept with it.
    const known = listsByMembers.get(members);
    if (known !== undefined) return known as readonly Resource<K>[];
    const nearest = Math.max(members[0]?.ring ?? 0, 1);
    const resources: Resource<K>[] = [];
    for (const member of members) {
      if (member.ring > nearest) break;
      // Members are kept by their kind.
      resources.push(member.resource() as Resource<K>);
    }
    listsByMembers.set(members, resources);
    return resources;
  }

  find<K extends KnownKind>(kind: K, namespace: string, name: string): Resource<K> | undefined {
    this.asked.add(keys.name(kind, name));
    let fallback: Resource | undefined;
    for (const member of membersNamed(this.#contents.membersByKind.get(kind) ?? [], name)) {
      const resource = member.resource();
      // Members are kept by their kind.
      if (isClusterScoped(kind) || resource.namespace === namespace) return resource as Resource<K>;
      if (fallback === undefined && this.#couldMeet(member.manifest, namespace)) fallback = resource;
    }
    return fallback as Resource<K> | undefined;
  }

  workloadsSelectedBy(namespace: string, labels: Readonly<Record<string, string>>): readonly Resource[] {
    this.asked.add(keys.pods);
    return workloadsWith(this.#contents, labels)
      .filter(({ resource }) => resource.namespace === namespace || this.#couldMeet(resource.manifest, namespace))
      .filter((workload) => carries(workload.labels, labels))
      .map(({ resource }) => resource);
  }

  /** An object that names no namespace can land in any: `kubectl -n` decides. */
  #couldMeet(manifest: Manifest, namespace: string): boolean {
    if (manifest.namespace === undefined) return true;
    return this.#isNamespaceOpen && namespace === this.#namespace;
  }
}

const membersByName = new WeakMap<readonly Member[], ReadonlyMap<string, readonly Member[]>>();

/** Kustomize follows references, so that a text may name an object as it was or as it will be called. */
function membersNamed(members: readonly Member[], name: string): readonly Member[] {
  let index = membersByName.get(members);
  if (index === undefined) {
    const made = new Map<string, Member[]>();
    for (const member of members) {
      if (member.manifest.name === '') continue;
      for (const own of new Set([member.resource().name, member.manifest.name])) {
        const known = made.get(own);
        if (known === undefined) made.set(own, [member]);
        else known.push(member);
      }
    }
    index = made;
    membersByName.set(members, made);
  }
  return index.get(name) ?? [];
}

interface Workload {
  readonly resource: Resource;
  readonly labels: Readonly<Record<string, string>>;
}

interface WorkloadIndex {
  readonly all: readonly Workload[];
  /** By `name=value` of each label. */
  readonly byLabel: ReadonlyMap<string, readonly Workload[]>;
}

const workloadIndexes = new WeakMap<UnitContents['membersByKind'], WorkloadIndex>();

/** Workloads that may carry the labels, in order: those with the rarest of them. */
function workloadsWith(contents: UnitContents, labels: Readonly<Record<string, string>>): readonly Workload[] {
  let index = workloadIndexes.get(contents.membersByKind);
  if (index === undefined) {
    index = indexWorkloads(contents);
    workloadIndexes.set(contents.membersByKind, index);
  }
  let fewest = index.all;
  for (const [name, value] of Object.entries(labels)) {
    const found = index.byLabel.get(`${name}=${value}`) ?? [];
    if (found.length < fewest.length) fewest = found;
  }
  return fewest;
}

function indexWorkloads({ membersByKind }: UnitContents): WorkloadIndex {
  const all: Workload[] = [];
  const byLabel = new Map<string, Workload[]>();
  for (const kind of workloadKinds) {
    for (const member of membersByKind.get(kind) ?? []) {
      const resource = member.resource();
      const workload: Workload = { resource, labels: podLabels(resource) };
      all.push(workload);
      for (const [name, value] of Object.entries(workload.labels)) {
        const key = `${name}=${value}`;
        const known = byLabel.get(key);
        if (known === undefined) byLabel.set(key, [workload]);
        else known.push(workload);
      }
    }
  }
  return { all, byLabel };
}

function carries(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  for (const [name, value] of Object.entries(wanted)) if (labels[name] !== value) return false;
  return true;
}

/** The labels that a workload's Pods get. */
function podLabels(resource: Resource): Readonly<Record<string, string>> {
  switch (resource.kind) {
    case 'Pod':
      return labelsIn(resource.object);
    case 'CronJob':
      return labelsIn((resource as Resource<'CronJob'>).object.spec?.jobTemplate?.spec?.template);
    default:
      // The other workload kinds hold their template at one place.
      return labelsIn((resource as Resource<'StatefulSet'>).object.spec?.template);
  }
}

function labelsIn(
  object: { readonly metadata?: { readonly labels?: unknown } } | undefined,
): Readonly<Record<string, string>> {
  const labels = object?.metadata?.labels;
  // A conforming object's labels are texts.
  return typeof labels === 'object' && labels !== null ? (labels as Record<string, string>) : {};
}
