// Which event comes after which: relations that hold however long each Pod takes, between events that have to do with
// one another. The definition is that of recordings; what is an accident of timing stays unconnected.

import { GARBAGE_COLLECTOR } from '../cluster/garbage-collector.ts';
import { STATEFULSET_CONTROLLER } from '../statefulset/statefulset-controller.ts';
import type { TimelineEntry, TimelineEvent } from './timeline.ts';

/** An event with the positions of those that come before it; left out where that is the one in front only. */
export type OrderedEvent = TimelineEvent & { readonly after?: readonly number[] };

/** Above this, relations are told only between events of one object: their number grows with its square. */
export const MOST_EVENTS = 3_000;

/**
 * @param entries a window of the time line
 * @param others the same window where some Pods are slower than others
 */
export function eventsInOrder(
  entries: readonly TimelineEntry[],
  others: readonly (readonly TimelineEntry[])[],
): readonly OrderedEvent[] {
  const runs = [entries, ...others].map(placesByIdentity);
  const own = runs[0] ?? new Map<string, number>();
  const identities = [...own.keys()];
  // A run in which this event does not happen says nothing about it.
  const places = identities.map((identity) => runs.map((run) => run.get(identity)));
  const facts = entries.map(factsOf);
  const isAlways = (before: number, after: number): boolean =>
    (places[before] ?? []).every((place, run) => {
      const other = places[after]?.[run];
      return place === undefined || other === undefined || place < other;
    });
  const ancestors: Set<number>[] = [];
  return entries.map(({ event }, index) => {
    const known = new Set<number>();
    const direct: number[] = [];
    const fact = facts[index];
    for (let candidate = index - 1; candidate >= 0; candidate--) {
      const other = facts[candidate];
      if (!fact || !other || known.has(candidate)) continue;
      if (!areConnected(other, fact, entries.length > MOST_EVENTS) || !isAlways(candidate, index)) continue;
      direct.push(candidate);
      known.add(candidate);
      // Of long windows only the last event of the object counts.
      if (entries.length > MOST_EVENTS) break;
      for (const ancestor of ancestors[candidate] ?? []) known.add(ancestor);
    }
    ancestors.push(known);
    const isChain = index === 0 ? direct.length === 0 : direct.length === 1 && direct[0] === index - 1;
    return isChain ? event : { ...event, after: direct.reverse() };
  });
}

interface EventFacts {
  readonly entry: TimelineEntry;
  /** The Pod itself, or the one that a claim of a template is made for. */
  readonly pod: string | undefined;
  readonly set: string | undefined;
  /** Done by the StatefulSet controller. */
  readonly isAct: boolean;
  /** What the StatefulSet controller acts upon. */
  readonly isNews: boolean;
}

const ACTS: ReadonlySet<string> = new Set([
  ...['pod-created', 'pod-deleting', 'pod-adopted', 'claim-created', 'claim-owners'],
  ...['revision-created', 'revision-renumbered', 'revision-deleted', 'set-current-revision'],
]);
const NEWS: ReadonlySet<string> = new Set([
  ...['pod-ready', 'pod-not-ready', 'pod-failed', 'pod-succeeded', 'pod-deleted'],
]);

const CREATIONS: ReadonlySet<string> = new Set(['claim-created', 'pod-created']);

function factsOf(entry: TimelineEntry): EventFacts {
  const { event, cause } = entry;
  const pod = event.pod ?? /-([a-z0-9.-]+-\d+)$/.exec(event.claim ?? '')?.[1];
  return {
    entry,
    pod,
    set: event.set ?? /^(.*)-\d+$/.exec(event.pod ?? '')?.[1],
    isAct: cause.by === STATEFULSET_CONTROLLER && ACTS.has(event.event),
    isNews: NEWS.has(event.event),
  };
}

function areConnected(before: EventFacts, after: EventFacts, isLong: boolean): boolean {
  const [a, b] = [before.entry.event, after.entry.event];
  if (a.namespace !== b.namespace && a.volume === undefined && b.volume === undefined) return false;
  if (isSameObject(a, b)) return true;
  if (isLong || [before, after].some(({ entry }) => entry.cause.by === GARBAGE_COLLECTOR)) return false;
  if (isClaimWithPod(a, b) || isClaimWithPod(b, a)) return true;
  return after.isAct && (before.isAct || before.isNews) && belongTogether(before, after);
}

function isSameObject(a: TimelineEvent, b: TimelineEvent): boolean {
  const isSame = (x: string | undefined, y: string | undefined): boolean => x !== undefined && x === y;
  if (isSame(a.pod, b.pod) || isSame(claimOf(a), claimOf(b)) || isSame(a.volume, b.volume)) return true;
  if (a.event.startsWith('revision-') && b.event.startsWith('revision-'))
    return isSame(a.set, b.set) && isSame(a.revision, b.revision);
  return a.event.startsWith('set-delet') && b.event.startsWith('set-delet') && isSame(a.set, b.set);
}

/** Volumes that are provisioned carry the name of their claim. */
function claimOf({ claim, volume }: TimelineEvent): string | undefined {
  return claim ?? /^pvc-([^#]+)/.exec(volume ?? '')?.[1];
}

/** Of the binding only that the volume is bound before the Pod is scheduled. */
function isClaimWithPod(claim: TimelineEvent, pod: TimelineEvent): boolean {
  if (pod.pod === undefined || !claim.claim?.endsWith(`-${pod.pod}`)) return false;
  if (claim.event === 'volume-bound') return pod.event === 'pod-scheduled';
  return claim.event.startsWith('claim-') && claim.event !== 'claim-bound';
}

function belongTogether(before: EventFacts, after: EventFacts): boolean {
  const [a, b] = [before.entry.event, after.entry.event];
  const set = (facts: EventFacts): string | undefined => facts.set ?? /^(.*)-\d+$/.exec(facts.pod ?? '')?.[1];
  const [one, other] = [set(before), set(after)];
  // The name of a claim tells its Pod only from the end.
  if (
    one === undefined ||
    other === undefined ||
    !(one === other || one.endsWith(`-${other}`) || other.endsWith(`-${one}`))
  )
    return false;
  if (a.claim !== undefined && b.claim !== undefined) return false;
  if (a.event === 'pod-adopted' && b.event === 'pod-adopted') return false;
  // Of Parallel sets: Pods that are made, or no longer wanted, at one moment.
  const areCreations = CREATIONS.has(a.event) && CREATIONS.has(b.event);
  if (areCreations && before.pod !== after.pod) return before.entry.time !== after.entry.time;
  return !(isScaleDownAtOnce(before) && isScaleDownAtOnce(after));
}

function isScaleDownAtOnce({ entry }: EventFacts): boolean {
  return entry.cause.sentence === 'scale-down-at-once';
}

/** Positions of events by what they are; the second of two equal events has another name. */
function placesByIdentity(entries: readonly TimelineEntry[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [position, { event }] of entries.entries()) {
    const text = JSON.stringify(event);
    let identity = text;
    for (let count = 2; places.has(identity); count++) identity = `${text} ${count}`;
    places.set(identity, position);
  }
  return places;
}
