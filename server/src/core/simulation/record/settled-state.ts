// The state of a cluster in the form of recordings: what exists, in which condition, after everything has settled.

import type { PlainValue } from '../../kubernetes/plain-value.ts';
import type { ClusterState, EventRecord } from '../cluster/cluster.ts';
import type { Stored } from '../cluster/objects.ts';
import { budgetStatus } from '../node/disruption.ts';
import { isPodReady } from '../statefulset/pod-state.ts';
import type { RecordingNames } from './recording-names.ts';
import { imageOf } from './timeline.ts';

/** A row of a settled state; keys in the order of recordings. Values are plain data. */
export interface Row {
  readonly [field: string]: RowValue | undefined;
}

export type RowValue = PlainValue | Row | readonly Row[];

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';
const HIDDEN_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'volume.kubernetes.io/selected-node',
]);

export interface SettledState {
  readonly pods: readonly Row[];
  readonly claims: readonly Row[];
  readonly volumes: readonly Row[];
  readonly sets: readonly Row[];
  readonly revisions: readonly Row[];
  readonly nodes?: readonly Row[];
  readonly budgets?: readonly Row[];
}

export function settledState(
  state: ClusterState,
  names: RecordingNames,
  options: { readonly showsNodes: boolean },
): SettledState {
  const uids = new Set<string>();
  for (const kind of ['Pod', 'PersistentVolumeClaim', 'StatefulSet'] as const) {
    for (const object of state.list(kind)) uids.add(object.metadata.uid);
  }
  const owners = (object: Stored): RowValue | undefined => ownerRows(object, uids);
  const budgets = [...state.list('PodDisruptionBudget')];
  return {
    pods: rows(state.list('Pod'), (pod) => podRow(pod, names, owners(pod))),
    claims: rows(state.list('PersistentVolumeClaim'), (claim) => claimRow(claim, names, owners(claim))),
    volumes: rows(state.list('PersistentVolume'), (volume) => volumeRow(volume, names, uids)),
    sets: rows(state.list('StatefulSet'), (set) => setRow(set, names)),
    revisions: rows(state.list('ControllerRevision'), (revision) => revisionRow(revision, names, owners(revision))),
    ...(options.showsNodes ? { nodes: rows(state.list('Node'), nodeRow) } : {}),
    ...(budgets.length > 0 ? { budgets: rows(budgets, (budget) => budgetRow(state, budget)) } : {}),
  };
}

/** Event objects in the form of recordings; the reasons that say nothing lasting are left out. */
export function eventRow(event: EventRecord, names: RecordingNames): Row | undefined {
  if (event.reason === 'Scheduled' || event.reason === 'FailedScheduling' || event.kind === 'Node') return undefined;
  return {
    type: event.type,
    reason: event.reason,
    object: `${event.kind}/${event.kind === 'PersistentVolume' ? names.volume(event.name) : event.name}`,
    ...(event.namespace === '' || event.namespace === 'default' ? {} : { namespace: event.namespace }),
    message: names.text(event.message),
  };
}

function rows<T extends Stored>(objects: Iterable<T>, make: (object: T) => Row): readonly Row[] {
  const place = (object: T): string => `${object.metadata.namespace}/${object.metadata.name}`;
  return [...objects].sort((a, b) => compareNaturally(place(a), place(b))).map((object) => withoutAbsent(make(object)));
}

function podRow(pod: Stored<'Pod'>, names: RecordingNames, owners: RowValue | undefined): Row {
  const { 'controller-revision-hash': revision, ...others } = pod.metadata.labels ?? {};
  const labels = Object.entries(others).map(([key, value]): [string, string] => [
    key,
    key.startsWith('topology.kubernetes.io/') ? '{of the node}' : value,
  ]);
  const annotations = pod.metadata.annotations;
  const volumes = pod.spec?.volumes ?? [];
  const claims = volumes.flatMap(({ name, persistentVolumeClaim }): [string, string][] =>
    persistentVolumeClaim ? [[name, persistentVolumeClaim.claimName]] : [],
  );
  const otherVolumes = volumes.filter((volume) => !volume.persistentVolumeClaim).map(({ name }) => name);
  return {
    ...head(pod),
    phase: pod.status?.phase,
    ready: isPodReady(pod),
    deleting: pod.metadata.deletionTimestamp === undefined ? undefined : true,
    hostname: pod.spec?.hostname,
    subdomain: pod.spec?.subdomain,
    node: pod.spec?.nodeName,
    revision: names.revision(pod.metadata.namespace, revision),
    image: imageOf(pod),
    labels: sorted(Object.fromEntries(labels)),
    annotations: sorted(
      annotations?.[RESTARTED] === undefined ? annotations : { ...annotations, [RESTARTED]: '<time>' },
    ),
    owners,
    claims: sorted(Object.fromEntries(claims)),
    otherVolumes: otherVolumes.length > 0 ? otherVolumes : undefined,
    waiting: conditionRow(pod, 'PodScheduled', 'False'),
    disruption: conditionRow(pod, 'DisruptionTarget', 'True'),
  };
}

function conditionRow(pod: Stored<'Pod'>, type: string, status: string): Row | undefined {
  const condition = pod.status?.conditions?.find((candidate) => candidate.type === type);
  return condition?.status === status ? { reason: condition.reason, message: condition.message } : undefined;
}

