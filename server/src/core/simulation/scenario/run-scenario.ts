// What the command line does with scenario files and manifests: text, JSON and exit code as values, nothing printed.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { eventsInOrder, MOST_EVENTS } from '../record/order-of-events.ts';
import { NOTE_SENTENCES, PROBLEM_SENTENCES, sentenceOf } from '../texts/en.ts';
import { effective, readManifestFile } from './manifest-file.ts';
import { type PlayedScenario, playScenario, type ScenarioHost } from './play-scenario.ts';
import type { ScenarioNote, ScenarioProblem } from './scenario.ts';
import { humanTimeline, watchLines } from './write-human.ts';

export interface RunOptions {
  readonly profile: ClusterProfile;
  readonly format: 'human' | 'json';
  /** The lines of `kubectl get pods --watch` in place of the time line. */
  readonly watchFormat?: boolean;
}

export interface ScenarioRun {
  /** 0 all went as expected, 1 an expectation failed, 2 the scenario cannot be played. */
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  /** With places, for the caller to say with file and line. */
  readonly problems: readonly (ScenarioProblem & { readonly message: string })[];
  /** What is not simulated although it is written. */
  readonly notes: readonly (ScenarioNote & { readonly message: string })[];
}

/** Plays one scenario file. */
export function runScenario(file: string, text: string, host: ScenarioHost, options: RunOptions): ScenarioRun {
  const played = playScenario(file, text, options.profile, host);
  // What must come before what shows where Pods take their time differently.
  const isLong = played.windows.some(({ entries }) => entries.length > MOST_EVENTS);
  const isOrderShown = options.format === 'json' && played.problems.length === 0 && !isLong;
  const others = (isOrderShown ? SLOWNESSES : []).map((slownessOf) =>
    playScenario(file, text, options.profile, { ...host, slownessOf }),
  );
  return resultOf(played, others, options);
}

/**
 * Applies manifests and lets them settle: a scenario that nobody has to write. There is a default StorageClass unless
 * the profile, or with `auto` a volume without a class, says that there is none, or a manifest declares one.
 */
export function runManifests(files: readonly string[], host: ScenarioHost, options: RunOptions): ScenarioRun {
  const hasClass = assumesDefaultClass(files, host, options.profile);
  const steps = files.map((file) => `- apply: ${JSON.stringify(file)}\n`);
  const cluster = `- cluster: {defaultStorageClass: ${hasClass}}\n`;
  return runScenario('', `${cluster}${steps.join('')}- settle: {}\n`, host, options);
}

function assumesDefaultClass(files: readonly string[], host: ScenarioHost, profile: ClusterProfile): boolean {
  if (profile.defaultStorageClass === 'none') return false;
  const objects = files.flatMap((file) => readManifestFile(file, host.read(file) ?? '', profile).objects);
  const declared = objects.map(({ kind, value }) => effective(kind, value, profile));
  return !declared.some(
    (each) =>
      (each.kind === 'StorageClass' &&
        each.object.metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true') ||
      (profile.defaultStorageClass === 'auto' &&
        each.kind === 'PersistentVolume' &&
        !each.object.spec?.storageClassName),
  );
}

/** Every second Pod twelve times as slow, the other half so, and all different: as recordings are made. */
const SLOWNESSES: readonly ((pod: string) => number)[] = [
  (pod) => (ordinalIn(pod) % 2 === 0 ? 12 : 1),
  (pod) => (ordinalIn(pod) % 2 === 0 ? 1 : 12),
  (pod) => 1 + ((ordinalIn(pod) * 7 + 3) % 11) / 7,
];

function ordinalIn(pod: string): number {
  return Number(/\d+$/.exec(pod)?.[0] ?? 0);
}

function resultOf(
  played: PlayedScenario,
  others: readonly PlayedScenario[],
  { format, watchFormat, profile }: RunOptions,
): ScenarioRun {
  const problems = played.problems.map((problem) => ({
    ...problem,
    message: sentenceOf(PROBLEM_SENTENCES, problem.code, problem.facts),
  }));
  const notes = played.notes.map((note) => ({ ...note, message: sentenceOf(NOTE_SENTENCES, note.code, note.facts) }));
  if (problems.length > 0 || !played.simulation) return { exitCode: 2, output: '', problems, notes };
  const exitCode = played.differences.length > 0 ? 1 : 0;
  const human = (): string =>
    watchFormat && played.simulation ? watchLines(played.simulation.cluster) : humanTimeline(played);
  return { exitCode, output: format === 'json' ? jsonOf(played, others, profile) : human(), problems, notes };
}

/** The form of recordings. */
function recordingOf(played: PlayedScenario, others: readonly PlayedScenario[]): object {
  return {
    steps: played.steps.map(({ step, output, exitCode }) => ({
      step: step.number,
      do: { [step.verb]: step.argument },
      ...(output ? { output } : {}),
      ...(exitCode === undefined ? {} : { exitCode }),
    })),
    timeline: played.windows.map(({ steps, until, entries }, index) => {
      const elsewhere = others.map(({ windows }) => windows[index]?.entries ?? []);
      return { steps, until, events: eventsInOrder(entries, elsewhere) };
    }),
    settled: played.windows.map(({ until, settled }) => ({ step: until, ...settled })),
    arbitrary: played.windows.flatMap(({ arbitrary }) => arbitrary ?? []),
    notes: played.notes.map(({ code, facts }) => sentenceOf(NOTE_SENTENCES, code, facts)),
    differences: played.differences.map(({ step, path, expected, found }) => ({
      step: step.number,
      path,
      expected,
      found,
    })),
  };
}

function jsonOf(played: PlayedScenario, others: readonly PlayedScenario[], profile: ClusterProfile): string {
  return `${JSON.stringify({ server: `v1.${profile.minor}`, ...recordingOf(played, others) }, undefined, 2)}\n`;
}
