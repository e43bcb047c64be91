import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultOf, FIELDS_WITH_DEFAULT } from '../../../server/src/core/kubernetes/field-defaults.ts';
import { documentationOf, loadFieldTexts } from '../../../server/src/core/kubernetes/field-documentation.ts';
import { FIELDS_WITH_PRACTICE } from '../../../server/src/core/kubernetes/practice-texts.ts';
import { type FieldType, SERVED_KINDS, type Struct } from '../../../server/src/core/kubernetes/schema.ts';

/** All structs that the kinds reach. */
function structs(): ReadonlyMap<string, Struct> {
  const found = new Map<string, Struct>();
  const visit = (type: FieldType): void => {
    if (type.is === 'list' || type.is === 'map') visit(type.of);
    if (type.is !== 'struct' || found.has(type.struct.name)) return;
    found.set(type.struct.name, type.struct);
    for (const field of type.struct.fields.values()) visit(field.type);
  };
  for (const { struct } of SERVED_KINDS) visit({ is: 'struct', struct });
  return found;
}

test('defaults and sentences of our own are those of fields that exist', () => {
  const known = structs();
  for (const place of [...FIELDS_WITH_DEFAULT, ...FIELDS_WITH_PRACTICE]) {
    const [struct = '', field = ''] = place.split('.');
    assert.ok(known.get(struct)?.fields.has(field), place);
  }
  assert.ok(FIELDS_WITH_PRACTICE.length >= 40);
});

test('a default is one of the allowed values where there are any', () => {
  const known = structs();
  let compared = 0;
  for (const place of FIELDS_WITH_DEFAULT) {
    const [struct = '', field = ''] = place.split('.');
    const type = known.get(struct)?.fields.get(field)?.type;
    if (type?.is !== 'text' || !type.values) continue;
    assert.ok(type.values.includes(defaultOf(struct, field) ?? ''), place);
    compared += 1;
  }
  assert.ok(compared > 20);
});

test('every field that somebody writes has a text, but those of 1.37 and of versions past', async () => {
  const texts = await loadFieldTexts();
  const missing: string[] = [];
  for (const struct of structs().values())
    for (const field of struct.fields.values()) {
      const isIdentity = field.name === 'apiVersion' || field.name === 'kind';
      if (texts(`${struct.name}.${field.name}`) === '' && !isIdentity && field.since < 37 && field.until === 37)
        missing.push(`${struct.name}.${field.name}`);
    }
  // The structs that came with 1.37 have no published text yet.
  const old = missing.filter(
    (place) =>
      !/^(?:Workload|EvictionResponder|NodePod|NodeAllocatable|PodVolume|VolumeHealth|JobScheduling|TopologyConstraint|ClaimSource|NetworkPolicyStatus|WorkloadReference)/.test(
        place,
      ),
  );
  assert.deepEqual(old, []);
});

test('the documentation tells what may be changed, in the version at hand', async () => {
  const texts = await loadFieldTexts();
  const change = (path: readonly string[], minor: number): string | undefined =>
    documentationOf('StatefulSet', path, minor, texts)?.change;
  assert.equal(change(['spec', 'serviceName'], 37), 'fixed');
  assert.equal(change(['spec', 'revisionHistoryLimit'], 32), 'fixed');
  assert.equal(change(['spec', 'revisionHistoryLimit'], 33), 'free');
  assert.equal(change(['metadata', 'name'], 37), 'identity');
  assert.equal(change(['status', 'replicas'], 37), 'server');
});
