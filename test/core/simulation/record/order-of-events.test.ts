import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import { runScenario } from '../../../../server/src/core/simulation/scenario/run-scenario.ts';
import { compareSimulation } from '../../../golden/compare/simulation.mjs';

// Recordings tell which events come after which in every run of a real cluster; the simulation says the same of its own.

type OrderedEvent = Readonly<Record<string, unknown>> & { readonly after?: readonly number[] };

const golden = join(import.meta.dirname, '../../../golden');

function simulated(name: string): { readonly timeline: readonly { readonly events: readonly OrderedEvent[] }[] } {
  const read = (file: string): string => readFileSync(join(golden, 'cases/simulation', name, file), 'utf8');
  const { output } = runScenario('', read('steps.yaml'), { read }, { profile: DEFAULT_PROFILE, format: 'json' });
  return JSON.parse(output);
}

/** For every event all that come before it, also indirectly. */
function ancestorsOf(events: readonly OrderedEvent[]): readonly ReadonlySet<number>[] {
  const directOf = (index: number): readonly number[] => events[index]?.after ?? (index > 0 ? [index - 1] : []);
  return events.map((_, index) => {
    const known = new Set<number>();
    const waiting = [...directOf(index)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (known.has(next)) continue;
      known.add(next);
      waiting.push(...directOf(next));
    }
    return known;
  });
}

/** Where each recorded event is among the simulated ones. */
function placesOf(recorded: readonly OrderedEvent[], found: readonly OrderedEvent[]): readonly number[] {
  const identity = ({ after: _, ...event }: OrderedEvent): string => JSON.stringify(Object.entries(event).sort());
  const rest = found.map(identity);
  return recorded.map((event) => {
    const place = rest.indexOf(identity(event));
    if (place >= 0) rest[place] = '';
    return place;
  });
}

test('relations between events are those of real clusters', () => {
  const counts = { recorded: 0, missing: 0, told: 0, unfounded: 0 };
  const folder = join(golden, 'recordings/1.37/simulation');
  for (const file of readdirSync(folder).filter((name) => /^s\d+\.json$/.test(name))) {
    const recording = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const { timeline } = simulated(recording.name);
    for (const [index, { events }] of recording.timeline.entries()) {
      const own = timeline[index]?.events ?? [];
      const places = placesOf(events, own);
      const [real, said] = [ancestorsOf(events), ancestorsOf(own)];
      for (const [after, placeAfter] of places.entries()) {
        for (const [before, placeBefore] of places.entries()) {
          const isRecorded = real[after]?.has(before) === true;
          const isTold = said[placeAfter]?.has(placeBefore) === true;
          if (isRecorded) counts.recorded += 1;
          if (isRecorded && !isTold) counts.missing += 1;
          if (isTold) counts.told += 1;
          if (isTold && !isRecorded) counts.unfounded += 1;
        }
      }
    }
  }
  console.log(`relations between events: ${JSON.stringify(counts)}`);
  assert.ok(counts.recorded > 5000 && counts.told > 5000);
  assert.ok(counts.missing / counts.recorded < 0.02);
  assert.ok(counts.unfounded / counts.told < 0.01);
});

test('a simulation that is taken for a recording is met by itself', () => {
  for (const name of ['026-rollout-max-unavailable-percent', '077-bind-too-few-parallel', '020-rollout-and-back']) {
    const found = simulated(name);
    assert.deepEqual(compareSimulation(found, found).differences, []);
  }
});

test('Pods of a Parallel set are made in no order, those of an ordered one after each other', () => {
  const parallel = simulated('077-bind-too-few-parallel').timeline.at(-1);
  const creations = parallel?.events.flatMap((event, index) => (event['event'] === 'pod-created' ? [index] : [])) ?? [];
  const ancestors = ancestorsOf(parallel?.events ?? []);
  assert.ok(creations.length > 1);
  for (const after of creations) for (const before of creations) assert.ok(!ancestors[after]?.has(before));
  const [ordered] = simulated('001-plain-three-replicas').timeline;
  assert.ok(ordered?.events.every(({ after }) => after === undefined));
});
