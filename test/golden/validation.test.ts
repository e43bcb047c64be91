// Every document of the validation cases: the predicted answer, warnings and stored object against the recorded ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCreate } from '../../server/src/core/admission/answer-create.ts';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { sameAnswer } from './compare/answers.mjs';
import { caseText, manifestsIn, RECORDED_MINORS, type RecordedDocument, recording, recordingNames } from './recordings.ts';
import { storedDifferences } from './stored-object.ts';

for (const minor of RECORDED_MINORS) {
  test(`validation cases are answered as 1.${minor} does`, () => {
    const profile = { ...DEFAULT_PROFILE, minor };
    const differences: string[] = [];
    let objects = 0;
    for (const name of recordingNames(minor, 'validation')) {
      const manifests = manifestsIn(caseText(name, 'validation'));
      for (const document of recording<{ documents: RecordedDocument[] }>(minor, 'validation', name).documents) {
        if (document.answer === 'client') continue;
        const recorded = document.fromJson ?? document;
        // Decoding and unknown namespaces are answered before.
        if (recorded.status === 400 || recorded.status === 404) continue;
        const placed = manifests.find(
          ({ index, manifest }) => index === document.index && (manifest.item ?? 0) === (document.item ?? 0),
        );
        const at = `${name} document ${document.index} ${document.item ?? ''}`;
        if (!placed) {
          differences.push(`${at}: not read`);
          continue;
        }
        const found = answerCreate(placed.manifest.value, profile);
        const result = sameAnswer(recorded, found);
        if (!result.equal) differences.push(`${at}: ${result.difference}`);
        if (recorded.object && found.object) {
          const stored = storedDifferences(recorded.object, found.object);
          differences.push(...stored.map((difference) => `${at} ${difference}`));
          objects += 1;
        }
        const warnings = (recorded.warnings ?? []).map((text) => Buffer.from(text, 'latin1').toString('utf8'));
        const foundWarnings = [...new Set(found.warnings.map(({ text }) => text))];
        if (recorded.accepted && warnings.sort().join('\n') !== foundWarnings.sort().join('\n')) {
          differences.push(`${at}: warnings ${warnings.join(' | ')}; predicted ${foundWarnings.join(' | ')}`);
        }
      }
    }
    assert.deepEqual(differences, []);
    assert.ok(objects > 80, `${objects} stored objects compared`);
  });
}
