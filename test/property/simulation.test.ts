import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { deletePod, scale, setImage } from '../../server/src/core/simulation/kubectl/set-commands.ts';
import { holdUnready, releaseUnready } from '../../server/src/core/simulation/node/kubelet.ts';
import { recordWindow } from '../../server/src/core/simulation/record/recording.ts';
import type { TimelineEntry } from '../../server/src/core/simulation/record/timeline.ts';
import {
  apply,
  createSimulation,
  type EffectiveObject,
  type Simulation,
  settleWindow,
} from '../../server/src/core/simulation/simulation.ts';
import { isPodReady, ordinalOf } from '../../server/src/core/simulation/statefulset/pod-state.ts';

// Whatever is done to a set, the promises of its controller hold at every moment.

interface Case {
  readonly replicas: number;
  readonly start: number;
  readonly isParallel: boolean;
  readonly partition: number;
  readonly minor: number;
  readonly whenScaled: 'Retain' | 'Delete';
  readonly actions: readonly Action[];
}
type Action =
  | { readonly type: 'scale'; readonly replicas: number }
  | { readonly type: 'image'; readonly number: number }
  | { readonly type: 'delete' | 'hold' | 'release'; readonly index: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('scale' as const), replicas: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ type: fc.constant('image' as const), number: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constantFrom('delete', 'hold', 'release'), index: fc.integer({ min: 0, max: 4 }) }),
);
const cases: fc.Arbitrary<Case> = fc.record({
  replicas: fc.integer({ min: 0, max: 4 }),
  start: fc.constantFrom(0, 0, 7),
  isParallel: fc.boolean(),
  partition: fc.constantFrom(0, 0, 1, 3),
  minor: fc.constantFrom(34, 37),
  whenScaled: fc.constantFrom('Retain', 'Delete'),
  actions: fc.array(action, { maxLength: 5 }),
});

function service(name: string): EffectiveObject {
  const spec = {
    clusterIP: 'None',
    selector: { app: name },
    ports: [{ name: 'http', port: 80, protocol: 'TCP' as const }],
  };
  return { kind: 'Service', object: { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec } };
}

function statefulSet(name: string, options: Case): EffectiveObject {
  const { replicas, start, isParallel, partition, whenScaled } = options;
  return {
    kind: 'StatefulSet',
    object: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name },
      spec: {
        replicas,
        ordinals: { start },
        serviceName: name,
        podManagementPolicy: isParallel ? 'Parallel' : 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
        persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted: 'Retain' },
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'image:0' }] } },
        volumeClaimTemplates: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    },
  };
}

function play(options: Case, objects: readonly EffectiveObject[]): Simulation {
  const profile = { ...DEFAULT_PROFILE, minor: options.minor };
  const simulation = createSimulation({ profile, defaultStorageClass: true });
  const { cluster } = simulation;
  apply(cluster, objects);
  settleWindow(simulation);
  for (const step of options.actions) {
    const pod = 'index' in step ? `web-${options.start + step.index}` : '';
    if (step.type === 'scale') scale(cluster, 'web', step.replicas);
    else if (step.type === 'image') setImage(cluster, 'web', undefined, `image:${step.number}`);
    else if (step.type === 'delete') deletePod(cluster, pod);
    else if (step.type === 'hold') holdUnready(cluster, [pod]);
    else releaseUnready(cluster, [pod]);
    settleWindow(simulation);
  }
  return simulation;
}

function entriesOf(simulation: Simulation): readonly TimelineEntry[] {
  return simulation.windows.flatMap(
    (_, index) => recordWindow(simulation, index, { showsNodes: false })?.entries ?? [],
  );
}

const ofWeb = (entry: TimelineEntry): boolean => entry.event.pod?.startsWith('web-') === true;

test('OrderedReady creates a Pod only when all lower ordinals are ready', () => {
  fc.assert(
    fc.property(cases, (options) => {
      const simulation = play({ ...options, isParallel: false }, [
        service('web'),
        statefulSet('web', { ...options, isParallel: false }),
      ]);
      for (const { event, position } of entriesOf(simulation).filter(ofWeb)) {
        if (event.event !== 'pod-created') continue;
        const before = simulation.history.at(position);
        const ordinal = ordinalOf(event.pod ?? '', 'web');
        for (let lower = options.start; lower < ordinal; lower++) {
          const pod = before.get('Pod', 'default', `web-${lower}`);
          assert.ok(
            pod && isPodReady(pod) && !pod.metadata.deletionTimestamp,
            `${event.pod} before web-${lower} is ready`,
          );
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('no ordinal below the partition gets a newer template, and at most one Pod has an ordinal', () => {
  fc.assert(
    fc.property(cases, (options) => {
      const simulation = play(options, [service('web'), statefulSet('web', options)]);
      const alive = new Set<string>();
      const changed = simulation.windows[0]?.to ?? 0;
      for (const { event, position } of entriesOf(simulation).filter(ofWeb)) {
        const pod = event.pod ?? '';
        if (event.event === 'pod-created') {
          assert.ok(!alive.has(pod));
          alive.add(pod);
          const index = ordinalOf(pod, 'web') - options.start;
          const current = [...simulation.history.at(position).list('StatefulSet')][0]?.status?.currentRevision;
          const first = simulation.names.revision('default', current);
          if (position > changed && index < options.partition) assert.equal(event.revision, first ?? 'r1');
        } else if (event.event === 'pod-deleted') alive.delete(pod);
      }
    }),
    { numRuns: 150 },
  );
});

test('a claim outlives its Pod unless the retention policy says otherwise', () => {
  fc.assert(
    fc.property(cases, (options) => {
      const retaining = { ...options, whenScaled: 'Retain' as const };
      const simulation = play(retaining, [service('web'), statefulSet('web', retaining)]);
      assert.deepEqual(
        entriesOf(simulation).filter(({ event }) => event.event === 'claim-deleted'),
        [],
      );
    }),
    { numRuns: 100 },
  );
});

test('unrelated objects and the order of documents change nothing', () => {
  fc.assert(
    fc.property(cases, (options) => {
      const objects = [service('web'), statefulSet('web', options)];
      const other = { ...options, replicas: 2, actions: [] };
      const alone = play(options, objects);
      const variants = [
        play(options, [...objects].reverse()),
        play(options, [service('other'), ...objects, statefulSet('other', other)]),
      ];
      const view = (simulation: Simulation): unknown =>
        simulation.windows.map((_, index) => {
          const window = recordWindow(simulation, index, { showsNodes: false });
          return {
            events: window?.entries.filter(ofWeb).map(({ event }) => event),
            pods: window?.settled.pods.filter((row) => String(row['name']).startsWith('web-')),
            claims: window?.settled.claims.filter((row) => String(row['name']).startsWith('data-web-')),
            set: window?.settled.sets.filter((row) => row['name'] === 'web'),
          };
        });
      for (const variant of variants) assert.deepEqual(view(variant), view(alone));
    }),
    { numRuns: 60 },
  );
});

test('the same input gives the same answer', () => {
  fc.assert(
    fc.property(cases, (options) => {
      const objects = [service('web'), statefulSet('web', options)];
      assert.deepEqual(entriesOf(play(options, objects)), entriesOf(play(options, objects)));
    }),
    { numRuns: 30 },
  );
});
