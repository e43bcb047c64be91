// A played scenario as a time line to read, and as the lines of `kubectl get pods --watch`. Text in, nothing printed.

import type { Change, Cluster } from '../cluster/cluster.ts';
import type { Stored } from '../cluster/objects.ts';
import type { RowValue } from '../record/settled-state.ts';
import type { TimelineEvent } from '../record/timeline.ts';
import { isPodReady } from '../statefulset/pod-state.ts';
import { CAUSE_SENTENCES, CHOICE_SENTENCES, NOTE_SENTENCES, sentenceOf } from '../texts/en.ts';
import type { Difference } from './expectations.ts';
import type { PlayedScenario, PlayedStep, PlayedWindow } from './play-scenario.ts';

/** The steps, what followed from each, and the state in the end; one string with line ends. */
export function humanTimeline(played: PlayedScenario): string {
  const lines: string[] = [];
  const stepsByNumber = new Map(played.steps.map((entry) => [entry.step.number, entry]));
  for (const window of played.windows) {
    for (const number of window.steps) {
      const entry = stepsByNumber.get(number);
      if (entry) lines.push(...stepLines(entry));
    }
    lines.push(...eventLines(window));
    lines.push(`  ${summaryOf(window)}`, '');
  }
  const choices = new Set(played.simulation?.arbitrary.map(({ choice }) => choice));
  for (const choice of choices) lines.push(`Note: ${sentenceOf(CHOICE_SENTENCES, choice, {})}.`);
  for (const note of played.notes) lines.push(`Note: ${sentenceOf(NOTE_SENTENCES, note.code, note.facts)}.`);
  for (const difference of played.differences) lines.push(differenceLine(difference));
  return `${lines.join('\n').trimEnd()}\n`;
}

/** `expected … found …` of an expectation that does not hold. */
export function differenceLine({ step, path, expected, found }: Difference): string {
  const word = found === undefined ? 'nothing' : JSON.stringify(found);
  return `Step ${step.number}: ${path}: expected ${JSON.stringify(expected)}, found ${word}`;
}

/** The lines that `kubectl get pods --watch` prints for what happened to Pods. */
export function watchLines(cluster: Cluster): string {
  const rows: (readonly string[])[] = [['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE']];
  let last = '';
  for (const entry of cluster.log) {
    if (entry.type !== 'write' || entry.change.kind !== 'Pod') continue;
    // A change of a kind holds objects of that kind.
    const row = watchRow(entry.change as Change<'Pod'>, entry.time);
    if (!row || row.join() === last) continue;
    last = row.join();
    rows.push(row);
  }
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}

function stepLines({ step, output = [], exitCode }: PlayedStep): readonly string[] {
  const words = step.verb === 'apply' ? String(step.argument) : fieldsText(step.fields);
  const failure = exitCode === undefined ? '' : ` (exit code ${exitCode})`;
  return [`${step.number}. ${step.verb} ${words}`.trimEnd() + failure, ...output.map((line) => `   | ${line}`)];
}

function fieldsText(fields: PlayedStep['step']['fields']): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ');
}

function eventLines(window: PlayedWindow): readonly string[] {
  const start = window.entries[0]?.time ?? 0;
  return window.entries.map(({ event, time, cause }) => {
    const seconds = ((time - start) / 1000).toFixed(2).padStart(8);
    return `  ${seconds} s  ${eventText(event).padEnd(48)}  ${sentenceOf(CAUSE_SENTENCES, cause.sentence, cause.facts)}`;
  });
}

/** `pod web-0 created (r1, nginx:1.27)`. */
function eventText(event: TimelineEvent): string {
  const [kind = '', ...words] = event.event.split('-');
  const place = event.namespace === undefined ? '' : `${event.namespace}/`;
  const subjects: Readonly<Record<string, string | undefined>> = {
    pod: event.pod,
    claim: event.claim,
    volume: event.volume,
    revision: event.revision,
    set: event.set,
  };
  const details = [
    kind === 'revision' ? `of ${event.set ?? ''}` : event.revision,
    event.image,
    event.storageClass,
    kind === 'claim' ? event.volume : event.claim,
    event.owners && (event.owners.length > 0 ? `owned by ${event.owners.join(', ')}` : 'owned by nobody'),
  ].filter((detail) => detail !== undefined);
  const inBrackets = details.length > 0 ? ` (${details.join(', ')})` : '';
  return `${kind} ${place}${subjects[kind] ?? ''} ${words.join(' ')}${inBrackets}`;
}

function summaryOf({ settled }: PlayedWindow): string {
  const ready = settled.pods.filter((pod) => pod['ready'] === true).length;
  const claims = settled.claims.filter((claim) => claim['phase'] === 'Bound').length;
  const parts = [`${ready} of ${settled.pods.length} Pods ready`];
  if (settled.claims.length > 0) parts.push(`${claims} of ${settled.claims.length} claims bound`);
  const waiting = settled.pods.flatMap((pod) => waitingText(pod['name'], pod['waiting']));
  return [`= ${parts.join(', ')}`, ...waiting].join('\n    ');
}

function waitingText(name: RowValue | undefined, waiting: RowValue | undefined): readonly string[] {
  if (typeof waiting !== 'object' || waiting === null || Array.isArray(waiting)) return [];
  // A row of the settled state.
  const { message } = waiting as { readonly message?: string };
  return [`${String(name)} waits: ${message ?? ''}`];
}

function watchRow({ before, after }: Change<'Pod'>, time: number): readonly string[] | undefined {
  const pod = after ?? before;
  if (!pod) return undefined;
  const containers = pod.spec?.containers?.length ?? 0;
  const created = Date.parse(pod.metadata.creationTimestamp);
  return [
    pod.metadata.name,
    `${isPodReady(pod) ? containers : 0}/${containers}`,
    statusWord(pod),
    '0',
    ageText(time - created),
  ];
}

function statusWord(pod: Stored<'Pod'>): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const phase = pod.status?.phase ?? 'Pending';
  if (phase === 'Succeeded') return 'Completed';
  if (phase === 'Failed') return 'Error';
  return phase === 'Pending' && pod.spec?.nodeName ? 'ContainerCreating' : phase;
}

/** As kubectl writes ages: `7s`, `2m5s`, `3h`. */
function ageText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  return minutes < 180 ? `${minutes}m` : `${Math.floor(minutes / 60)}h`;
}
