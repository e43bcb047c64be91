import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchesSelector } from '../../../../server/src/core/kubernetes/label-selector.ts';
import type { ObjectTypes } from '../../../../server/src/core/kubernetes/objects.ts';
import type { AccessMode, Claim, Volume } from '../../../../server/src/core/simulation/storage/storage-objects.ts';
import { createVolumeIndex, isUsableOn } from '../../../../server/src/core/simulation/storage/volume-index.ts';
import { mismatchesOf } from '../../../../server/src/core/simulation/storage/volume-mismatch.ts';

const context = { comparesAttributesClass: true };
const bytes: Readonly<Record<string, number>> = {
  '1Gi': 2 ** 30,
  '1G': 1e9,
  '1024Mi': 2 ** 30,
  '2Gi': 2 ** 31,
  '3Gi': 3 * 2 ** 30,
};

function claim(name: string, spec: Claim['spec'] = {}): Claim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', uid: `uid-${name}` },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}

function volume(name: string, spec: Volume['spec'] = {}, more: Partial<Volume> = {}): Volume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...spec },
    status: { phase: 'Available' },
    ...more,
  };
}

/** The binder's rules read step by step, one volume after the other: every outcome that the steps allow. */
function allowedByTheRules(wanted: Claim, volumes: readonly Volume[], isLate: boolean): readonly string[] {
  const requested = wanted.spec?.accessModes ?? [];
  const groups = new Map<string, Volume[]>();
  for (const candidate of volumes) {
    const key = [...new Set(candidate.spec?.accessModes ?? [])].sort().join();
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  const matching = [...groups].filter(([key]) => requested.every((mode) => key.split(',').includes(mode)));
  for (const count of [1, 2, 3, 4]) {
    const outcomes = matching
      .filter(([key]) => key.split(',').length === count)
      .flatMap(([, members]) => allowedInGroup(wanted, members, isLate, undefined));
    if (outcomes.length > 0) return outcomes.sort();
  }
  return [];
}

function allowedInGroup(
  wanted: Claim,
  members: readonly Volume[],
  isLate: boolean,
  node: ObjectTypes['Node'] | undefined,
): readonly string[] {
  const size = (quantity: string | number | undefined) => bytes[String(quantity)] ?? 0;
  const request = size(wanted.spec?.resources?.requests?.['storage']);
  const possible = members.filter(({ metadata, spec }) => {
    const reference = spec?.claimRef;
    if (reference && (reference.name !== wanted.metadata?.name || reference.namespace !== 'default')) return false;
    if (reference?.uid && reference.uid !== wanted.metadata?.uid) return false;
    if (size(spec?.capacity?.['storage']) < request) return false;
    if ((spec?.volumeMode ?? 'Filesystem') !== (wanted.spec?.volumeMode ?? 'Filesystem')) return false;
    if ((spec?.volumeAttributesClassName ?? '') !== (wanted.spec?.volumeAttributesClassName ?? '')) return false;
    return !metadata?.deletionTimestamp;
  });
  const reserved = possible.filter(({ spec }) => spec?.claimRef);
  if (reserved.length > 0) {
    if (node && !reserved.some((one) => isUsableOn(one, node))) return [];
    return reserved.map(({ metadata }) => metadata?.name ?? '');
  }
  if (isLate) return [];
  const free = possible.filter(
    (one) =>
      one.status?.phase === 'Available' &&
      (!wanted.spec?.selector || matchesSelector(wanted.spec.selector, one.metadata?.labels)) &&
      (one.spec?.storageClassName ?? '') === (wanted.spec?.storageClassName ?? '') &&
      (!node || isUsableOn(one, node)) &&
      (!node || (wanted.spec?.accessModes ?? []).every((mode) => one.spec?.accessModes?.includes(mode))),
  );
  const smallest = Math.min(...free.map(({ spec }) => size(spec?.capacity?.['storage'])));
  return free
    .filter(({ spec }) => size(spec?.capacity?.['storage']) === smallest)
    .map(({ metadata }) => metadata?.name ?? '');
}

const modes = fc.subarray<AccessMode>(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'], { minLength: 1 });
const size = fc.constantFrom(...Object.keys(bytes));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const compact = <T extends object>(value: T): Partial<Given<T>> =>
  // Safe: exactly the keys whose value is undefined are left out.
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Given<T>;

const randomClaim = fc
  .record({
    accessModes: modes,
    size,
    storageClassName: optional(fc.constantFrom('', 'fast')),
    volumeMode: optional(fc.constantFrom('Block' as const, 'Filesystem' as const)),
    volumeAttributesClassName: optional(fc.constant('gold')),
    selector: optional(fc.constant({ matchLabels: { disk: 'ssd' } })),
  })
  .map(({ size: storage, ...spec }) => claim('data-0', compact({ ...spec, resources: { requests: { storage } } })));

const randomVolume = fc.record({
  accessModes: modes,
  size,
  storageClassName: optional(fc.constantFrom('', 'fast')),
  volumeMode: optional(fc.constantFrom('Block' as const, 'Filesystem' as const)),
  volumeAttributesClassName: optional(fc.constant('gold')),
  claimRef: optional(
    fc.constantFrom(
      { namespace: 'default', name: 'data-0' },
      { namespace: 'default', name: 'data-0', uid: 'uid-data-0' },
      { namespace: 'default', name: 'data-0', uid: 'uid-of-one-before' },
      { namespace: 'default', name: 'data-1' },
    ),
  ),
  nodeAffinity: optional(
    fc.constantFrom('node-a', 'node-b').map((name) => ({
      required: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In' as const, values: [name] }] },
        ],
      },
    })),
  ),
  labels: optional(fc.constantFrom({ disk: 'ssd' }, { disk: 'hdd' })),
  phase: fc.constantFrom('Available' as const, 'Available' as const, 'Released' as const, 'Pending' as const),
  deleted: fc.integer({ min: 0, max: 9 }),
});

