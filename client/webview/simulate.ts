// Runs the simulation for a model and what is tried, in the page itself: no round trip for a movement of a slider.

import type { ClusterProfile } from '../../server/src/core/kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../../server/src/core/kubernetes/objects.ts';
import { valueAt } from '../../server/src/core/kubernetes/plain-value.ts';
import type { Cluster } from '../../server/src/core/simulation/cluster/cluster.ts';
import { drain, nodeBack, nodeLost, uncordon } from '../../server/src/core/simulation/kubectl/node-commands.ts';
import type { Outcome } from '../../server/src/core/simulation/kubectl/outcome.ts';
import {
  causeOf,
  deletePod,
  deleteStatefulSet,
  rolloutRestart,
  rolloutUndo,
  scale,
  setImage,
} from '../../server/src/core/simulation/kubectl/set-commands.ts';
import { holdUnready, releaseUnready } from '../../server/src/core/simulation/node/kubelet.ts';
import { timelineOf } from '../../server/src/core/simulation/record/timeline.ts';
import { assumedNodesFor } from '../../server/src/core/simulation/scheduling/assumed-nodes.ts';
import {
  apply,
  createSimulation,
  type EffectiveObject,
  type Simulation,
  settleWindow,
} from '../../server/src/core/simulation/simulation.ts';
import type { PreviewModel, PreviewObject } from '../../server/src/protocol/preview-messages.ts';
import type { Moment, Picture } from './picture.ts';
import { MOST_PODS, pictureFromState } from './picture-from-state.ts';
import type { Run } from './run.ts';
import { chapterTitle, failureTexts, momentText } from './texts/moments.ts';
import type { Assumed, Tried, TriedStep } from './tried.ts';

/** What exists before the workloads are applied. */
const FOUNDATIONS: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'StorageClass',
  'VolumeAttributesClass',
  'PersistentVolume',
]);

/** Deploys the unit of the model's set, then lets the tried steps happen one after the other. */
export function simulate(model: PreviewModel, tried: Tried): Run {
  const wanted = wantedReplicas(model, tried);
  const objects = model.objects.map((each) => assumedObject(each, model, tried.assumed));
  const simulation = deploy(model, objects, tried.assumed);
  const chapters = [{ title: chapterTitle('deploy'), from: 0 }];
  let failure = '';
  for (const step of tried.steps) {
    chapters.push({ title: chapterTitle(stepName(step)), from: simulation.cluster.log.length });
    const outcome = act(simulation.cluster, step);
    if (outcome?.type === 'missing') failure = failureTexts.missing(outcome.kind, outcome.name);
    if (settleWindow(simulation).isCut) failure = failureTexts.tooLong;
  }
  if (simulation.windows.some(({ isCut }) => isCut)) failure = failureTexts.tooLong;
  const begin = simulation.windows[0]?.to ?? 0;
  const moments = momentsOf(simulation, begin, chapters);
  return {
    moments: moments.map(({ moment }) => moment),
    failure,
    pictureAt: (index) => {
      const position = moments[index]?.position ?? simulation.cluster.log.length;
      return picture(model, simulation, position, wanted);
    },
  };
}

/** Replicas after the last step that scales, else those of the manifest. */
function wantedReplicas(model: PreviewModel, tried: Tried): number {
  const scaled = tried.steps.findLast((step) => 'scale' in step);
  if (scaled && 'scale' in scaled) return scaled.scale.replicas;
  const shown = model.objects.find(({ kind, name, namespace }) => isShownSet(model, kind, namespace, name));
  const replicas = valueAt(shown?.object, ['spec', 'replicas']);
  return typeof replicas === 'number' ? replicas : 1;
}

function isShownSet({ set }: PreviewModel, kind: string, namespace: string, name: string): boolean {
  return kind === 'StatefulSet' && name === set?.name && namespace === set.namespace;
}

function picture(model: PreviewModel, simulation: Simulation, position: number, wanted: number): Picture {
  const { set } = model;
  return pictureFromState(simulation.history.at(position), {
    namespace: set?.namespace ?? 'default',
    name: set?.name ?? '',
    wanted,
    areNodesAssumed: !model.objects.some(({ kind }) => kind === 'Node'),
    claimReason: (claim) => lastEventAbout(simulation, position, claim.metadata.namespace, claim.metadata.name),
  });
}

/** The cluster's own words about a claim that waits: its latest Event up to this moment. */
function lastEventAbout(simulation: Simulation, position: number, namespace: string, name: string): string {
  const { log } = simulation.cluster;
  for (let index = Math.min(position, log.length) - 1; index >= 0; index--) {
    const entry = log[index];
    if (entry?.type !== 'event' || entry.event.kind !== 'PersistentVolumeClaim') continue;
    if (entry.event.name === name && entry.event.namespace === namespace) return entry.event.message;
  }
  return '';
}

function deploy(model: PreviewModel, objects: readonly EffectiveObject[], assumed: Assumed): Simulation {
  const hasDefault = assumed.hasDefaultClass ?? model.defaultStorageClass !== null;
  const declaresDefault = objects.some(
    ({ kind, object }) => kind === 'StorageClass' && object.metadata?.name === model.defaultStorageClass,
  );
  const simulation = createSimulation({
    profile: profileOf(model, assumed),
    nodes: [],
    defaultStorageClass: hasDefault && !declaresDefault,
    isProvisionerRunning: () => true,
  });
  const { cluster } = simulation;
  if (!objects.some(({ kind }) => kind === 'Node')) addAssumedNodes(cluster, objects);
  apply(
    cluster,
    objects.filter(({ kind }) => FOUNDATIONS.has(kind)),
  );
  settleWindow(simulation);
  apply(
    cluster,
    objects.filter(({ kind }) => !FOUNDATIONS.has(kind)),
  );
  settleWindow(simulation);
  return simulation;
}

