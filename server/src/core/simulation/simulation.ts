// A simulated cluster, what is done to it, and what can be seen of it: plain specs in, plain data out, in any runtime.
// Files, YAML and defaults are not known here (`scenario/` reads those); the texts of causes are in `texts/`.
// Start at `createSimulation`, then `apply`, the commands in `kubectl/` and `settleWindow`.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import { type Applied, applyObject } from './cluster/apply-object.ts';
import { type ArbitraryChoice, type Cluster, type Controller, createCluster, settle } from './cluster/cluster.ts';
import { garbageCollector } from './cluster/garbage-collector.ts';
import { createHistory, type History } from './cluster/state-at.ts';
import { causeOf } from './kubectl/set-commands.ts';
import { disruptionController } from './node/disruption.ts';
import { kubelet, setSlowness } from './node/kubelet.ts';
import { nodeLifecycle } from './node/node-lifecycle.ts';
import { createRecordingNames, type RecordingNames } from './record/recording-names.ts';
import { assumedNodes } from './scheduling/assumed-nodes.ts';
import { createScheduler } from './scheduling/scheduler.ts';
import { statefulSetController } from './statefulset/statefulset-controller.ts';
import { createClaimProtection } from './storage/claim-protection.ts';
import { createVolumeController } from './storage/volume-controller.ts';

export interface SimulationOptions {
  readonly profile: ClusterProfile;
  /** The nodes of the cluster; three in three zones where absent. */
  readonly nodes?: readonly NodeOptions[];
  /** A default StorageClass `standard` that provisions at once. */
  readonly defaultStorageClass?: boolean;
  /** Whether a driver that provisions volumes under this name is known to run. */
  readonly isProvisionerRunning?: (provisioner: string) => boolean;
  /** How many times as long as usual a Pod of this name takes to start and to stop; 1 where absent. */
  readonly slownessOf?: (pod: string) => number;
}

export interface NodeOptions {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What happened between two settled moments: a part of the log. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** The state could not settle within the number of writes that a simulation makes at most. */
  readonly isCut: boolean;
}

export interface Simulation {
  readonly cluster: Cluster;
  readonly names: RecordingNames;
  readonly history: History;
  readonly windows: readonly Window[];
  /** Choices of the last window and before that a real cluster could make otherwise. */
  readonly arbitrary: readonly ArbitraryChoice[];
}

/** An object as the API server would store it, defaults filled in. */
export type EffectiveObject = {
  readonly [K in KnownKind]: { readonly kind: K; readonly object: ObjectTypes[K] };
}[KnownKind];

const DEFAULT_CLASS = 'standard';
const PROVISIONER = 'kubernetes.io/host-path';

export function createSimulation(options: SimulationOptions): Simulation {
  const cluster = createCluster({ profile: options.profile, controllers: controllersOf(options) });
  if (options.slownessOf) setSlowness(cluster, options.slownessOf);
  addNodes(cluster, options.nodes);
  if (options.defaultStorageClass) addDefaultClass(cluster);
  settle(cluster, () => true);
  const windows: Window[] = [];
  return {
    cluster,
    names: createRecordingNames(cluster),
    history: createHistory(cluster),
    windows,
    arbitrary: cluster.arbitrary,
  };
}

/** Applies objects one after the other, in order; controllers act in between, but no time passes. */
export function apply(cluster: Cluster, objects: Iterable<EffectiveObject>): readonly Applied[] {
  const results: Applied[] = [];
  for (const { kind, object } of objects) {
    const cause = causeOf('apply', { kind, name: object.metadata?.name ?? '' });
    // The two come from one pair, so the object is of the kind.
    results.push(applyObject(cluster, kind, object as ObjectTypes[typeof kind], cause));
    settle(cluster, () => true);
  }
  return results;
}

/** Lets everything settle and closes a window. */
export function settleWindow(simulation: Simulation): Window {
  const { cluster } = simulation;
  const from = simulation.windows.at(-1)?.to ?? 0;
  const isCut = settle(cluster) === 'too-long';
  const window: Window = { from, to: cluster.log.length, isCut };
  // `createSimulation` made this list; only this function adds to it.
  (simulation.windows as Window[]).push(window);
  return window;
}

function controllersOf({ isProvisionerRunning }: SimulationOptions): readonly Controller[] {
  return [
    statefulSetController,
    createVolumeController(isProvisionerRunning ? { isRunning: isProvisionerRunning } : {}),
    createClaimProtection(),
    createScheduler(),
    kubelet,
    nodeLifecycle,
    disruptionController,
    garbageCollector,
  ];
}

function addNodes(cluster: Cluster, nodes: readonly NodeOptions[] | undefined): void {
  const cause = causeOf('node-declared', {});
  if (!nodes) {
    for (const node of assumedNodes()) cluster.create('Node', node, cause);
    return;
  }
  for (const { name, labels = {} } of nodes) {
    const metadata = { name, namespace: '', labels };
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    cluster.create('Node', { apiVersion: 'v1', kind: 'Node', metadata, status }, cause);
  }
}

function addDefaultClass(cluster: Cluster): void {
  cluster.create(
    'StorageClass',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: DEFAULT_CLASS,
        namespace: '',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: PROVISIONER,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    },
    causeOf('class-declared', { name: DEFAULT_CLASS }),
  );
}
