import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import {
  type Cluster,
  createCluster,
  type NewObject,
  settle,
} from '../../../../server/src/core/simulation/cluster/cluster.ts';
import { assumedNodes } from '../../../../server/src/core/simulation/scheduling/assumed-nodes.ts';
import { createScheduler } from '../../../../server/src/core/simulation/scheduling/scheduler.ts';
import { createVolumeController } from '../../../../server/src/core/simulation/storage/volume-controller.ts';

// The words and the placements of these tests are those of a real scheduler of 1.37 asked the same.

const cause = { by: 'test', sentence: 'made', facts: {} };
const helpless = (count: number): string =>
  `preemption: 0/3 nodes are available: ${count} Preemption is not helpful for scheduling.`;

function newCluster(minor = 37): Cluster {
  const controllers = [createVolumeController(), createScheduler()];
  const cluster = createCluster({ profile: { ...DEFAULT_PROFILE, minor }, controllers });
  for (const node of assumedNodes()) cluster.create('Node', node, cause);
  return cluster;
}

function addPod(cluster: Cluster, name: string, spec: object): void {
  const pod: NewObject<'Pod'> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name.replace(/-\d+$/, '') } },
    spec: { containers: [], ...spec },
    status: { phase: 'Pending' },
  };
  cluster.create('Pod', pod, cause);
  settle(cluster);
}

function nodeOf(cluster: Cluster, name: string): string | undefined {
  return cluster.get('Pod', 'default', name)?.spec?.nodeName;
}

function wordsOf(cluster: Cluster, name: string): string | undefined {
  const conditions = cluster.get('Pod', 'default', name)?.status?.conditions;
  return conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False')?.message;
}

const apart = (app: string): object => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
});
const together = (app: string): object => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
});

test('Pods that keep apart take one node each; one too many waits until another goes', () => {
  const cluster = newCluster();
  for (const at of [0, 1, 2, 3]) addPod(cluster, `anti-${at}`, apart('anti'));
  assert.equal(new Set([0, 1, 2].map((at) => nodeOf(cluster, `anti-${at}`))).size, 3);
  assert.equal(
    wordsOf(cluster, 'anti-3'),
    "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
  );
  const freed = nodeOf(cluster, 'anti-1');
  cluster.remove('Pod', 'default/anti-1', cause);
  settle(cluster);
  assert.equal(nodeOf(cluster, 'anti-3'), freed);
});

test('a Pod is kept out by the rules of those that run', () => {
  const cluster = newCluster();
  for (const at of [0, 1, 2])
    addPod(cluster, `guard-${at}`, {
      ...apart('guard'),
      nodeSelector: { 'kubernetes.io/hostname': `node-${'abc'[at]}` },
    });
  const guards = {
    labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['guard', 'stranger'] }] },
  };
  for (const at of [0, 1, 2]) {
    cluster.remove('Pod', `default/guard-${at}`, cause);
    const rule = [{ ...guards, topologyKey: 'kubernetes.io/hostname' }];
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: rule } };
    addPod(cluster, `guard-${at}`, { affinity, nodeSelector: { 'kubernetes.io/hostname': `node-${'abc'[at]}` } });
  }
  addPod(cluster, 'stranger-0', {});
  assert.equal(
    wordsOf(cluster, 'stranger-0'),
    "0/3 nodes are available: 3 node(s) didn't satisfy existing pods anti-affinity rules. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
  );
});

test('Pods that want company: the first of their own kind may start, others wait', () => {
  const cluster = newCluster();
  for (const at of [0, 1, 2]) addPod(cluster, `self-${at}`, together('self'));
  assert.equal(new Set([0, 1, 2].map((at) => nodeOf(cluster, `self-${at}`))).size, 1);
  addPod(cluster, 'lonely-0', together('nobody'));
  const words = "0/3 nodes are available: 3 node(s) didn't match pod affinity rules.";
  assert.equal(wordsOf(cluster, 'lonely-0'), `${words} ${helpless(3)}`);
});

test('spreading counts nodes that the Pod may not use unless they are to be honoured', () => {
  const cluster = newCluster();
  const spread = (nodeAffinityPolicy: string): object => ({
    nodeSelector: { 'topology.kubernetes.io/zone': 'a' },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: nodeAffinityPolicy.toLowerCase() } },
        nodeAffinityPolicy,
      },
    ],
  });
  for (const at of [0, 1]) addPod(cluster, `ignore-${at}`, spread('Ignore'));
  for (const at of [0, 1]) addPod(cluster, `honor-${at}`, spread('Honor'));
  assert.equal(
    wordsOf(cluster, 'ignore-1'),
    "0/3 nodes are available: 1 node(s) didn't match pod topology spread constraints, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.",
  );
  assert.equal(nodeOf(cluster, 'honor-1'), 'node-a');
});

test('labels that no node has, and taints', () => {
  const cluster = newCluster(34);
  addPod(cluster, 'select-0', { nodeSelector: { disk: 'ssd' } });
  const selector = "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.";
  assert.equal(wordsOf(cluster, 'select-0'), `${selector} no new claims to deallocate, ${helpless(3)}`);
  const rack = { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
  addPod(cluster, 'rack-0', { topologySpreadConstraints: [rack] });
  assert.match(
    wordsOf(cluster, 'rack-0') ?? '',
    /3 node\(s\) didn't match pod topology spread constraints \(missing required label\)\./,
  );
  for (const node of [...cluster.list('Node')]) {
    const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' as const }];
    cluster.update('Node', { ...node, spec: { ...node.spec, taints } }, cause);
  }
  addPod(cluster, 'plain-0', {});
  assert.match(
    wordsOf(cluster, 'plain-0') ?? '',
    /^0\/3 nodes are available: 3 node\(s\) had untolerated taint\(s\)\./,
  );
  addPod(cluster, 'db-0', {
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' }],
  });
  addPod(cluster, 'any-0', { tolerations: [{ operator: 'Exists' }] });
  assert.ok(nodeOf(cluster, 'db-0') && nodeOf(cluster, 'any-0'));
  for (const node of [...cluster.list('Node')]) {
    const { taints: _, ...spec } = node.spec ?? {};
    cluster.update('Node', { ...node, spec }, cause);
  }
  settle(cluster);
  assert.ok(nodeOf(cluster, 'plain-0'), 'scheduled once the taints are gone');
});

test('a claim with ReadWriteOncePod serves one Pod at a time', () => {
  const cluster = newCluster();
  cluster.create(
    'PersistentVolume',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'one', namespace: '' },
      spec: { accessModes: ['ReadWriteOncePod'], capacity: { storage: '1Gi' } },
    },
    cause,
  );
  cluster.create(
    'PersistentVolumeClaim',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'shared', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '1Gi' } }, storageClassName: '' },
      status: { phase: 'Pending' },
    },
    cause,
  );
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'shared' } }];
  for (const name of ['first-0', 'second-0']) addPod(cluster, name, { volumes });
  assert.equal(
    wordsOf(cluster, 'second-0'),
    '0/3 nodes are available: 3 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
  );
  cluster.remove('Pod', 'default/first-0', cause);
  settle(cluster);
  assert.ok(nodeOf(cluster, 'second-0'));
});
