import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conform } from '../../../server/src/core/admission/conform.ts';
import { effectiveObject } from '../../../server/src/core/admission/effective-object.ts';
import { DEFAULT_PROFILE } from '../../../server/src/core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../../../server/src/core/kubernetes/plain-value.ts';
import { type ServedKind, servedKind } from '../../../server/src/core/kubernetes/schema.ts';

function served(kind: string): ServedKind {
  const found = servedKind(kind);
  assert.ok(found, kind);
  return found;
}

/** As JSON, which has no prototypes. */
function conformed(kind: string, value: PlainObject): unknown {
  return JSON.parse(JSON.stringify(conform(value, served(kind), 37)));
}

test('what the decoder would refuse is left out, the rest stays', () => {
  const given: PlainObject = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', labels: { app: 5, tier: null }, generation: 1.5 },
    spec: {
      replicas: '3',
      replica: 3,
      minReadySeconds: 3000000000,
      serviceName: 'web',
      template: 'no',
      selector: null,
    },
  };
  assert.deepEqual(conformed('StatefulSet', given), {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', labels: { tier: '' } },
    spec: { serviceName: 'web' },
  });
});

test('null elements keep their places and quantities get their canonical form', () => {
  const given: PlainObject = {
    spec: {
      accessModes: ['ReadWriteOnce', null],
      resources: { requests: { storage: '1024Mi', other: 'x', none: null } },
    },
  };
  assert.deepEqual(conformed('PersistentVolumeClaim', given), {
    spec: { accessModes: ['ReadWriteOnce', ''], resources: { requests: { storage: '1Gi', none: '0' } } },
  });
  assert.deepEqual(conformed('Pod', { spec: { containers: [null, 5, { name: 'a' }] } }), {
    spec: { containers: [{}, {}, { name: 'a' }] },
  });
});

test('a key such as __proto__ is an ordinary key', () => {
  const manifest: PlainObject = JSON.parse('{"data":{"__proto__":"x"}}');
  const result = conform(manifest, served('ConfigMap'), 37);
  assert.deepEqual(Object.keys(result['data'] ?? {}), ['__proto__']);
});

test('a typed object can be read without checks', () => {
  const object = effectiveObject({ spec: { serviceName: 5, replicas: 2 } }, 'StatefulSet', DEFAULT_PROFILE);
  assert.equal(object.spec?.serviceName, undefined);
  assert.equal(object.spec?.replicas, 2);
});
