// One finding for one mistake, also where the server lists several causes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCreate } from '../../../server/src/core/admission/answer-create.ts';
import { decode } from '../../../server/src/core/admission/decode.ts';
import { distinctCauses } from '../../../server/src/core/admission/findings.ts';
import { DEFAULT_PROFILE } from '../../../server/src/core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../../../server/src/core/kubernetes/plain-value.ts';
import { servedKind } from '../../../server/src/core/kubernetes/schema.ts';

function found(spec: PlainObject): readonly string[] {
  const template = {
    metadata: { labels: { app: 'db' } },
    spec: { containers: [{ name: 'db', image: 'postgres', volumeMounts: [{ name: 'conf', mountPath: '/conf' }] }] },
  };
  const whole = { selector: { matchLabels: { app: 'db' } }, template, ...spec };
  const object = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec: whole };
  const served = servedKind('StatefulSet');
  assert.ok(served);
  const problems = decode(object, served, 37).problems;
  const { causes } = answerCreate(object, DEFAULT_PROFILE);
  return distinctCauses(causes, problems, object).map(({ rule, at }) => `${rule} ${at.join('.')}`);
}

const podWith = (rest: PlainObject, container: PlainObject = {}): PlainObject => ({
  template: {
    metadata: { labels: { app: 'db' } },
    spec: { containers: [{ name: 'db', image: 'postgres', ...container }], ...rest },
  },
});

test('an absent selector is one mistake, though it matches nothing either', () => {
  assert.deepEqual(found({ selector: null, ...podWith({}) }), ['C19 spec.selector']);
});

test('a bad selector is told at its part', () => {
  const selector = { matchLabels: { app: '-' } };
  assert.deepEqual(found({ selector, ...podWith({}) }), ['L1 spec.selector.matchLabels']);
});

test('a volume with an error of its own is not missing as well', () => {
  const mounts = { volumeMounts: [{ name: 'conf', mountPath: '/conf' }] };
  assert.deepEqual(found(podWith({ volumes: [{ name: 'conf', configMap: {} }] }, mounts)), [
    'P37 spec.template.spec.volumes.0.configMap.name',
  ]);
});

test('a value of a wrong type is not missing as well', () => {
  assert.deepEqual(found(podWith({}, { image: 5 })), []);
});

test('two texts about one name are one mistake', () => {
  const name = 'A'.repeat(70);
  assert.deepEqual(found(podWith({}, { name })), ['P5 spec.template.spec.containers.0.name']);
});
