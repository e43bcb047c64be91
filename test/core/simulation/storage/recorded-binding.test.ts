import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import type { ObjectTypes } from '../../../../server/src/core/kubernetes/objects.ts';
import {
  type Cluster,
  createCluster,
  type NewObject,
  settle,
} from '../../../../server/src/core/simulation/cluster/cluster.ts';
import { assumedNodes } from '../../../../server/src/core/simulation/scheduling/assumed-nodes.ts';
import { createScheduler } from '../../../../server/src/core/simulation/scheduling/scheduler.ts';
import { admittedClaim } from '../../../../server/src/core/simulation/storage/claim-admission.ts';
import { createClaimProtection } from '../../../../server/src/core/simulation/storage/claim-protection.ts';
import { createVolumeController } from '../../../../server/src/core/simulation/storage/volume-controller.ts';

// The claims and Pods of each recorded window are made as the StatefulSet controller made them, one ordinal after the
// other; who binds what, who waits and in which words must be what was recorded. No other controller takes part.

const golden = join(import.meta.dirname, '../../../golden');
const cause = { by: 'test', sentence: 'made', facts: {} };
const ARBITRARY = new Set(['077', '078', '079', '090', '091', '093', '094', '117', '127', '128']);

interface RecordedClaim {
  readonly name: string;
  readonly phase: string;
  readonly volume?: string;
  readonly capacity?: string;
  readonly annotations?: Record<string, string>;
  readonly conditions?: readonly unknown[];
}
interface RecordedVolume {
  readonly name: string;
  readonly phase: string;
  readonly claim?: string;
  readonly boundByController?: boolean;
}
interface RecordedPod {
  readonly name: string;
  readonly node?: string;
  readonly waiting?: { reason: string; message: string };
  readonly claims?: Record<string, string>;
}
interface RecordedEvent {
  readonly type: string;
  readonly reason: string;
  readonly object: string;
  readonly message: string;
}
interface Recording {
  readonly steps: readonly { step: number; do: Record<string, unknown> }[];
  readonly timeline: readonly { until: number }[];
  readonly settled: readonly {
    claims: readonly RecordedClaim[];
    volumes: readonly RecordedVolume[];
    pods: readonly RecordedPod[];
    events: readonly RecordedEvent[];
  }[];
  readonly arbitrary: readonly { at: string; sometimes?: readonly RecordedEvent[] }[];
}
interface ClusterStep {
  readonly existing?: string;
  readonly defaultStorageClass?: boolean;
  readonly nodes?: readonly { name: string; labels: Record<string, string> }[];
}

for (const version of ['1.34', '1.37']) {
  for (const name of readdirSync(join(golden, 'cases/simulation'))) {
    const number = name.slice(0, 3);
    if (Number(number) < 57 || Number(number) > 103 || ARBITRARY.has(number)) continue;
    const text = readFileSync(join(golden, `recordings/${version}/simulation/s${number}.json`), 'utf8');
    const recording = JSON.parse(text) as Recording;
    const isPlain = recording.steps.every(
      ({ do: action }) => 'cluster' in action || 'apply' in action || 'settle' in action,
    );
    if (isPlain) test(`binding of ${name} on ${version}`, () => play(name, Number(version.slice(2)), recording));
  }
}

function play(name: string, minor: number, recording: Recording): void {
  const cluster = createCluster({
    profile: { ...DEFAULT_PROFILE, minor },
    controllers: [createVolumeController(), createClaimProtection(), createScheduler()],
  });
  const sets: ObjectTypes['StatefulSet'][] = [];
  const { cluster: first = {} } = (recording.steps[0]?.do ?? {}) as { cluster?: ClusterStep };
  const nodes = first.nodes?.map(({ name: nodeName, labels }) => ({
    apiVersion: 'v1' as const,
    kind: 'Node' as const,
    metadata: { name: nodeName, namespace: '', labels },
  }));
  for (const node of nodes ?? assumedNodes()) cluster.create('Node', node, cause);
  if (first.defaultStorageClass) cluster.create('StorageClass', standardClass, cause);
  const applied = new Set<number>();
  const seen = new Set<string>();
  recording.settled.forEach((state, window) => {
    for (const { step, do: action } of recording.steps) {
      if (step > (recording.timeline[window]?.until ?? 0) || applied.has(step)) continue;
      applied.add(step);
      const { cluster: of, apply } = action as { cluster?: ClusterStep; apply?: string };
      for (const file of [of?.existing, apply]) if (file) applyFile(cluster, name, file, sets);
    }
    settle(cluster);
    for (const pod of [...state.pods].sort((a, b) => (a.name < b.name ? -1 : 1))) createPod(cluster, pod, sets);
    settle(cluster);
    // A recording tells each event once, in the first window that has it.
    const events = new Set([...eventsSince(cluster, 0)].filter((event) => !seen.has(event)));
    for (const event of events) seen.add(event);
    compareState(cluster, state, window);
    const sometimes = recording.arbitrary
      .filter(({ at }) => at === `settled[${window}].events`)
      .flatMap((one) => (one.sometimes ?? []).map(eventText));
    const expected = state.events.filter(({ object }) => !object.startsWith('StatefulSet/')).map(eventText);
    for (const event of expected) assert.ok(events.has(event), `window ${window}: no event ${event}`);
    for (const event of events) {
      const isTransient = event.includes('waiting for') || event.includes('no persistent volumes available');
      assert.ok(expected.includes(event) || sometimes.includes(event) || isTransient, `window ${window}: ${event}`);
    }
  });
}

