import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import {
  type Cluster,
  createCluster,
  type NewObject,
  settle,
} from '../../../../server/src/core/simulation/cluster/cluster.ts';
import { failPods, holdUnready, kubelet } from '../../../../server/src/core/simulation/node/kubelet.ts';
import { assumedNodes } from '../../../../server/src/core/simulation/scheduling/assumed-nodes.ts';
import { createScheduler } from '../../../../server/src/core/simulation/scheduling/scheduler.ts';
import { admittedClaim } from '../../../../server/src/core/simulation/storage/claim-admission.ts';
import { createClaimProtection } from '../../../../server/src/core/simulation/storage/claim-protection.ts';
import { createVolumeController } from '../../../../server/src/core/simulation/storage/volume-controller.ts';

const cause = { by: 'test', sentence: 'made', facts: {} };

function newCluster(isRunning?: (provisioner: string) => boolean): Cluster {
  const volumes = createVolumeController(isRunning ? { isRunning } : {});
  const controllers = [volumes, createClaimProtection(), createScheduler(), kubelet];
  const cluster = createCluster({ profile: DEFAULT_PROFILE, controllers });
  for (const node of assumedNodes()) cluster.create('Node', node, cause);
  return cluster;
}

function addVolume(cluster: Cluster, name: string, spec: NewObject<'PersistentVolume'>['spec']): void {
  const defaults = { accessModes: ['ReadWriteOnce' as const], capacity: { storage: '1Gi' }, storageClassName: name };
  const metadata = { name, namespace: '' };
  cluster.create(
    'PersistentVolume',
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata, spec: { ...defaults, ...spec } },
    cause,
  );
  settle(cluster);
}

function addClaim(cluster: Cluster, name: string, spec: object = { storageClassName: name }): void {
  const claim: NewObject<'PersistentVolumeClaim'> = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', finalizers: ['kubernetes.io/pvc-protection'] },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
  cluster.create('PersistentVolumeClaim', admittedClaim(cluster, claim), cause);
  settle(cluster);
}

function deleteClaim(cluster: Cluster, name: string): void {
  const claim = cluster.get('PersistentVolumeClaim', 'default', name);
  if (claim) cluster.markDeleting('PersistentVolumeClaim', claim, cause);
  settle(cluster);
}

const phaseOf = (cluster: Cluster, name: string): string | undefined =>
  cluster.get('PersistentVolume', '', name)?.status?.phase;
const eventsOf = (cluster: Cluster, name: string): readonly string[] =>
  cluster.log.flatMap((entry) =>
    entry.type === 'event' && entry.event.name === name ? [`${entry.event.reason}: ${entry.event.message}`] : [],
  );

/** A volume that was bound and whose claim is then deleted. */
function released(spec: NewObject<'PersistentVolume'>['spec']): Cluster {
  const cluster = newCluster();
  addVolume(cluster, 'disk', spec);
  addClaim(cluster, 'disk');
  assert.equal(phaseOf(cluster, 'disk'), 'Bound');
  deleteClaim(cluster, 'disk');
  assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'disk'), undefined);
  return cluster;
}

test('Retain keeps the volume for its old claim', () => {
  const cluster = released({ persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: '/srv/a' } });
  assert.equal(phaseOf(cluster, 'disk'), 'Released');
  addClaim(cluster, 'disk');
  assert.equal(phaseOf(cluster, 'disk'), 'Released');
  assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'disk')?.status?.phase, 'Pending');
});

test('Delete removes what the controller can delete and fails for the rest', () => {
  const policy = { persistentVolumeReclaimPolicy: 'Delete' as const };
  assert.equal(phaseOf(released({ ...policy, hostPath: { path: '/tmp/a' } }), 'disk'), undefined);
  assert.equal(
    phaseOf(released({ ...policy, csi: { driver: 'a.example.com', volumeHandle: 'a' } }), 'disk'),
    'Released',
  );
  const failing: readonly [NewObject<'PersistentVolume'>['spec'], string][] = [
    [{ hostPath: { path: '/srv/a' } }, 'host_path deleter only supports /tmp/.+ but received provided /srv/a'],
    [{ local: { path: '/mnt/a' } }, 'error getting deleter volume plugin for volume "disk": no volume plugin matched'],
    [
      { nfs: { server: 'a', path: '/' } },
      'error getting deleter volume plugin for volume "disk": no deletable volume plugin matched',
    ],
  ];
  for (const [source, message] of failing) {
    const cluster = released({ ...policy, ...source });
    assert.equal(phaseOf(cluster, 'disk'), 'Failed');
    assert.equal(cluster.get('PersistentVolume', '', 'disk')?.status?.message, message);
    assert.ok(eventsOf(cluster, 'disk').includes(`VolumeFailedDelete: ${message}`));
  }
});

test('Recycle scrubs the volume with a Pod and offers it again', () => {
  const cluster = released({ persistentVolumeReclaimPolicy: 'Recycle', hostPath: { path: '/srv/a' } });
  assert.equal(phaseOf(cluster, 'disk'), 'Available');
  assert.equal(cluster.get('PersistentVolume', '', 'disk')?.spec?.claimRef, undefined);
  assert.equal(cluster.get('Pod', 'default', 'recycler-for-disk'), undefined);
  assert.match(
    eventsOf(cluster, 'disk')[0] ?? '',
    /^RecyclerPod: Recycler pod: Successfully assigned default\/recycler-for-disk to node-/,
  );
  assert.equal(eventsOf(cluster, 'disk').at(-1), 'VolumeRecycled: Volume recycled');
  addClaim(cluster, 'disk');
  assert.equal(phaseOf(cluster, 'disk'), 'Bound');
});

