// A whole simulation in the form of recordings: windows of events, the states after them, and what is arbitrary.

import type { KnownKind, ObjectTypes } from '../../kubernetes/objects.ts';
import type { ClusterState } from '../cluster/cluster.ts';
import { keyOf, type Stored } from '../cluster/objects.ts';
import { surveyDns } from '../dns/dns-survey.ts';
import type { Simulation } from '../simulation.ts';
import { isUsableOn } from '../storage/volume-index.ts';
import { type ArbitraryRow, arbitraryRow, isPresenceArbitrary, standingChoices } from './arbitrary.ts';
import { competingDeals } from './competing-claims.ts';
import { eventRow, type Row, type RowValue, type SettledState, settledState } from './settled-state.ts';
import { type TimelineEntry, timelineOf } from './timeline.ts';

export interface RecordedWindow {
  readonly entries: readonly TimelineEntry[];
  readonly settled: RecordedState;
  /** What could be otherwise in the settled state; absent where nothing could. */
  readonly arbitrary?: ArbitraryRow;
}

export interface RecordedState extends SettledState {
  readonly endpoints: readonly RowValue[];
  readonly dns: readonly RowValue[];
  readonly events: readonly Row[];
}

/** Everything about one window. Costs grow with what is in the cluster, not with the number of windows. */
export function recordWindow(
  simulation: Simulation,
  index: number,
  options: { readonly showsNodes: boolean },
): RecordedWindow | undefined {
  const window = simulation.windows[index];
  if (!window) return undefined;
  const { cluster, names } = simulation;
  const isLast = window.to === cluster.log.length;
  const state = isLast ? cluster : simulation.history.at(window.to);
  const settled = settledState(state, names, options);
  const choices = standingChoices(state, simulation.arbitrary, window.to);
  const arbitrary = arbitraryRow(state, `settled[${index}]`, choices, competingDeals(cluster, state, window.to));
  const pods = settled.pods.filter(
    (row) => !isPresenceArbitrary(choices, String(row['namespace'] ?? 'default'), String(row['name'])),
  );
  const survey = surveyDns({
    clusterDomain: cluster.profile.clusterDomain,
    namespaces: namespacesOf(state),
    services: objectsOf(state, 'Service'),
    statefulSets: objectsOf(state, 'StatefulSet'),
    pods: objectsOf(state, 'Pod'),
  });
  return {
    entries: timelineOf(cluster, window.from, window.to, names),
    settled: {
      ...settled,
      pods: options.showsNodes ? pods : pods.map((row) => withoutFreeNode(state, row)),
      // Rows of another part: plain data with a type of its own.
      endpoints: survey.endpoints as unknown as readonly RowValue[],
      dns: survey.dns as unknown as readonly RowValue[],
      events: eventsUntil(simulation, index),
    },
    ...(arbitrary ? { arbitrary } : {}),
  };
}

/** Event objects that are new in a window, each once. */
function eventsUntil(simulation: Simulation, index: number): readonly Row[] {
  const window = simulation.windows[index];
  if (!window) return [];
  const seen = new Set<string>();
  const fresh: Row[] = [];
  for (let position = 0; position < window.to; position++) {
    const entry = simulation.cluster.log[position];
    const row = entry?.type === 'event' ? eventRow(entry.event, simulation.names) : undefined;
    if (!row) continue;
    const key = JSON.stringify(row);
    if (seen.has(key)) continue;
    seen.add(key);
    if (position >= window.from) fresh.push(row);
  }
  return fresh;
}

/** Recordings name a Pod's node only where its volumes leave one. */
function withoutFreeNode(state: ClusterState, row: Row): Row {
  const { node, ...others } = row;
  if (node === undefined) return row;
  const namespace = String(row['namespace'] ?? state.profile.namespace);
  const pod = state.get('Pod', namespace, String(row['name']));
  if (!pod) return others;
  const volumes = volumesOf(state, pod);
  let feasible = 0;
  for (const candidate of state.list('Node')) {
    if (volumes.every((volume) => isUsableOn(volume, candidate))) feasible += 1;
  }
  return feasible === 1 ? row : others;
}

function volumesOf(state: ClusterState, pod: Stored<'Pod'>): readonly Stored<'PersistentVolume'>[] {
  return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
    if (!persistentVolumeClaim) return [];
    const key = keyOf(pod.metadata.namespace, persistentVolumeClaim.claimName);
    const name = state.getByKey('PersistentVolumeClaim', key)?.spec?.volumeName;
    return (name === undefined ? undefined : state.get('PersistentVolume', '', name)) ?? [];
  });
}

function namespacesOf(state: ClusterState): ReadonlySet<string> {
  const namespaces = new Set<string>([state.profile.namespace]);
  for (const kind of ['Namespace', 'Service', 'Pod', 'StatefulSet'] as const) {
    for (const { metadata } of state.list(kind))
      namespaces.add(kind === 'Namespace' ? metadata.name : metadata.namespace);
  }
  return namespaces;
}

function objectsOf<K extends KnownKind>(state: ClusterState, kind: K): readonly ObjectTypes[K][] {
  // A stored object is an object of the API whose metadata is complete and may not be changed.
  return [...state.list(kind)] as unknown as readonly ObjectTypes[K][];
}
