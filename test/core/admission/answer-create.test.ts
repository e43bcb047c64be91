// Rules that other rules carry out at another place, each by what the server answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCreate } from '../../../server/src/core/admission/answer-create.ts';
import { answerUpdate } from '../../../server/src/core/admission/answer-update.ts';
import { decode } from '../../../server/src/core/admission/decode.ts';
import { DEFAULT_PROFILE } from '../../../server/src/core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../../../server/src/core/kubernetes/plain-value.ts';
import { servedKind } from '../../../server/src/core/kubernetes/schema.ts';

function causesOf(object: PlainObject, minor = 37): readonly string[] {
  return answerCreate(object, { ...DEFAULT_PROFILE, minor }).causes.map(({ field, reason }) => `${field} ${reason}`);
}

function statefulSet(spec: PlainObject): PlainObject {
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: 'postgres' }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: { selector: { matchLabels: { app: 'db' } }, template, ...spec },
  };
}

const claimWithoutModes = { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } };

test('C14: claim templates are checked as claims from 1.34 on', () => {
  const set = statefulSet({ volumeClaimTemplates: [claimWithoutModes] });
  assert.deepEqual(causesOf(set), ['spec.volumeClaimTemplates[0].spec.accessModes FieldValueRequired']);
  assert.deepEqual(causesOf(set, 33), []);
});

test('C20, L2: a malformed value in the selector is told where it is, and that nothing can be compiled of it', () => {
  const set = statefulSet({ selector: { matchLabels: { app: '-db' } } });
  assert.deepEqual(causesOf(set), ['spec.selector.matchLabels FieldValueInvalid', 'spec.selector FieldValueInvalid']);
});

test('C25: the Pod template is checked from 1.34 on', () => {
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers: [] } };
  assert.deepEqual(causesOf(statefulSet({ template })), ['spec.template.spec.containers FieldValueRequired']);
  assert.deepEqual(causesOf(statefulSet({ template }), 33), []);
});

test('Q2: the selector of a claim has the rules of selectors, without compiling', () => {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    selector: { matchExpressions: [{ key: 'zone', operator: 'Gt' }] },
  };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
  assert.deepEqual(causesOf(claim), ['spec.selector.matchExpressions[0].operator FieldValueInvalid']);
});

test('W17: a volume may be reserved for a claim of any name', () => {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    hostPath: { path: '/data' },
    claimRef: { name: 'Not A Name' },
  };
  assert.deepEqual(causesOf({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'one' }, spec }), []);
});

test('B6: the selector of a budget has the rules of selectors', () => {
  const spec = { maxUnavailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } };
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'db' }, spec };
  assert.deepEqual(causesOf(budget), ['spec.selector.matchExpressions[0].values FieldValueRequired']);
});

test('N8: the selectors of a network policy have the rules of selectors', () => {
  const from = [{ namespaceSelector: { matchLabels: { 'a b': 'c' } } }];
  const spec = { podSelector: {}, ingress: [{ from }] };
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db' }, spec };
  assert.deepEqual(causesOf(policy), ['spec.ingress[0].from[0].namespaceSelector.matchLabels FieldValueInvalid']);
});

test('D2: data that is no base64 does not decode', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { password: '!' } };
  const served = servedKind('Secret');
  assert.ok(served);
  assert.equal(decode(secret, served, 37).answer?.status, 400);
});

test('U5: a data source that creation drops is looked at when it comes with an update', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
  const next = { ...claim, spec: { ...spec, dataSource: { kind: 'Disk', name: 'one' } } };
  assert.deepEqual(causesOf(next), []);
  const answer = answerUpdate(claim, next, DEFAULT_PROFILE, 'put');
  assert.deepEqual([...new Set(answer.causes.map(({ field }) => field))].sort(), [
    'spec',
    'spec.dataSource',
    'spec.dataSourceRef',
  ]);
});