test('a recycler that fails leaves the volume Failed, and is tried again', () => {
  const cluster = newCluster();
  addVolume(cluster, 'disk', { persistentVolumeReclaimPolicy: 'Recycle', nfs: { server: 'a', path: '/' } });
  addClaim(cluster, 'disk');
  holdUnready(cluster, ['recycler-for-disk']);
  deleteClaim(cluster, 'disk');
  assert.equal(phaseOf(cluster, 'disk'), 'Released');
  const first = cluster.get('Pod', 'default', 'recycler-for-disk')?.metadata.uid;
  failPods(cluster, ['recycler-for-disk']);
  settle(cluster);
  assert.equal(phaseOf(cluster, 'disk'), 'Failed');
  const words = 'Recycle failed: failed to recycle volume: pod failed, pod.Status.Message unknown';
  assert.equal(cluster.get('PersistentVolume', '', 'disk')?.status?.message, words);
  const second = cluster.get('Pod', 'default', 'recycler-for-disk');
  assert.ok(second && second.metadata.uid !== first);
});

test('a volume without a recycler fails', () => {
  const cluster = released({ persistentVolumeReclaimPolicy: 'Recycle', local: { path: '/mnt/a' } });
  assert.equal(
    cluster.get('PersistentVolume', '', 'disk')?.status?.message,
    'No recycler plugin found for the volume!',
  );
});

test('a reservation by a UID that nobody has is released at once', () => {
  const cluster = newCluster();
  addVolume(cluster, 'disk', { claimRef: { namespace: 'default', name: 'disk', uid: 'gone' } });
  assert.equal(phaseOf(cluster, 'disk'), 'Released');
  addClaim(cluster, 'disk');
  assert.equal(phaseOf(cluster, 'disk'), 'Released');
});

test('a claim whose volume vanishes is lost', () => {
  const cluster = newCluster();
  addVolume(cluster, 'disk', {});
  addClaim(cluster, 'disk');
  cluster.remove('PersistentVolume', '/disk', cause);
  settle(cluster);
  assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'disk')?.status?.phase, 'Lost');
  assert.ok(
    eventsOf(cluster, 'disk').includes(
      'ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    ),
  );
});

test('a claim in use is deleted only after its Pod', () => {
  const cluster = newCluster();
  addVolume(cluster, 'disk', {});
  addClaim(cluster, 'disk');
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'disk' } }];
  const pod: NewObject<'Pod'> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'user-0', namespace: 'default' },
    spec: { containers: [], volumes },
    status: { phase: 'Pending' },
  };
  const user = cluster.create('Pod', pod, cause);
  settle(cluster);
  const unused = (): string | undefined =>
    cluster.get('PersistentVolumeClaim', 'default', 'disk')?.status?.conditions?.find(({ type }) => type === 'Unused')
      ?.status;
  assert.equal(unused(), 'False');
  deleteClaim(cluster, 'disk');
  assert.ok(cluster.get('PersistentVolumeClaim', 'default', 'disk'));
  cluster.markDeleting('Pod', cluster.getByKey('Pod', 'default/user-0') ?? user, cause);
  settle(cluster);
  assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'disk'), undefined);
});

test('a default class that comes later is written into claims that name none', () => {
  const cluster = newCluster();
  addClaim(cluster, 'later', {});
  addClaim(cluster, 'never', { storageClassName: '' });
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  const standard: NewObject<'StorageClass'> = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', namespace: '', annotations },
    provisioner: 'kubernetes.io/host-path',
  };
  cluster.create('StorageClass', standard, cause);
  settle(cluster);
  assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'later')?.status?.phase, 'Bound');
  assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'never')?.status?.phase, 'Pending');
});

test('late claims get volumes made once a node is chosen; drivers that are not known to run are waited for', () => {
  for (const isRunning of [false, true]) {
    const cluster = newCluster((provisioner) => isRunning && provisioner === 'csi.example.com');
    const late: NewObject<'StorageClass'> = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'late', namespace: '' },
      provisioner: 'csi.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    cluster.create('StorageClass', late, cause);
    addClaim(cluster, 'data', { storageClassName: 'late' });
    assert.equal(
      eventsOf(cluster, 'data').at(-1),
      'WaitForFirstConsumer: waiting for first consumer to be created before binding',
    );
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const metadata = { name: 'user-0', namespace: 'default' };
    cluster.create(
      'Pod',
      { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [], volumes }, status: { phase: 'Pending' } },
      cause,
    );
    settle(cluster);
    const phase = isRunning ? 'Bound' : 'Pending';
    assert.equal(cluster.get('PersistentVolumeClaim', 'default', 'data')?.status?.phase, phase);
    assert.ok(
      eventsOf(cluster, 'data').some((event) =>
        event.startsWith(
          "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'csi.example.com'",
        ),
      ),
    );
    assert.equal(cluster.get('Pod', 'default', 'user-0')?.status?.phase, isRunning ? 'Running' : 'Pending');
    if (!isRunning) continue;
    const name = cluster.get('PersistentVolumeClaim', 'default', 'data')?.spec?.volumeName ?? '';
    deleteClaim(cluster, 'data');
    cluster.remove('Pod', 'default/user-0', cause);
    settle(cluster);
    assert.equal(cluster.get('PersistentVolume', '', name), undefined, 'deleted with its claim');
  }
});
