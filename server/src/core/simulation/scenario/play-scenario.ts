// Plays a scenario from its first to its last step. Everything that can be wrong with its files is found before.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { KnownKind } from '../../kubernetes/objects.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import { type Cluster, settle } from '../cluster/cluster.ts';
import type { Cascade } from '../cluster/garbage-collector.ts';
import { isNamespaced, keyOf } from '../cluster/objects.ts';
import { drain, nodeBack, nodeLost, uncordon } from '../kubectl/node-commands.ts';
import { done, type Outcome } from '../kubectl/outcome.ts';
import {
  deleteClaim,
  deletePod,
  deleteStatefulSet,
  forceDeletePod,
  rolloutRestart,
  rolloutUndo,
  scale,
  setImage,
} from '../kubectl/set-commands.ts';
import { failPods, holdUnready, releaseUnready } from '../node/kubelet.ts';
import { type RecordedWindow, recordWindow } from '../record/recording.ts';
import { apply, createSimulation, type NodeOptions, type Simulation, settleWindow } from '../simulation.ts';
import { factsOf, MOST_PODS_OF_SET } from '../statefulset/set-facts.ts';
import { type Difference, differencesOf } from './expectations.ts';
import { effective, type ManifestFile, readManifestFile, type WrittenObject } from './manifest-file.ts';
import { readScenario } from './read-scenario.ts';
import type { ScenarioNote, ScenarioProblem, ScenarioStep, StepVerb } from './scenario.ts';
import { mergedObject } from './three-way-merge.ts';

export interface ScenarioHost {
  /** The text of a file that a step names, or `undefined` where there is none. */
  read(file: string): string | undefined;
  /** How many times as long as usual a Pod of this name takes to start and to stop; 1 where absent. */
  readonly slownessOf?: (pod: string) => number;
}

export interface PlayedStep {
  readonly step: ScenarioStep;
  readonly output?: readonly string[];
  readonly exitCode?: number;
}

export interface PlayedWindow extends RecordedWindow {
  readonly steps: readonly number[];
  readonly until: number;
}

export interface PlayedScenario {
  /** Not empty: the scenario was not played, or not to its end. */
  readonly problems: readonly ScenarioProblem[];
  readonly steps: readonly PlayedStep[];
  readonly windows: readonly PlayedWindow[];
  /** Expectations that did not hold. */
  readonly differences: readonly Difference[];
  /** What is not simulated although it is written. */
  readonly notes: readonly ScenarioNote[];
  readonly simulation?: Simulation;
}

const NODE_VERBS: ReadonlySet<StepVerb> = new Set(['drain', 'uncordon', 'nodeLost', 'nodeBack']);

/** Plays the steps of a scenario's text. Equal inputs give equal answers. */
export function playScenario(file: string, text: string, profile: ClusterProfile, host: ScenarioHost): PlayedScenario {
  const scenario = readScenario(file, text);
  const nothing: PlayedScenario = { problems: scenario.problems, steps: [], windows: [], differences: [], notes: [] };
  if (scenario.problems.length > 0) return nothing;
  const { files, problems } = readFiles(scenario.steps, profile, host);
  if (problems.length > 0) return { ...nothing, problems };
  return play(scenario.steps, profile, files, host);
}

