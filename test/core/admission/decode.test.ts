import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64ErrorOffset } from '../../../server/src/core/admission/base64.ts';
import { type Decoded, decode } from '../../../server/src/core/admission/decode.ts';
import { goTimeError } from '../../../server/src/core/admission/go-time.ts';
import type { PlainObject } from '../../../server/src/core/kubernetes/plain-value.ts';
import { servedKind } from '../../../server/src/core/kubernetes/schema.ts';

function decoded(kind: string, value: PlainObject, minor = 37): Decoded {
  const served = servedKind(kind);
  assert.ok(served);
  return decode(value, served, minor);
}

test('a broken quantity hides a wrong type, which hides an unknown field (J1, J3, J4)', () => {
  const spec = { accessMode: [], volumeName: 5, resources: { requests: { storage: '1 Gi' } } };
  const { answer, problems } = decoded('PersistentVolumeClaim', { spec });
  assert.match(answer?.message ?? '', /quantities must match the regular expression/);
  assert.deepEqual(
    problems.map(({ rule }) => rule),
    ['J1', 'J4', 'J3'],
  );
});

test('only the first wrong type is told, all unknown fields are told together', () => {
  const { answer } = decoded('StatefulSet', { spec: { replicas: '3', serviceName: 4 } });
  assert.match(
    answer?.message ?? '',
    /cannot unmarshal string into Go struct field StatefulSetSpec\.spec\.replicas of type int32$/,
  );
  const unknown = decoded('StatefulSet', { spec: { replica: 3, template: { spec: { containers: [{ imag: 'a' }] } } } });
  assert.match(
    unknown.answer?.message ?? '',
    /strict decoding error: unknown field "spec\.replica", unknown field "spec\.template\.spec\.containers\[0\]\.imag"$/,
  );
});

test('embedded structs are part of paths from 1.36 on', () => {
  const volumes = [{ name: 'a', configMap: { name: 5 } }];
  const pod = { spec: { volumes } };
  assert.match(
    decoded('Pod', pod, 34).answer?.message ?? '',
    / ConfigMapVolumeSource\.spec\.volumes\.configMap\.name of type string$/,
  );
  assert.match(
    decoded('Pod', pod, 36).answer?.message ?? '',
    / ConfigMapVolumeSource\.spec\.volumes\.VolumeSource\.configMap\.LocalObjectReference\.name of type string$/,
  );
});

test('an unknown field says what may have been meant', () => {
  const facts = (kind: string, value: PlainObject, minor = 37): PlainObject =>
    decoded(kind, value, minor).problems[0]?.facts ?? {};
  assert.equal(facts('StatefulSet', { spec: { servicename: 'a' } })['nearest'], 'serviceName');
  assert.equal(facts('StatefulSet', { spec: { volumeClaimTemplate: [] } })['nearest'], 'volumeClaimTemplates');
  assert.deepEqual(facts('StatefulSet', { spec: { containers: [] } })['elsewhere'], [
    ['spec', 'template', 'spec', 'containers'],
  ]);
  const tooDeep = { spec: { template: { spec: { volumeClaimTemplates: [] } } } };
  assert.deepEqual(facts('StatefulSet', tooDeep)['elsewhere'], [['spec', 'volumeClaimTemplates']]);
  assert.equal(facts('Pod', { spec: { hostnameOverride: 'a' } }, 33)['since'], 34);
  assert.equal(facts('Pod', { spec: { workloadRef: {} } }, 36)['until'], 35);
});

test('base64 names the byte where Go stops (J5)', () => {
  const offsets: readonly (readonly [string, number | undefined])[] = [
    ['', undefined],
    ['YWJj', undefined],
    ['YW\nJj\n', undefined],
    ['YQ==', undefined],
    ['YQ=', 3],
    ['YQ', 0],
    ['YWJjZ', 4],
    ['YW-j', 2],
    ['é', 0],
    ['YQ==YQ==', 4],
    ['Y===', 1],
  ];
  for (const [text, expected] of offsets) assert.equal(base64ErrorOffset(text), expected, text);
});

test('times are read as RFC 3339', () => {
  assert.equal(goTimeError('2026-02-28T12:00:00.5Z'), undefined);
  assert.equal(goTimeError('2026-02-30T12:00:00Z'), 'parsing time "2026-02-30T12:00:00Z": day out of range');
  assert.equal(
    goTimeError('yesterday'),
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  );
});
