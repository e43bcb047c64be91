// The events of a time line, read from the writes to the store: the same definition by which recordings are made.

import type { Cause, Change, Cluster, LogEntry } from '../cluster/cluster.ts';
import { controllerOf, type Stored } from '../cluster/objects.ts';
import { isPodReady } from '../statefulset/pod-state.ts';
import type { RecordingNames } from './recording-names.ts';

/** One event in the form of recordings; which fields there are depends on `event`. */
export interface TimelineEvent {
  readonly event: string;
  readonly pod?: string;
  readonly claim?: string;
  readonly volume?: string;
  readonly set?: string;
  readonly revision?: string;
  readonly image?: string;
  readonly storageClass?: string;
  readonly owners?: readonly string[];
  readonly number?: number;
  /** Left out for `default`. */
  readonly namespace?: string;
}

/** An event with its place in the log, its logical time and its cause. */
export interface TimelineEntry {
  readonly event: TimelineEvent;
  readonly position: number;
  readonly time: number;
  readonly cause: Cause;
}

/** Events of a part of the log, in order. */
export function timelineOf(
  cluster: Cluster,
  from: number,
  to: number,
  names: RecordingNames,
): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (let position = from; position < to; position++) {
    const entry = cluster.log[position];
    if (entry?.type !== 'write') continue;
    for (const event of eventsOf(entry, names)) {
      entries.push({ event, position, time: entry.time, cause: entry.cause });
    }
  }
  return entries;
}

function eventsOf({ change }: Extract<LogEntry, { type: 'write' }>, names: RecordingNames): readonly TimelineEvent[] {
  // A change of a kind holds objects of that kind.
  switch (change.kind) {
    case 'Pod':
      return podEvents(change as Change<'Pod'>, names);
    case 'PersistentVolumeClaim':
      return claimEvents(change as Change<'PersistentVolumeClaim'>, names);
    case 'PersistentVolume':
      return volumeEvents(change as Change<'PersistentVolume'>, names);
    case 'ControllerRevision':
      return revisionEvents(change as Change<'ControllerRevision'>, names);
    case 'StatefulSet':
      return setEvents(change as Change<'StatefulSet'>, names);
    default:
      return [];
  }
}

type Push = (event: string, fields?: Partial<TimelineEvent>) => void;

/** Collects events about one object; `subject` names it. */
function collector(object: Stored, subject: Partial<TimelineEvent>): { readonly events: TimelineEvent[]; push: Push } {
  const events: TimelineEvent[] = [];
  const { namespace } = object.metadata;
  const place = namespace === '' || namespace === 'default' ? {} : { namespace };
  return { events, push: (event, fields = {}) => events.push({ event, ...subject, ...fields, ...place }) };
}

function podEvents({ before, after }: Change<'Pod'>, names: RecordingNames): readonly TimelineEvent[] {
  const pod = after ?? before;
  if (!pod) return [];
  const { namespace, name } = pod.metadata;
  const { events, push } = collector(pod, { pod: name });
  const revision = (object: Stored<'Pod'>): string | undefined =>
    names.revision(namespace, object.metadata.labels?.['controller-revision-hash']);
  if (!before) push('pod-created', { ...defined('revision', revision(pod)), ...defined('image', imageOf(pod)) });
  if (after) {
    if (!before?.spec?.nodeName && after.spec?.nodeName) push('pod-scheduled');
    const [phaseBefore, phase] = [before?.status?.phase, after.status?.phase];
    if (phase && phase !== 'Pending' && phase !== phaseBefore) push(`pod-${phase.toLowerCase()}`);
    if (before) podChanges(before, after, push, revision(before), revision(after));
  }
  deletionEvents('pod', before, after, push);
  return events;
}

function podChanges(
  before: Stored<'Pod'>,
  after: Stored<'Pod'>,
  push: Push,
  revisionBefore: string | undefined,
  revision: string | undefined,
): void {
  const isFailing = before.status?.phase !== after.status?.phase && after.status?.phase === 'Failed';
  if (isPodReady(before) !== isPodReady(after) && !after.metadata.deletionTimestamp && !isFailing) {
    push(isPodReady(after) ? 'pod-ready' : 'pod-not-ready');
  }
  const [ownerBefore, owner] = [ownerName(before), ownerName(after)];
  if (ownerBefore !== owner) push(owner ? 'pod-adopted' : 'pod-orphaned', defined('set', owner ?? ownerBefore));
  if (revisionBefore !== revision) push('pod-relabelled', defined('revision', revision));
}

