// StatefulSets and Services that are valid by construction are accepted by every version; replacing one by itself changes
// nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerCreate } from '../../server/src/core/admission/answer-create.ts';
import { answerUpdate } from '../../server/src/core/admission/answer-update.ts';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../../server/src/core/kubernetes/plain-value.ts';

const minors = fc.integer({ min: 27, max: 37 });
const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,10}[a-z0-9])?$/);
const labelValue = fc.stringMatching(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,20}[A-Za-z0-9])?)?$/);
const portName = fc.stringMatching(/^[a-z][a-z0-9]{0,14}$/);
const port = fc.integer({ min: 1, max: 65535 });
const labels = fc.dictionary(label, labelValue, { minKeys: 1, maxKeys: 4 });
const quantity = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('Mi', 'Gi', 'M'))
  .map(([n, unit]) => `${n}${unit}`);

const probe = fc.record(
  {
    tcpSocket: fc.record({ port }),
    initialDelaySeconds: fc.nat(600),
    periodSeconds: fc.integer({ min: 1, max: 600 }),
    failureThreshold: fc.integer({ min: 1, max: 10 }),
  },
  { requiredKeys: ['tcpSocket'] },
);

const resources = fc.tuple(quantity, fc.integer({ min: 1, max: 2000 })).map(([memory, cpu]) => ({
  requests: { memory, cpu: `${cpu}m` },
  limits: { memory, cpu: `${cpu * 2}m` },
}));

function container(volumes: readonly string[]): fc.Arbitrary<PlainObject> {
  return fc
    .record(
      {
        image: fc.constantFrom('postgres:18', 'registry.example.com/team/redis', 'busybox'),
        ports: fc.uniqueArray(fc.record({ name: portName, containerPort: port }), {
          selector: (one) => one.name,
          maxLength: 3,
        }),
        env: fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[A-Z][A-Z_]{0,9}$/), value: fc.string() }), {
          selector: (one) => one.name,
          maxLength: 3,
        }),
        readinessProbe: probe,
        livenessProbe: probe,
        resources,
        volumeMounts: fc
          .subarray([...volumes])
          .map((names) => names.map((name) => ({ name, mountPath: `/mnt/${name}` }))),
        imagePullPolicy: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
      },
      { requiredKeys: ['image'] },
    )
    .map((rest) => ({ ...rest }) as PlainObject);
}

const statefulSet = fc
  .record({
    name: label,
    serviceName: label,
    labels,
    claims: fc.uniqueArray(label, { maxLength: 3 }),
    volumes: fc.uniqueArray(label, { maxLength: 2 }),
    names: fc.uniqueArray(label, { minLength: 1, maxLength: 3 }),
  })
  .chain(({ name, serviceName, labels: own, claims, volumes, names }) =>
    fc
      .record({
        containers: fc.tuple(...names.map(() => container([...new Set([...claims, ...volumes])]))),
        replicas: fc.nat(100),
        policy: fc.constantFrom('OrderedReady', 'Parallel'),
        partition: fc.nat(10),
        size: quantity,
        mode: fc.constantFrom('ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod'),
        start: fc.nat(10),
        retention: fc.constantFrom('Retain', 'Delete'),
      })
      .map(({ containers, replicas, policy, partition, size, mode, start, retention }) => ({
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name, labels: own },
        spec: {
          serviceName,
          replicas,
          podManagementPolicy: policy,
          ordinals: { start },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: retention, whenScaled: retention },
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
          selector: { matchLabels: own },
          template: {
            metadata: { labels: own },
            spec: {
              containers: containers.map((one, index) => ({ ...one, name: names[index] ?? '' })),
              volumes: volumes.map((one) => ({ name: one, configMap: { name: one } })),
            },
          },
          volumeClaimTemplates: claims.map((one) => ({
            metadata: { name: one },
            spec: { accessModes: [mode], resources: { requests: { storage: size } } },
          })),
        },
      })),
  );

const service = fc
  .record({
    name: label,
    selector: labels,
    ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3 }),
    isHeadless: fc.boolean(),
  })
  .map(({ name, selector, ports, isHeadless }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      selector,
      ...(isHeadless ? { clusterIP: 'None' } : {}),
      ports: ports.map((one) => ({ name: `p${one}`, port: one })),
    },
  }));

test('objects that are valid by construction are accepted, and replacing one by itself as well', () => {
  fc.assert(
    fc.property(fc.oneof(statefulSet, service), minors, (object, minor) => {
      const profile = { ...DEFAULT_PROFILE, minor };
      const created = answerCreate(object, profile);
      assert.deepEqual(created.causes, []);
      assert.equal(created.accepted, true);
      for (const way of ['put', 'apply', 'server-side-apply'] as const) {
        assert.deepEqual(answerUpdate(object, object, profile, way).causes, []);
      }
    }),
    { numRuns: 300 },
  );
});