function claimRow(claim: Stored<'PersistentVolumeClaim'>, names: RecordingNames, owners: RowValue | undefined): Row {
  const annotations = Object.entries(claim.metadata.annotations ?? {}).filter(([key]) => !HIDDEN_ANNOTATIONS.has(key));
  const { spec, status } = claim;
  const conditions = status?.conditions?.map(({ type, status: value, reason }) => ({ type, status: value, reason }));
  return {
    ...head(claim),
    phase: status?.phase,
    deleting: claim.metadata.deletionTimestamp === undefined ? undefined : true,
    volume: names.volume(spec?.volumeName),
    storageClass: spec?.storageClassName,
    accessModes: spec?.accessModes,
    request: plainQuantity(spec?.resources?.requests?.['storage']),
    volumeMode: spec?.volumeMode === 'Filesystem' ? undefined : spec?.volumeMode,
    capacity: plainQuantity(status?.capacity?.['storage']),
    boundModes: status?.accessModes,
    labels: sorted(claim.metadata.labels),
    annotations: sorted(Object.fromEntries(annotations)),
    owners,
    conditions,
  };
}

function volumeRow(volume: Stored<'PersistentVolume'>, names: RecordingNames, uids: ReadonlySet<string>): Row {
  const { spec, status } = volume;
  const reference = spec?.claimRef;
  const isByController = volume.metadata.annotations?.['pv.kubernetes.io/bound-by-controller'] !== undefined;
  return {
    name: names.volume(volume.metadata.name),
    phase: status?.phase,
    claim: reference ? `${reference.namespace ?? ''}/${reference.name ?? ''}` : undefined,
    claimUid: reference ? (reference.uid ? (uids.has(reference.uid) ? 'live' : 'gone') : 'none') : undefined,
    storageClass: spec?.storageClassName,
    capacity: plainQuantity(spec?.capacity?.['storage']),
    accessModes: spec?.accessModes,
    reclaimPolicy: spec?.persistentVolumeReclaimPolicy,
    boundByController: isByController ? true : undefined,
    message: status?.message ? names.text(status.message) : undefined,
  };
}

function setRow(set: Stored<'StatefulSet'>, names: RecordingNames): Row {
  const { status } = set;
  const { namespace } = set.metadata;
  return {
    ...head(set),
    deleting: set.metadata.deletionTimestamp === undefined ? undefined : true,
    replicasWanted: set.spec?.replicas ?? 1,
    status: {
      replicas: status?.replicas ?? 0,
      readyReplicas: status?.readyReplicas ?? 0,
      availableReplicas: status?.availableReplicas ?? 0,
      currentReplicas: status?.currentReplicas ?? 0,
      updatedReplicas: status?.updatedReplicas ?? 0,
      currentRevision: names.revision(namespace, status?.currentRevision) ?? null,
      updateRevision: names.revision(namespace, status?.updateRevision) ?? null,
      observed: status?.observedGeneration === set.metadata.generation,
      collisionCount: status?.collisionCount ?? 0,
    },
  };
}

function revisionRow(revision: Stored<'ControllerRevision'>, names: RecordingNames, owners: RowValue | undefined): Row {
  const { namespace, name } = revision.metadata;
  const dash = name.lastIndexOf('-');
  const text = JSON.stringify(revision.data);
  // The data was made of a template with containers.
  const template = revision.data['spec'] as { template?: { spec?: { containers?: { image?: string }[] } } } | undefined;
  return {
    ...(namespace === 'default' ? {} : { namespace }),
    set: name.slice(0, dash),
    name: names.revision(namespace, name),
    // The moment of a restart is part of what is hashed, and no logical time is the real one.
    hash: text.includes(RESTARTED) ? undefined : name.slice(dash + 1),
    number: revision.revision,
    image: template?.template?.spec?.containers?.[0]?.image,
    owners,
  };
}

function nodeRow(node: Stored<'Node'>): Row {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const taints = (node.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).sort();
  return {
    name: node.metadata.name,
    ready: ready?.status ?? 'True',
    reason: ready && ready.status !== 'True' ? ready.reason : undefined,
    unschedulable: node.spec?.unschedulable,
    taints: taints.length > 0 ? taints : undefined,
  };
}

function budgetRow(state: ClusterState, budget: Stored<'PodDisruptionBudget'>): Row {
  const status = budgetStatus(state, budget);
  const isAllowed = status.disruptionsAllowed > 0;
  return {
    ...head(budget),
    ...status,
    conditions: [
      {
        type: 'DisruptionAllowed',
        status: isAllowed ? 'True' : 'False',
        reason: isAllowed ? 'SufficientPods' : 'InsufficientPods',
      },
    ],
  };
}

function ownerRows(object: Stored, uids: ReadonlySet<string>): RowValue | undefined {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0) return undefined;
  return references.map(({ kind, name, uid, controller, blockOwnerDeletion }) =>
    withoutAbsent({
      kind,
      name,
      controller,
      blockOwnerDeletion,
      stale: ['Pod', 'StatefulSet', 'PersistentVolumeClaim'].includes(kind) && !uids.has(uid) ? true : undefined,
    }),
  );
}

function head(object: Stored): Row {
  const { namespace, name } = object.metadata;
  return { ...(namespace === '' || namespace === 'default' ? {} : { namespace }), name };
}

function plainQuantity(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function sorted(map: Readonly<Record<string, string>> | undefined): Row | undefined {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => compareNaturally(a, b));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function withoutAbsent(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

/** Numbers inside names in their order: `web-2` before `web-10`. */
export const compareNaturally: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare;