function claimEvents(
  { before, after }: Change<'PersistentVolumeClaim'>,
  names: RecordingNames,
): readonly TimelineEvent[] {
  const claim = after ?? before;
  if (!claim) return [];
  const { events, push } = collector(claim, { claim: claim.metadata.name });
  const classOf = (object: Stored<'PersistentVolumeClaim'>): string | undefined =>
    object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? object.spec?.storageClassName;
  if (!before) {
    const owners = ownersOf(claim);
    push('claim-created', {
      ...defined('storageClass', classOf(claim)),
      ...(owners.length > 0 ? { owners } : {}),
    });
  } else if (after) {
    if (classOf(before) !== classOf(after)) push('claim-class-set', defined('storageClass', classOf(after)));
    const owners = ownersOf(after);
    if (ownersOf(before).join() !== owners.join()) push('claim-owners', { owners });
    const phase = after.status?.phase;
    if (phase && phase !== before.status?.phase) {
      push(
        `claim-${phase.toLowerCase()}`,
        phase === 'Bound' ? defined('volume', names.volume(after.spec?.volumeName)) : {},
      );
    }
  }
  deletionEvents('claim', before, after, push);
  return events;
}

function volumeEvents({ before, after }: Change<'PersistentVolume'>, names: RecordingNames): readonly TimelineEvent[] {
  const volume = after ?? before;
  if (!volume) return [];
  const { events, push } = collector(volume, defined('volume', names.volume(volume.metadata.name)));
  if (!before) push('volume-created');
  const phase = after?.status?.phase;
  if (phase && phase !== 'Pending' && phase !== before?.status?.phase) {
    push(`volume-${phase.toLowerCase()}`, phase === 'Bound' ? defined('claim', after?.spec?.claimRef?.name) : {});
  }
  if (!after) push('volume-deleted');
  return events;
}

function revisionEvents(
  { before, after }: Change<'ControllerRevision'>,
  names: RecordingNames,
): readonly TimelineEvent[] {
  const revision = after ?? before;
  if (!revision) return [];
  const { namespace, name } = revision.metadata;
  const { events, push } = collector(revision, {
    set: name.slice(0, name.lastIndexOf('-')),
    ...defined('revision', names.revision(namespace, name)),
  });
  if (!before) push('revision-created', { number: revision.revision });
  else if (!after) push('revision-deleted');
  else if (before.revision !== after.revision) push('revision-renumbered', { number: after.revision });
  return events;
}

function setEvents({ before, after }: Change<'StatefulSet'>, names: RecordingNames): readonly TimelineEvent[] {
  const set = after ?? before;
  if (!set) return [];
  const { events, push } = collector(set, { set: set.metadata.name });
  if (!after) {
    push('set-deleted');
    return events;
  }
  const current = (object: Stored<'StatefulSet'>): string | undefined =>
    names.revision(object.metadata.namespace, object.status?.currentRevision);
  if (before && current(before) !== undefined && current(before) !== current(after)) {
    push('set-current-revision', defined('revision', current(after)));
  }
  if (before && !before.metadata.deletionTimestamp && after.metadata.deletionTimestamp) push('set-deleting');
  return events;
}

function deletionEvents(
  kind: 'pod' | 'claim',
  before: Stored | undefined,
  after: Stored | undefined,
  push: Push,
): void {
  const wasDeleting = before?.metadata.deletionTimestamp !== undefined;
  if (before && !wasDeleting && (!after || after.metadata.deletionTimestamp !== undefined)) push(`${kind}-deleting`);
  if (!after) push(`${kind}-deleted`);
}

/** Helper Pods of the volume controller have an image that belongs to nobody. */
export function imageOf(pod: Stored<'Pod'>): string | undefined {
  return pod.metadata.name.startsWith('recycler-for-') ? undefined : pod.spec?.containers?.[0]?.image;
}

function ownerName(object: Stored): string | undefined {
  return (controllerOf(object) ?? object.metadata.ownerReferences?.[0])?.name;
}

function ownersOf(object: Stored): readonly string[] {
  return (object.metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`).sort();
}

function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