function addAssumedNodes(cluster: Cluster, objects: readonly EffectiveObject[]): void {
  const volumes = objects.flatMap((each) => (each.kind === 'PersistentVolume' ? [each.object] : []));
  const podSpecs = objects.flatMap((each) =>
    each.kind === 'StatefulSet' && each.object.spec?.template.spec ? [each.object.spec.template.spec] : [],
  );
  for (const node of assumedNodesFor(volumes, podSpecs)) cluster.create('Node', node, causeOf('node-declared', {}));
}

function profileOf(model: PreviewModel, assumed: Assumed): ClusterProfile {
  return {
    minor: assumed.minor ?? model.minor,
    featureGates: {},
    clusterDomain: model.clusterDomain,
    defaultStorageClass: model.defaultStorageClass ?? 'none',
    namespace: 'default',
  };
}

/** The object as it is simulated: what is tried in place of what is written, and no more Pods than can be drawn. */
function assumedObject(each: PreviewObject, model: PreviewModel, assumed: Assumed): EffectiveObject {
  // The server made the objects conform to the types of their kinds before it sent them.
  const object = each.object as unknown as ObjectTypes[KnownKind];
  const metadata = { ...object.metadata, name: each.name, ...(each.namespace ? { namespace: each.namespace } : {}) };
  const placed = { ...object, metadata };
  if (!isShownSet(model, each.kind, each.namespace, each.name))
    return { kind: each.kind, object: placed } as EffectiveObject;
  return { kind: 'StatefulSet', object: triedSet(placed as ObjectTypes['StatefulSet'], assumed) };
}

function triedSet(set: ObjectTypes['StatefulSet'], assumed: Assumed): ObjectTypes['StatefulSet'] {
  const { spec } = set;
  if (!spec) return set;
  const { partition, podManagementPolicy, start } = assumed;
  const policy =
    podManagementPolicy === 'Parallel' || podManagementPolicy === 'OrderedReady' ? podManagementPolicy : undefined;
  return {
    ...set,
    spec: {
      ...spec,
      replicas: Math.min(spec.replicas ?? 1, MOST_PODS),
      ...(policy === undefined ? {} : { podManagementPolicy: policy }),
      ...(start === undefined ? {} : { ordinals: { start } }),
      ...(partition === undefined
        ? {}
        : {
            updateStrategy: {
              type: 'RollingUpdate' as const,
              rollingUpdate: { ...spec.updateStrategy?.rollingUpdate, partition },
            },
          }),
    },
  };
}

function stepName(step: TriedStep): string {
  return Object.keys(step)[0] ?? '';
}

function act(cluster: Cluster, step: TriedStep): Outcome | undefined {
  if ('scale' in step) return scale(cluster, step.scale.name, Math.min(step.scale.replicas, MOST_PODS));
  if ('setImage' in step) return setImage(cluster, step.setImage.name, undefined, step.setImage.image);
  if ('rolloutRestart' in step) return rolloutRestart(cluster, step.rolloutRestart.name);
  if ('rolloutUndo' in step) return rolloutUndo(cluster, step.rolloutUndo.name);
  if ('deleteStatefulSet' in step)
    return deleteStatefulSet(cluster, step.deleteStatefulSet.name, step.deleteStatefulSet.cascade);
  if ('deletePod' in step) return deletePod(cluster, step.deletePod.name);
  if ('drain' in step) return drain(cluster, step.drain.node);
  if ('uncordon' in step) return uncordon(cluster, step.uncordon.node);
  if ('nodeLost' in step) return nodeLost(cluster, step.nodeLost.node);
  if ('nodeBack' in step) return nodeBack(cluster, step.nodeBack.node);
  if ('neverReady' in step) holdUnready(cluster, step.neverReady.pods);
  else releaseUnready(cluster, step.ready.pods);
  return undefined;
}

interface PlacedMoment {
  readonly moment: Moment;
  /** Length of the log behind the moment's write. */
  readonly position: number;
}

/** The start, then one moment for each event. */
function momentsOf(
  simulation: Simulation,
  begin: number,
  chapters: readonly { readonly title: string; readonly from: number }[],
): readonly PlacedMoment[] {
  const { cluster, names } = simulation;
  const moments: PlacedMoment[] = [
    {
      moment: { index: 0, title: chapters[0]?.title ?? '', cause: '', chapter: 0 },
      position: appliedPosition(simulation, begin),
    },
  ];
  let chapter = 0;
  for (const entry of timelineOf(cluster, begin, cluster.log.length, names)) {
    while ((chapters[chapter + 1]?.from ?? Number.POSITIVE_INFINITY) <= entry.position) chapter += 1;
    const text = momentText(entry);
    if (!text) continue;
    moments.push({
      moment: { index: moments.length, title: text.title, cause: text.cause, chapter },
      position: entry.position + 1,
    });
  }
  // A moment lasts until the next one: what is told between two of them belongs to the first.
  return moments.map((each, index) => ({
    ...each,
    position: index === 0 ? each.position : (moments[index + 1]?.position ?? cluster.log.length + 1) - 1,
  }));
}

/** Where the set exists but nothing has happened yet. */
function appliedPosition({ cluster }: Simulation, begin: number): number {
  for (let index = begin; index < cluster.log.length; index++) {
    const entry = cluster.log[index];
    if (entry?.type === 'write' && entry.change.kind === 'StatefulSet' && !entry.change.before) return index + 1;
  }
  return begin;
}
