import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import {
  type Cluster,
  createCluster,
  type NewObject,
  settle,
} from '../../../../server/src/core/simulation/cluster/cluster.ts';
import { assumedNodes, assumedNodesFor } from '../../../../server/src/core/simulation/scheduling/assumed-nodes.ts';
import { pendingClaimsOf } from '../../../../server/src/core/simulation/scheduling/pending-claims.ts';
import { createScheduler } from '../../../../server/src/core/simulation/scheduling/scheduler.ts';
import { createClaimProtection } from '../../../../server/src/core/simulation/storage/claim-protection.ts';
import { createVolumeController } from '../../../../server/src/core/simulation/storage/volume-controller.ts';

const cause = { by: 'test', sentence: 'made', facts: {} };

function newCluster(nodes: readonly NewObject<'Node'>[]): Cluster {
  const controllers = [createVolumeController(), createClaimProtection(), createScheduler()];
  const cluster = createCluster({ profile: DEFAULT_PROFILE, controllers });
  for (const node of nodes) cluster.create('Node', node, cause);
  return cluster;
}

const volume = (name: string, spec: NewObject<'PersistentVolume'>['spec'] = {}): NewObject<'PersistentVolume'> => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name, namespace: '' },
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' }, ...spec },
});
const on = (host: string): NonNullable<NewObject<'PersistentVolume'>['spec']> => ({
  storageClassName: 'local',
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [host] }] }],
    },
  },
});
const claim = (name: string, storageClassName = ''): NewObject<'PersistentVolumeClaim'> => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'default' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } }, storageClassName },
  status: { phase: 'Pending' },
});
const pod = (name: string, claimName: string, spec: object = {}): NewObject<'Pod'> => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { containers: [], volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }], ...spec },
  status: { phase: 'Pending' },
});
const localClass: NewObject<'StorageClass'> = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local', namespace: '' },
  provisioner: 'kubernetes.io/no-provisioner',
  volumeBindingMode: 'WaitForFirstConsumer',
};

test('every volume is told with all that stands against it', () => {
  const cluster = newCluster(assumedNodes());
  cluster.create(
    'PersistentVolume',
    volume('small', { capacity: { storage: '1Gi' }, storageClassName: 'slow' }),
    cause,
  );
  cluster.create('PersistentVolume', volume('taken', { claimRef: { namespace: 'default', name: 'other' } }), cause);
  cluster.create('PersistentVolumeClaim', claim('data-web-0'), cause);
  cluster.create('Pod', pod('web-0', 'data-web-0'), cause);
  settle(cluster);
  const [pending, ...others] = pendingClaimsOf(cluster);
  assert.equal(others.length, 0);
  assert.deepEqual(
    [pending?.claim.metadata.name, pending?.needs, pending?.pods.map(({ metadata }) => metadata.name)],
    ['data-web-0', 'existing-volume', ['web-0']],
  );
  assert.deepEqual(pending?.volumes(), [
    {
      volume: 'small',
      mismatches: [
        { reason: 'too-small', capacity: '1Gi', request: '2Gi' },
        { reason: 'storage-class', offered: 'slow', requested: '' },
      ],
    },
    { volume: 'taken', mismatches: [{ reason: 'taken', claim: 'default/other' }] },
  ]);
});

test('an assumed node never makes a local volume unfit', () => {
  const reasons = (nodes: readonly NewObject<'Node'>[], spec: object = {}): readonly string[] => {
    const cluster = newCluster(nodes);
    cluster.create('StorageClass', localClass, cause);
    cluster.create('PersistentVolume', volume('on-worker', on('worker-1')), cause);
    cluster.create('PersistentVolumeClaim', claim('data-web-0', 'local'), cause);
    cluster.create('Pod', pod('web-0', 'data-web-0', spec), cause);
    settle(cluster);
    return pendingClaimsOf(cluster).flatMap((one) =>
      one.volumes().flatMap(({ mismatches }) => mismatches.map(({ reason }) => reason)),
    );
  };
  const declared = (name: string): NewObject<'Node'> => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, namespace: '', labels: { 'kubernetes.io/hostname': name, disk: name } },
  });
  assert.deepEqual(reasons(assumedNodes()), ['node-unknown']);
  assert.deepEqual(reasons(assumedNodesFor([volume('on-worker', on('worker-1'))], [])), []);
  assert.deepEqual(reasons([declared('worker-2')]), ['no-node']);
  assert.deepEqual(reasons([declared('worker-1')]), []);
  assert.deepEqual(reasons([declared('worker-1')], { nodeSelector: { disk: 'ssd' } }), ['node-refused']);
});

test('1,000 Pods with 3 claims each and 3,000 volumes are bound and scheduled quickly', () => {
  const cluster = newCluster(assumedNodes());
  const started = performance.now();
  for (let at = 0; at < 3000; at++)
    cluster.create('PersistentVolume', volume(`vol-${at}`, { storageClassName: '' }), cause);
  settle(cluster);
  for (let at = 0; at < 1000; at++) {
    for (const template of ['data', 'wal', 'log'])
      cluster.create('PersistentVolumeClaim', claim(`${template}-web-${at}`), cause);
    const volumes = ['data', 'wal', 'log'].map((name) => ({
      name,
      persistentVolumeClaim: { claimName: `${name}-web-${at}` },
    }));
    cluster.create('Pod', pod(`web-${at}`, '', { volumes }), cause);
  }
  settle(cluster);
  const elapsed = performance.now() - started;
  assert.deepEqual(pendingClaimsOf(cluster), []);
  assert.ok([...cluster.list('Pod')].every(({ spec }) => spec?.nodeName));
  // Far above what it takes, so that only a growth out of proportion fails.
  assert.ok(elapsed < 15_000, `took ${elapsed} ms`);
});
