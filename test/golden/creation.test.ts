// Creating objects: the predicted answers against the recorded ones, for all that decoding lets through
// (`decoding.test.ts` compares the rest).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../server/src/core/admission/answer.ts';
import { answerCreate } from '../../server/src/core/admission/answer-create.ts';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { applied, sameAnswer } from './compare/answers.mjs';
import { type Mutation, mutationBase, RECORDED_MINORS, type RecordedAnswer, recording, recordingNames } from './recordings.ts';
import { sameText, withoutVolumeIndex } from './same-text.ts';

const differences: Map<number, string[]> = new Map();
let texts = 0;
let equalTexts = 0;

function compare(minor: number, name: string, recorded: RecordedAnswer, found: Answer): void {
  const list = differences.get(minor) ?? [];
  differences.set(minor, list);
  const result = sameAnswer(recorded, found);
  if (!result.equal) list.push(`${name}: ${result.difference}`);
  // Header texts were recorded byte by byte.
  const warnings = (recorded.warnings ?? []).map((text) => Buffer.from(text, 'latin1').toString('utf8')).sort();
  const foundWarnings = [...new Set(found.warnings.map((warning) => warning.text))].sort();
  if (recorded.accepted && found.accepted && warnings.join('\n') !== foundWarnings.join('\n')) {
    list.push(`${name}: warnings ${JSON.stringify(warnings)}; predicted ${JSON.stringify(foundWarnings)}`);
  }
  for (const cause of recorded.causes ?? []) {
    const field = withoutVolumeIndex(cause.field);
    texts += 1;
    const same = found.causes.some(
      (one) => withoutVolumeIndex(one.field) === field && sameText(cause.message, one.message),
    );
    if (same) equalTexts += 1;
  }
}

for (const minor of RECORDED_MINORS) {
  test(`mutations are answered as 1.${minor} does`, () => {
    const profile = { ...DEFAULT_PROFILE, minor };
    for (const name of recordingNames(minor, 'mutations')) {
      const { base, mutations } = recording<{ base: string; mutations: Mutation[] }>(minor, 'mutations', name);
      const object = mutationBase(base.replace(/\.yaml$/, ''));
      for (const mutation of mutations) {
        if (mutation.create.status === 400) continue;
        const at = `${name} ${mutation.op} ${mutation.path} ${JSON.stringify(mutation.value ?? null)}`;
        compare(minor, at, mutation.create, answerCreate(applied(object, mutation), profile));
      }
    }
    assert.deepEqual(differences.get(minor)?.slice(0, 50), []);
  });
}

test('texts of causes are the server’s, up to printed Go structures', () => {
  assert.ok(texts > 9000, `${texts} texts compared`);
  assert.ok(equalTexts / texts > 0.97, `${equalTexts} of ${texts} texts are equal`);
});
