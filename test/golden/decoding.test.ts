// Answers that come before validation (status 400): the predicted ones against the recorded ones, texts included.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAnswer, clientMetadataError } from '../../server/src/core/admission/client-answer.ts';
import { decode, type RepeatedKey } from '../../server/src/core/admission/decode.ts';
import type { PlainObject } from '../../server/src/core/kubernetes/plain-value.ts';
import { servedKind } from '../../server/src/core/kubernetes/schema.ts';
import { applied } from './compare/answers.mjs';
import {
  caseText,
  type Mutation,
  manifestsIn,
  mutationBase,
  RECORDED_MINORS,
  type RecordedAnswer,
  type RecordedDocument,
  recording,
  recordingNames,
} from './recordings.ts';

/** Predictions against recordings, counted; `differences` are verdicts, `texts` the same verdict in other words. */
class Tally {
  count = 0;
  refused = 0;
  readonly differences: string[] = [];
  readonly texts: string[] = [];

  add(name: string, recorded: RecordedAnswer, predicted: string | undefined): void {
    this.count += 1;
    const expected = recorded.status === 400 ? recorded.message : undefined;
    if (expected !== undefined) this.refused += 1;
    if ((expected === undefined) !== (predicted === undefined))
      this.differences.push(`${name}: recorded ${expected ?? 'decoded'}; predicted ${predicted ?? 'decoded'}`);
    else if (expected !== predicted) this.texts.push(`${name}:\n  recorded  ${expected}\n  predicted ${predicted}`);
  }

  assertEqual(): void {
    assert.ok(this.refused > 0);
    assert.deepEqual(this.differences, []);
    assert.deepEqual(this.texts, []);
  }
}

function predicted(value: PlainObject, minor: number, repeated: readonly RepeatedKey[] = []): string | undefined {
  const kind = value['kind'];
  const served = typeof kind === 'string' ? servedKind(kind) : undefined;
  return served ? decode(value, served, minor, repeated).answer?.message : undefined;
}

for (const minor of RECORDED_MINORS) {
  test(`1.${minor} answers 400 to the same cases in the same words`, () => {
    const tally = new Tally();
    for (const name of recordingNames(minor, 'validation')) {
      const { documents } = recording<{ documents: readonly RecordedDocument[] }>(minor, 'validation', name);
      const manifests = manifestsIn(caseText(name, 'validation'));
      for (const document of documents) {
        if (document.answer === 'client') continue;
        const { manifest } =
          manifests.find(
            (placed) => placed.index === document.index && placed.manifest.item === document.item,
          ) ?? assert.fail(`${name} ${document.index}`);
        tally.add(`${name} ${document.index}`, document, predicted(manifest.value, minor, manifest.serverRepeatedKeys));
      }
    }
    tally.assertEqual();
  });

  test(`kubectl says the same of what it does not send to 1.${minor}`, () => {
    let count = 0;
    for (const name of recordingNames(minor, 'validation')) {
      const { documents } = recording<{ documents: readonly RecordedDocument[] }>(minor, 'validation', name);
      if (!documents.some((document) => document.answer === 'client' || document.client !== undefined)) continue;
      const manifests = manifestsIn(caseText(name, 'validation'));
      for (const { answer, index, message, client } of documents) {
        const value = manifests.find((placed) => placed.index === index)?.manifest.value ?? {};
        if (answer === 'client') assert.equal(clientAnswer(value, minor, 'document.yaml')?.message, message);
        else assert.equal(clientAnswer(value, minor, 'document.yaml'), undefined);
        assert.equal(clientMetadataError(value, minor, 'document.yaml'), client);
        count += 1;
      }
    }
    assert.ok(count > 5);
  });

  test(`1.${minor} answers 400 to the same one-edit variants in the same words`, () => {
    const tally = new Tally();
    for (const name of recordingNames(minor, 'mutations')) {
      const base = mutationBase(name);
      const { mutations } = recording<{ mutations: readonly Mutation[] }>(minor, 'mutations', name);
      for (const mutation of mutations) {
        const label = `${name} ${mutation.op} ${mutation.path} ${JSON.stringify(mutation.value)}`;
        tally.add(label, mutation.create, predicted(applied(base, mutation), minor));
      }
    }
    tally.assertEqual();
  });
}