const randomVolumes = fc.array(randomVolume, { maxLength: 7 }).map((list) =>
  list.map(({ size: storage, labels, phase, deleted, ...spec }, at) =>
    volume(`vol-${at}`, compact({ ...spec, capacity: { storage } }), {
      metadata: compact({
        name: `vol-${at}`,
        labels,
        deletionTimestamp: deleted === 0 ? '2026-01-01T00:00:00Z' : undefined,
      }),
      status: { phase },
    }),
  ),
);

test('the index takes what the rules allow, read volume by volume, and knows every alternative', () => {
  fc.assert(
    fc.property(randomClaim, randomVolumes, fc.boolean(), (wanted, volumes, isLate) => {
      const index = createVolumeIndex(context);
      for (const one of volumes) index.set(one);
      const match = index.findForController(wanted, { isLate });
      const allowed = allowedByTheRules(wanted, volumes, isLate);
      assert.deepEqual(match?.alternatives() ?? [], allowed);
      assert.equal(match === undefined || allowed.includes(match.volume.metadata?.name ?? ''), true);
    }),
    { numRuns: 2000 },
  );
});

test('on a node the index takes what the rules allow, without grouping by access modes', () => {
  const node: ObjectTypes['Node'] = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-a', labels: { 'kubernetes.io/hostname': 'node-a' } },
  };
  fc.assert(
    fc.property(randomClaim, randomVolumes, fc.subarray(['vol-0', 'vol-1']), (wanted, volumes, excluded) => {
      const index = createVolumeIndex(context);
      for (const one of volumes) index.set(one);
      const match = index.findForNode(wanted, node, new Set(excluded));
      const ofClass = volumes.filter(
        (one) =>
          (one.spec?.storageClassName ?? '') === (wanted.spec?.storageClassName ?? '') &&
          !excluded.includes(one.metadata?.name ?? ''),
      );
      assert.deepEqual(match?.alternatives() ?? [], [...allowedInGroup(wanted, ofClass, false, node)].sort());
    }),
    { numRuns: 2000 },
  );
});

test('a volume without a mismatch is one that the index can take', () => {
  fc.assert(
    fc.property(randomClaim, randomVolumes, (wanted, volumes) => {
      for (const one of volumes) {
        const index = createVolumeIndex(context);
        index.set(one);
        const isTaken = index.findForController(wanted, { isLate: false }) !== undefined;
        assert.equal(mismatchesOf(wanted, one, context).length === 0, isTaken);
      }
    }),
    { numRuns: 1000 },
  );
});

test('an index that was changed answers as one that was made anew', () => {
  fc.assert(
    fc.property(randomClaim, randomVolumes, randomVolumes, (wanted, before, after) => {
      const changed = createVolumeIndex(context);
      const fresh = createVolumeIndex(context);
      for (const one of before) changed.set(one);
      changed.findForController(wanted, { isLate: false });
      for (const one of before) changed.delete(one.metadata?.name ?? '');
      for (const one of after) {
        changed.set(one);
        fresh.set(one);
      }
      const answers = [changed, fresh].map((index) =>
        index.findForController(wanted, { isLate: false })?.alternatives(),
      );
      assert.deepEqual(answers[0], answers[1]);
    }),
    { numRuns: 500 },
  );
});

test('volumes of equal size are taken by name, and the others are alternatives', () => {
  const index = createVolumeIndex(context);
  for (const name of ['twin-b', 'twin-c', 'twin-a']) index.set(volume(name));
  const match = index.findForController(claim('data-0'), { isLate: false });
  assert.equal(match?.volume.metadata?.name, 'twin-a');
  assert.deepEqual(match?.alternatives(), ['twin-a', 'twin-b', 'twin-c']);
});

test('3,000 claims bind to 3,000 volumes without a growth out of proportion', () => {
  const index = createVolumeIndex(context);
  for (let at = 0; at < 3000; at++) index.set(volume(`vol-${at}`, { capacity: { storage: `${1 + (at % 7)}Gi` } }));
  const started = performance.now();
  for (let at = 0; at < 3000; at++) {
    const found = index.findForController(claim(`data-${at}`), { isLate: false })?.volume;
    assert.ok(found);
    index.set({ ...found, spec: { ...found.spec, claimRef: { namespace: 'default', name: `data-${at}` } } });
  }
  const elapsed = performance.now() - started;
  assert.ok(elapsed < 5000, `took ${elapsed} ms`);
});
