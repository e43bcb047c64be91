import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import { playScenario } from '../../../../server/src/core/simulation/scenario/play-scenario.ts';

// Where real clusters came to different ends, every end that was seen must be among those that the simulation knows.

const golden = join(import.meta.dirname, '../../../golden');

interface Outcomes {
  readonly at: string;
  readonly outcomes?: readonly Readonly<Record<string, unknown>>[];
}

for (const name of [
  '077-bind-too-few-parallel',
  '078-local-one-per-node',
  '079-local-too-few-nodes',
  '091-compete-two-templates-tie',
  '094-tie-equal-volumes',
  '128-tutorial-recycler-cannot-run',
]) {
  test(`outcomes of ${name}`, () => {
    const read = (file: string): string => readFileSync(join(golden, 'cases/simulation', name, file), 'utf8');
    const played = playScenario('steps.yaml', read('steps.yaml'), DEFAULT_PROFILE, { read });
    assert.deepEqual(played.problems, []);
    const text = readFileSync(join(golden, `recordings/1.37/simulation/s${name.slice(0, 3)}.json`), 'utf8');
    const { arbitrary } = JSON.parse(text) as { arbitrary: readonly Outcomes[] };
    const seen = arbitrary.find(({ at }) => at === 'settled[1]')?.outcomes ?? [];
    const known = played.windows[1]?.arbitrary?.outcomes ?? [];
    assert.ok(seen.length > 1 && known.length >= seen.length);
    for (const outcome of seen) {
      // Of recorded outcomes only who has which volume is compared; phases and capacities follow from it.
      const deal = Object.entries(outcome).filter(([key, value]) => value !== null && /^claims .* volume$/.test(key));
      const isKnown = known.some((candidate) => deal.every(([key, value]) => candidate[key] === value));
      assert.ok(isKnown, `${JSON.stringify(deal)} is not among ${JSON.stringify(known)}`);
    }
  });
}

test('a Pod of a recycler that raced with another is not told', () => {
  const name = '127-tutorial';
  const read = (file: string): string => readFileSync(join(golden, 'cases/simulation', name, file), 'utf8');
  const played = playScenario('steps.yaml', read('steps.yaml'), DEFAULT_PROFILE, { read });
  assert.deepEqual(played.windows.at(-1)?.settled.pods, []);
});