function fileOf({ verb, argument, fields }: ScenarioStep): string | undefined {
  const name = verb === 'apply' ? argument : verb === 'cluster' ? fields['existing'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function readFiles(
  steps: readonly ScenarioStep[],
  profile: ClusterProfile,
  host: ScenarioHost,
): { readonly files: ReadonlyMap<string, ManifestFile>; readonly problems: readonly ScenarioProblem[] } {
  const files = new Map<string, ManifestFile>();
  const problems: ScenarioProblem[] = [];
  for (const step of steps) {
    const name = fileOf(step);
    if (name === undefined || files.has(name)) continue;
    const text = host.read(name);
    if (text === undefined) {
      problems.push({ code: 'file-missing', place: step.place, facts: { file: name } });
      continue;
    }
    const read = readManifestFile(name, text, profile);
    files.set(name, read);
    problems.push(...read.problems);
  }
  return { files, problems };
}

interface Player {
  readonly simulation: Simulation;
  readonly profile: ClusterProfile;
  readonly files: ReadonlyMap<string, ManifestFile>;
  /** What was last applied of an object, as written. */
  readonly lastApplied: Map<string, PlainObject>;
}

function play(
  steps: readonly ScenarioStep[],
  profile: ClusterProfile,
  files: ReadonlyMap<string, ManifestFile>,
  { slownessOf }: ScenarioHost,
): PlayedScenario {
  const first = steps[0]?.verb === 'cluster' ? steps[0].fields : {};
  const simulation = createSimulation({
    profile,
    defaultStorageClass: first['defaultStorageClass'] === true,
    ...(slownessOf ? { slownessOf } : {}),
    ...(Array.isArray(first['nodes']) ? { nodes: first['nodes'].flatMap(nodeOptions) } : {}),
  });
  const player: Player = { simulation, profile, files, lastApplied: new Map() };
  const options = { showsNodes: steps.some(({ verb }) => NODE_VERBS.has(verb)) };
  const played: PlayedStep[] = [];
  const windows: PlayedWindow[] = [];
  const differences: Difference[] = [];
  const limited = new Map<string, ScenarioNote>();
  const notes = (): readonly ScenarioNote[] => [
    ...[...files.values()].flatMap((file) => file.notes),
    ...limited.values(),
  ];
  let pending: number[] = [];
  const close = (step: ScenarioStep): ScenarioProblem | undefined => {
    const { isCut } = settleWindow(simulation);
    const window = recordWindow(simulation, simulation.windows.length - 1, options);
    if (window) windows.push({ ...window, steps: pending, until: step.number });
    pending = [];
    for (const note of limitedSets(simulation.cluster)) limited.set(String(note.facts['set']), note);
    return isCut ? { code: 'too-many-writes', place: step.place, facts: {} } : undefined;
  };
  const stopped = (problem: ScenarioProblem): PlayedScenario => ({
    problems: [problem],
    steps: played,
    windows,
    differences,
    notes: notes(),
    simulation,
  });
  for (const step of steps) {
    if (step.verb === 'expect') {
      const window = windows.at(-1);
      if (!window) return stopped({ code: 'nothing-settled', place: step.place, facts: {} });
      differences.push(...differencesOf(step, window));
      played.push({ step });
      continue;
    }
    if (step.verb !== 'settle') pending.push(step.number);
    const outcome = act(player, step);
    // Controllers answer a command before the next one comes, but no time passes in between.
    settle(simulation.cluster, () => true);
    if (outcome.type === 'missing') {
      const facts = { kind: outcome.kind, name: outcome.name, step: step.number };
      return stopped({ code: 'object-missing', place: step.place, facts });
    }
    played.push({
      step,
      ...(outcome.output.length > 0 ? { output: outcome.output } : {}),
      ...(outcome.exitCode === 0 ? {} : { exitCode: outcome.exitCode }),
    });
    const isEnd = step.verb === 'settle' || (step.verb === 'cluster' && step.fields['existing'] !== undefined);
    const problem = isEnd ? close(step) : undefined;
    if (problem) return stopped(problem);
  }
  return { problems: [], steps: played, windows, differences, notes: notes(), simulation };
}

function limitedSets(cluster: Cluster): readonly ScenarioNote[] {
  return [...cluster.list('StatefulSet')].flatMap((set): readonly ScenarioNote[] => {
    const key = keyOf(set.metadata.namespace, set.metadata.name);
    const replicas = set.spec?.replicas ?? 1;
    if (!factsOf(cluster, key).isLimited) return [];
    return [{ code: 'pods-limited', facts: { set: set.metadata.name, replicas, most: MOST_PODS_OF_SET } }];
  });
}

function act(player: Player, step: ScenarioStep): Outcome {
  const { cluster } = player.simulation;
  const { fields } = step;
  const text = (name: string): string => String(fields[name] ?? '');
  const optional = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  const pods = Array.isArray(fields['pods']) ? fields['pods'].map(String) : [];
  switch (step.verb) {
    case 'cluster':
      return fields['existing'] === undefined ? done() : applyFile(player, text('existing'));
    case 'apply':
      return applyFile(player, String(step.argument));
    case 'settle':
    case 'expect':
      return done();
    case 'scale':
      return { ...scale(cluster, text('name'), Number(fields['replicas'])), ...silently };
    case 'setImage':
      return setImage(cluster, text('name'), optional('container'), text('image'));
    case 'rolloutUndo':
      return rolloutUndo(cluster, text('name'), fields['toRevision'] === undefined ? 0 : Number(fields['toRevision']));
    case 'rolloutRestart':
      return rolloutRestart(cluster, text('name'));
    case 'deletePod':
      return { ...deletePod(cluster, text('name')), ...silently };
    case 'forceDelete':
      return forceDeletePod(cluster, text('pod'));
    case 'deleteClaim':
      return { ...deleteClaim(cluster, text('name')), ...silently };
    case 'deleteStatefulSet':
      // Reading has let through the three cascades only.
      return { ...deleteStatefulSet(cluster, text('name'), text('cascade') as Cascade), ...silently };
    case 'neverReady':
      holdUnready(cluster, pods, optional('image'));
      return done();
    case 'ready':
      releaseUnready(cluster, pods);
      return done();
    case 'crash':
      failPods(cluster, pods);
      return done();
    case 'drain':
      return drain(cluster, text('node'));
    case 'uncordon':
      return uncordon(cluster, text('node'));
    case 'nodeLost':
      return nodeLost(cluster, text('node'));
    case 'nodeBack':
      return nodeBack(cluster, text('node'));
  }
}

/** Steps that recordings play without kubectl have no output. */
const silently = { output: [] } as const;

function applyFile(player: Player, name: string): Outcome {
  const output: string[] = [];
  for (const written of player.files.get(name)?.objects ?? []) {
    const { kind } = written;
    const objectName = written.name;
    const merged = mergedWithLive(player, written);
    const [result] = apply(player.simulation.cluster, [effective(kind, merged, player.profile)]);
    output.push(`${resourceName(written)}/${objectName} ${result ?? 'unchanged'}`);
  }
  return done(...output);
}

function mergedWithLive(player: Player, { kind, namespace, name, value }: WrittenObject): PlainObject {
  const place = isNamespaced(kind) ? namespace : '';
  const key = `${kind} ${keyOf(place, name)}`;
  const last = player.lastApplied.get(key) ?? {};
  player.lastApplied.set(key, value);
  const live = liveObject(player.simulation.cluster, kind, place, name);
  return live ? mergedObject(last, value, live) : value;
}

function liveObject(cluster: Cluster, kind: KnownKind, namespace: string, name: string): PlainObject | undefined {
  const object = cluster.get(kind, namespace, name);
  if (!object) return undefined;
  const { labels, annotations } = object.metadata;
  const metadata = {
    name,
    ...(namespace === '' ? {} : { namespace }),
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
  // Stored objects are plain data.
  const { status: _, ...fields } = object as unknown as PlainObject;
  return { ...fields, metadata };
}

function resourceName({ kind, value }: WrittenObject): string {
  const apiVersion = String(value['apiVersion'] ?? '');
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind.toLowerCase()}${group}`;
}

function nodeOptions(node: PlainValue): readonly NodeOptions[] {
  if (!isPlainObject(node)) return [];
  const labels = isPlainObject(node['labels']) ? node['labels'] : {};
  const texts = Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]));
  return [{ name: String(node['name'] ?? ''), labels: texts }];
}
