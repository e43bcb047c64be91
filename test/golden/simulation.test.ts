import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { type PlayedScenario, playScenario } from '../../server/src/core/simulation/scenario/play-scenario.ts';
import { compareSimulation } from './compare/simulation.mjs';

// Every recorded scenario is played; events in an order that the recording allows, and every recorded field of every
// settled state equal. Event objects are compared by type, reason and object, their texts by share.

interface RecordedEvent {
  readonly type: string;
  readonly reason: string;
  readonly object: string;
  readonly message: string;
}
interface Recording {
  readonly name: string;
  readonly timeline: readonly { readonly events: readonly unknown[] }[];
  readonly settled: readonly { events?: readonly RecordedEvent[] }[];
  readonly arbitrary: readonly { at: string; sometimes?: readonly RecordedEvent[] }[];
}

const VERSIONS = ['1.34', '1.37'];
const texts = { equal: 0, all: 0 };

function read(version: string, file: string): Recording {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recordings', version, 'simulation', file), 'utf8'));
}

function played(name: string, version: string): PlayedScenario {
  const folder = join(import.meta.dirname, 'cases/simulation', name);
  const profile = { ...DEFAULT_PROFILE, minor: Number(version.slice(2)) };
  const host = {
    read: (file: string): string | undefined => readFileSync(join(folder, file), 'utf8'),
  };
  return playScenario('steps.yaml', host.read('steps.yaml') ?? '', profile, host);
}

/** Differences of type, reason and object; counts equal texts on the way. */
function eventDifferences(recording: Recording, scenario: PlayedScenario): string[] {
  const differences: string[] = [];
  for (const [index, { events = [] }] of recording.settled.entries()) {
    const rest = (scenario.windows[index]?.settled.events ?? []).map((row) => JSON.parse(JSON.stringify(row)) as RecordedEvent);
    const sometimes = recording.arbitrary
      .filter(({ at }) => at === `settled[${index}].events`)
      .flatMap((entry) => entry.sometimes ?? []);
    const id = (event: RecordedEvent): string => `${event.type} ${event.reason} ${event.object}`;
    for (const event of events) {
      const same = rest.findIndex((candidate) => id(candidate) === id(event) && candidate.message === event.message);
      const alike = same >= 0 ? same : rest.findIndex((candidate) => id(candidate) === id(event));
      texts.all += 1;
      if (same >= 0) texts.equal += 1;
      if (alike < 0) differences.push(`settled ${index} events: missing ${id(event)} ${event.message}`);
      else rest.splice(alike, 1);
    }
    for (const event of rest) {
      if (!sometimes.some((candidate) => id(candidate) === id(event))) {
        differences.push(`settled ${index} events: unexpected ${id(event)} ${event.message}`);
      }
    }
  }
  return differences;
}

for (const version of VERSIONS) {
  const files = readdirSync(join(import.meta.dirname, 'recordings', version, 'simulation'));
  for (const file of files.filter((name) => /^s\d+\.json$/.test(name))) {
    const recording = read(version, file);
    test(`${version} ${recording.name}`, () => {
      const scenario = played(recording.name, version);
      assert.deepEqual(scenario.problems, []);
      const found = {
        timeline: scenario.windows.map(({ entries }) => ({ events: entries.map(({ event }) => event) })),
        settled: scenario.windows.map(({ settled }) => settled),
      };
      const withoutEvents = { ...recording, settled: recording.settled.map(({ events: _, ...others }) => others) };
      // The recording's own words are in no order; plain data goes to the comparator.
      const { differences } = compareSimulation(withoutEvents, JSON.parse(JSON.stringify(found)));
      assert.deepEqual([...differences, ...eventDifferences(recording, scenario)], []);
    });
  }
}

test('texts of Event objects are equal in at least nine of ten', () => {
  console.log(`event texts equal: ${texts.equal} of ${texts.all}`);
  assert.ok(texts.all > 0 && texts.equal / texts.all >= 0.9);
});
