// Changing stored objects: the predicted answers against the recorded ones, for mutations (replaced) and for the cases
// in all three ways of sending a change.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerUpdate } from '../../server/src/core/admission/answer-update.ts';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../../server/src/core/kubernetes/plain-value.ts';
import { applied, sameAnswer } from './compare/answers.mjs';
import {
  caseText,
  type Mutation,
  manifestsIn,
  mutationBase,
  RECORDED_MINORS,
  type RecordedAnswer,
  recording,
  recordingNames,
} from './recordings.ts';
import { sameText, withoutVolumeIndex } from './same-text.ts';

let texts = 0;
let equalTexts = 0;

for (const minor of RECORDED_MINORS) {
  test(`replacing a base by its mutations is answered as 1.${minor} does`, () => {
    const profile = { ...DEFAULT_PROFILE, minor };
    const differences: string[] = [];
    for (const name of recordingNames(minor, 'mutations')) {
      const { base, mutations } = recording<{ base: string; mutations: Mutation[] }>(minor, 'mutations', name);
      const object = mutationBase(base.replace(/\.yaml$/, ''));
      for (const mutation of mutations) {
        if (!mutation.update || mutation.update.status === 400) continue;
        const found = answerUpdate(object, applied(object, mutation), profile, 'put');
        const result = sameAnswer(mutation.update, found);
        const at = `${name} ${mutation.op} ${mutation.path} ${JSON.stringify(mutation.value ?? null)}`;
        if (!result.equal) differences.push(`${at}: ${result.difference}`);
        for (const cause of mutation.update.causes ?? []) {
          texts += 1;
          const field = withoutVolumeIndex(cause.field);
          const isSame = found.causes.some((one) => one.field === field && sameText(cause.message, one.message));
          if (isSame) equalTexts += 1;
        }
      }
    }
    assert.deepEqual(differences.slice(0, 50), []);
  });
}

interface RecordedUpdate {
  readonly documents: readonly {
    readonly index: number;
    readonly kind: string;
    readonly name: string;
    readonly put: RecordedAnswer;
    readonly apply: RecordedAnswer;
    readonly serverSideApply: RecordedAnswer;
  }[];
}

/** In these cases the claim is bound to its volume before the change. */
const boundClaims: ReadonlySet<string> = new Set(['u045', 'u046', 'u047']);

function bound(name: string, claim: PlainObject, all: readonly PlainObject[]): PlainObject {
  if (!boundClaims.has(name) || claim['kind'] !== 'PersistentVolumeClaim') return claim;
  const volume = all.find((object) => object['kind'] === 'PersistentVolume');
  const volumeName = (volume?.['metadata'] as PlainObject)['name'] ?? '';
  const spec = claim['spec'] as PlainObject;
  const requests = (spec['resources'] as PlainObject)['requests'] ?? {};
  return { ...claim, spec: { ...spec, volumeName }, status: { phase: 'Bound', capacity: requests } };
}

for (const minor of RECORDED_MINORS) {
  test(`update cases are answered as 1.${minor} does, in all three ways`, () => {
    const profile = { ...DEFAULT_PROFILE, minor };
    const differences: string[] = [];
    for (const name of recordingNames(minor, 'update')) {
      const before = manifestsIn(caseText(name, 'update', 'before.yaml')).map(({ manifest }) => manifest.value);
      const after = manifestsIn(caseText(name, 'update', 'after.yaml')).map(({ manifest }) => manifest.value);
      const classes = new Map(
        before.filter(({ kind }) => kind === 'StorageClass').map((one) => [(one['metadata'] as PlainObject)['name'], one]),
      );
      const context = {
        allowsExpansion: (className: string): boolean => classes.get(className)?.['allowVolumeExpansion'] === true,
      };
      for (const document of recording<RecordedUpdate>(minor, 'update', name).documents) {
        const object = after[document.index] ?? {};
        const old = bound(name, before[document.index] ?? {}, before);
        const put = answerUpdate(old, object, profile, 'put', context);
        const result = sameAnswer(document.put, put);
        if (!result.equal) differences.push(`${name} ${document.kind} put: ${result.difference}`);
        for (const cause of document.put.causes ?? []) {
          texts += 1;
          const isSame = put.causes.some((one) => one.field === cause.field && sameText(cause.message, one.message));
          if (isSame) equalTexts += 1;
        }
        for (const [way, recorded] of [
          ['apply', document.apply],
          ['server-side-apply', document.serverSideApply],
        ] as const) {
          // The former manifest of an apply is what was written; the binding is in the stored object only.
          const found = answerUpdate(before[document.index] ?? {}, object, profile, way, { ...context, stored: old });
          if (found.accepted !== recorded.accepted) {
            differences.push(`${name} ${document.kind} ${way}: recorded ${recorded.accepted}, predicted ${found.message}`);
          }
        }
      }
    }
    assert.deepEqual(differences, []);
  });
}

test('texts of update causes are the server’s, up to diffs and printed Go structures', () => {
  assert.ok(texts > 500, `${texts} texts compared`);
  assert.ok(equalTexts / texts > 0.95, `${equalTexts} of ${texts} texts are equal`);
});
