// The history of a set's templates: which revision is current, which is the one to update to, and what is forgotten.
// Rules: `stateful_set_control.go` (`getStatefulSetRevisions`, `truncateHistory`), `controller_history.go`.

import { matchesSelector } from '../../kubernetes/label-selector.ts';
import { isPlainObject, type PlainObject, valueAt } from '../../kubernetes/plain-value.ts';
import type { Cause, Cluster, DerivedSlot } from '../cluster/cluster.ts';
import { controllerOf, keyOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { ownerReferenceTo, type PodTemplate, type StatefulSet } from './new-objects.ts';
import { revisionData, revisionName, revisionText } from './revision-hash.ts';

export type Revision = Stored<'ControllerRevision'>;

export interface RevisionPair {
  readonly current: Revision;
  readonly update: Revision;
  readonly collisionCount: number;
}

interface RevisionIndex {
  /** Keys of revisions by the key of the set that owns them; by the namespace alone where nobody does. */
  readonly byOwner: Map<string, Set<string>>;
  readonly dataByTemplate: WeakMap<object, PlainObject>;
  readonly textByData: WeakMap<object, string>;
  readonly templateByData: WeakMap<object, PodTemplate>;
}

export const REVISIONS: DerivedSlot<RevisionIndex> = {
  make(cluster) {
    const index: RevisionIndex = {
      byOwner: new Map(),
      dataByTemplate: new WeakMap(),
      textByData: new WeakMap(),
      templateByData: new WeakMap(),
    };
    for (const revision of cluster.list('ControllerRevision')) noteRevision(index, undefined, revision);
    return index;
  },
};

export function noteRevision(index: RevisionIndex, before: Revision | undefined, after: Revision | undefined): void {
  if (before) index.byOwner.get(ownerKeyOf(before))?.delete(keyOfObject(before));
  if (!after) return;
  const owner = ownerKeyOf(after);
  const keys = index.byOwner.get(owner) ?? new Set();
  keys.add(keyOfObject(after));
  index.byOwner.set(owner, keys);
}

export function ownerKeyOf(revision: Revision): string {
  const owner = controllerOf(revision);
  return owner ? keyOf(revision.metadata.namespace, owner.name) : revision.metadata.namespace;
}

/** The revisions of a set, oldest number first. */
export function revisionsOf(cluster: Cluster, set: StatefulSet): readonly Revision[] {
  const keys = cluster.derived(REVISIONS).byOwner.get(keyOfObject(set)) ?? [];
  const revisions = [...keys].flatMap((key) => cluster.getByKey('ControllerRevision', key) ?? []);
  return revisions
    .filter((revision) => controllerOf(revision)?.uid === set.metadata.uid)
    .sort((a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The template that a revision keeps. */
export function templateOf(cluster: Cluster, revision: Revision): PodTemplate {
  const index = cluster.derived(REVISIONS);
  let template = index.templateByData.get(revision.data);
  if (!template) {
    const kept = valueAt(revision.data, ['spec', 'template']);
    const { $patch: _, ...fields } = isPlainObject(kept) ? kept : {};
    // The data was made of a template of this type by `revisionData`.
    template = fields as unknown as PodTemplate;
    index.templateByData.set(revision.data, template);
  }
  return template;
}

/** Takes revisions that lost their set and fit this one. */
export function adoptRevisions(cluster: Cluster, set: StatefulSet, cause: Cause): void {
  for (const key of [...(cluster.derived(REVISIONS).byOwner.get(set.metadata.namespace) ?? [])]) {
    const revision = cluster.getByKey('ControllerRevision', key);
    if (!revision || !matchesSelector(set.spec?.selector, revision.metadata.labels)) continue;
    const ownerReferences = [ownerReferenceTo('apps/v1', 'StatefulSet', set)];
    cluster.update('ControllerRevision', { ...revision, metadata: { ...revision.metadata, ownerReferences } }, cause);
  }
}

/** Finds or makes the revision of the present template; a template that was used before gets its old revision back. */
export function currentAndUpdate(
  cluster: Cluster,
  set: StatefulSet,
  revisions: readonly Revision[],
  cause: Cause,
): RevisionPair {
  const index = cluster.derived(REVISIONS);
  let collisionCount = set.status?.collisionCount ?? 0;
  const data = dataOf(cluster, set);
  const text = textOf(index, data);
  const newest = revisions.at(-1);
  const next = (newest?.revision ?? 0) + 1;
  const equal = revisions.findLast((revision) => textOf(index, revision.data) === text);
  let update: Revision;
  if (equal && newest && textOf(index, newest.data) === text) update = newest;
  else if (equal) {
    update = { ...equal, revision: next };
    cluster.update('ControllerRevision', update, cause);
  } else {
    let name = revisionName(set.metadata.name, text, collisionCount);
    while (cluster.get('ControllerRevision', set.metadata.namespace, name)) {
      collisionCount += 1;
      name = revisionName(set.metadata.name, text, collisionCount);
    }
    update = cluster.create(
      'ControllerRevision',
      {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: {
          name,
          namespace: set.metadata.namespace,
          labels: {
            ...set.spec?.template?.metadata?.labels,
            'controller.kubernetes.io/hash': name.slice(name.lastIndexOf('-') + 1),
          },
          ...(set.metadata.annotations ? { annotations: set.metadata.annotations } : {}),
          ownerReferences: [ownerReferenceTo('apps/v1', 'StatefulSet', set)],
        },
        data,
        revision: next,
      },
      cause,
    );
  }
  const current = revisions.find((revision) => revision.metadata.name === set.status?.currentRevision);
  return { current: current ?? update, update, collisionCount };
}

/** Forgets the oldest revisions that nothing uses beyond `revisionHistoryLimit`. */
export function truncateHistory(
  cluster: Cluster,
  set: StatefulSet,
  revisions: readonly Revision[],
  isLive: (name: string) => boolean,
  cause: Cause,
): void {
  const limit = set.spec?.revisionHistoryLimit ?? 10;
  if (limit < 0 || revisions.length <= limit) return;
  const history = revisions.filter((revision) => !isLive(revision.metadata.name));
  for (const revision of history.slice(0, Math.max(0, history.length - limit))) {
    cluster.remove('ControllerRevision', keyOfObject(revision), cause);
  }
}

function dataOf(cluster: Cluster, set: StatefulSet): PlainObject {
  const known = cluster.derived(REVISIONS).dataByTemplate;
  // A stored set came from JSON or YAML, so its template is plain data.
  const template = (set.spec?.template ?? {}) as unknown as PlainObject;
  let data = known.get(template);
  if (!data) {
    data = revisionData(template, cluster.profile.minor);
    known.set(template, data);
  }
  return data;
}

function textOf(index: RevisionIndex, data: PlainObject): string {
  let text = index.textByData.get(data);
  if (text === undefined) {
    text = revisionText(data);
    index.textByData.set(data, text);
  }
  return text;
}