function compareState(cluster: Cluster, state: Recording['settled'][number], window: number): void {
  for (const recorded of state.claims) {
    const claim = cluster.get('PersistentVolumeClaim', 'default', recorded.name);
    const shown = {
      phase: claim?.status?.phase,
      volume: shownVolume(cluster, claim?.spec?.volumeName),
      capacity: claim?.status?.capacity?.['storage'],
      conditions: claim?.status?.conditions?.map(({ type, status, reason }) => ({ type, status, reason })),
    };
    const { phase, volume, capacity, conditions } = recorded;
    assert.deepEqual(shown, { phase, volume, capacity, conditions }, `window ${window}: claim ${recorded.name}`);
    const { [`volume.kubernetes.io/selected-node`]: _, ...annotations } = claim?.metadata.annotations ?? {};
    assert.deepEqual(annotations, recorded.annotations ?? {}, `window ${window}: claim ${recorded.name}`);
  }
  for (const recorded of state.volumes) {
    const volume = [...cluster.list('PersistentVolume')].find(
      ({ metadata }) => shownVolume(cluster, metadata.name) === recorded.name,
    );
    const reference = volume?.spec?.claimRef;
    const shown = {
      phase: volume?.status?.phase,
      claim: reference && `${reference.namespace}/${reference.name}`,
      bound: volume?.metadata.annotations?.['pv.kubernetes.io/bound-by-controller'] === 'yes',
    };
    const { phase, claim, boundByController: bound = false } = recorded;
    assert.deepEqual(shown, { phase, claim, bound }, `window ${window}: volume ${recorded.name}`);
  }
  for (const recorded of state.pods) {
    const pod = cluster.get('Pod', 'default', recorded.name);
    const condition = pod?.status?.conditions?.find(
      ({ type, status }) => type === 'PodScheduled' && status === 'False',
    );
    const waiting = condition && { reason: condition.reason, message: condition.message };
    assert.deepEqual(waiting, recorded.waiting, `window ${window}: pod ${recorded.name}`);
    if (recorded.node) assert.equal(pod?.spec?.nodeName, recorded.node, `window ${window}: pod ${recorded.name}`);
  }
}

function createPod(cluster: Cluster, pod: RecordedPod, sets: readonly ObjectTypes['StatefulSet'][]): void {
  const set = sets.find(({ metadata }) => pod.name.replace(/-\d+$/, '') === metadata?.name);
  if (!set || cluster.get('Pod', 'default', pod.name)) return;
  const volumes = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata, spec }) => {
    const claimName = `${metadata?.name}-${pod.name}`;
    if (!cluster.get('PersistentVolumeClaim', 'default', claimName)) {
      const claim: NewObject<'PersistentVolumeClaim'> = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          ...metadata,
          name: claimName,
          namespace: 'default',
        } as NewObject<'PersistentVolumeClaim'>['metadata'],
        ...(spec ? { spec } : {}),
        status: { phase: 'Pending' },
      };
      cluster.create('PersistentVolumeClaim', admittedClaim(cluster, claim), cause);
    }
    return { name: metadata?.name ?? '', persistentVolumeClaim: { claimName } };
  });
  cluster.create(
    'Pod',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: pod.name,
        namespace: 'default',
        ...(set.spec?.template.metadata?.labels ? { labels: set.spec.template.metadata.labels } : {}),
      },
      spec: { ...set.spec?.template.spec, containers: [], volumes },
      status: { phase: 'Pending' },
    },
    cause,
  );
  settle(cluster);
}

const standardClass: NewObject<'StorageClass'> = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', namespace: '', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kubernetes.io/host-path',
};

function applyFile(cluster: Cluster, name: string, file: string, sets: ObjectTypes['StatefulSet'][]): void {
  for (const document of parseAllDocuments(readFileSync(join(golden, 'cases/simulation', name, file), 'utf8'))) {
    const object = document.toJS({}) as ObjectTypes[keyof ObjectTypes] | null;
    if (!object) continue;
    if (object.kind === 'StatefulSet') sets.push(object);
    if (object.kind !== 'PersistentVolume' && object.kind !== 'StorageClass' && object.kind !== 'PersistentVolumeClaim')
      continue;
    const namespace = object.kind === 'PersistentVolumeClaim' ? 'default' : '';
    const metadata = { ...object.metadata, name: object.metadata?.name ?? '', namespace };
    if (object.kind === 'PersistentVolumeClaim') {
      cluster.create(object.kind, admittedClaim(cluster, { ...object, metadata } as never), cause);
    } else cluster.create(object.kind, { ...object, metadata } as never, cause);
  }
}

function shownVolume(cluster: Cluster, name: string | undefined): string | undefined {
  const uid = /^pvc-(uid-\d+)$/.exec(name ?? '')?.[1];
  const claim = [...cluster.list('PersistentVolumeClaim')].find(({ metadata }) => metadata.uid === uid);
  return claim ? `pvc-${claim.metadata.name}` : name;
}

function eventsSince(cluster: Cluster, from: number): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const entry of cluster.log.slice(from)) {
    if (entry.type !== 'event' || entry.event.kind === 'Pod') continue;
    const { type, reason, kind, name, message } = entry.event;
    const shown = message.replace(/pvc-uid-\d+/g, (volume) => shownVolume(cluster, volume) ?? volume);
    texts.add(eventText({ type, reason, object: `${kind}/${name}`, message: shown }));
  }
  return texts;
}

function eventText({ type, reason, object, message }: RecordedEvent): string {
  return `${type} ${reason} ${object} ${message}`;
}
