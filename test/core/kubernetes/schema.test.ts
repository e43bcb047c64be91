import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiVersionState } from '../../../server/src/core/kubernetes/api-versions.ts';
import {
  fieldAt,
  goTypeOf,
  isKnownIn,
  SERVED_KINDS,
  servedKind,
  structOfKind,
} from '../../../server/src/core/kubernetes/schema.ts';

test('a field is found by its path through lists, and its type is named as Go names it', () => {
  const containers = fieldAt('StatefulSet', ['spec', 'template', 'spec', 'containers']);
  assert.ok(containers);
  assert.equal(goTypeOf(containers.type), '[]v1.Container');
  assert.deepEqual(containers.listKeys, ['name']);
  assert.equal(containers.isRequired, true);
  const pull = fieldAt('StatefulSet', ['spec', 'template', 'spec', 'containers', 0, 'imagePullPolicy']);
  assert.deepEqual(pull?.type, {
    is: 'text',
    goType: 'v1.PullPolicy',
    values: ['Always', 'IfNotPresent', 'Never'],
  });
  const request = fieldAt('PersistentVolumeClaim', ['spec', 'resources', 'requests']);
  assert.ok(request);
  assert.equal(goTypeOf(request.type), 'v1.ResourceList');
  const group = fieldAt('Pod', ['spec', 'securityContext', 'supplementalGroups']);
  assert.ok(group);
  assert.equal(goTypeOf(group.type), '[]int64');
  assert.equal(fieldAt('StatefulSet', ['spec', 'replica']), undefined);
});

test('fields know the versions they came with and went in', () => {
  const sleep = fieldAt('Pod', ['spec', 'containers', 0, 'lifecycle', 'preStop', 'sleep']);
  assert.ok(sleep);
  assert.deepEqual([isKnownIn(sleep, 28), isKnownIn(sleep, 29)], [false, true]);
  const workload = fieldAt('Pod', ['spec', 'workloadRef']);
  assert.ok(workload);
  assert.deepEqual(
    [34, 35, 36].map((minor) => isKnownIn(workload, minor)),
    [false, true, false],
  );
  assert.equal(fieldAt('Pod', ['spec', 'evictionResponders', 0, 'priority'])?.type.is, 'int32');
});

test('claim templates are whole claims whose apiVersion and kind may be left out', () => {
  const template = fieldAt('StatefulSet', ['spec', 'volumeClaimTemplates']);
  assert.equal(template?.type.is === 'list' && template.type.of.is === 'struct', true);
  assert.equal(structOfKind('PersistentVolumeClaim').fields.get('kind')?.isRequired, false);
  assert.equal(
    fieldAt('StatefulSet', ['spec', 'volumeClaimTemplates', 0, 'spec', 'accessModes'])?.owner.name,
    'PersistentVolumeClaimSpec',
  );
});

test('every kind has a structure, and VolumeAttributesClass is there from 1.34 on', () => {
  assert.equal(SERVED_KINDS.length, 21);
  for (const { kind } of SERVED_KINDS) assert.ok(structOfKind(kind).fields.has('metadata'), kind);
  assert.equal(servedKind('VolumeAttributesClass')?.since, 34);
  assert.equal(servedKind('HorizontalPodAutoscaler')?.apiVersion, 'autoscaling/v2');
});

test('API versions that are gone, not yet there or of another group are told apart', () => {
  assert.deepEqual(apiVersionState('apps/v1beta1', 'StatefulSet', 37), {
    state: 'removed',
    removedIn: 16,
    use: 'apps/v1',
  });
  assert.deepEqual(apiVersionState('v1', 'StatefulSet', 37), { state: 'wrong', use: 'apps/v1' });
  assert.deepEqual(apiVersionState('apps/v1', 'Statefulset', 37), { state: 'unknown-kind', nearest: 'StatefulSet' });
  assert.deepEqual(apiVersionState('serving.knative.dev/v1', 'Service', 37), { state: 'unknown-kind' });
  assert.deepEqual(apiVersionState('autoscaling/v1', 'HorizontalPodAutoscaler', 37), { state: 'other-served' });
  assert.equal(apiVersionState('storage.k8s.io/v1', 'VolumeAttributesClass', 33).state, 'not-yet');
});
