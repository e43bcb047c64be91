// Objects that are valid by construction, over the whole structure, decode without a word; with one wrong type, never.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { conform } from '../../server/src/core/admission/conform.ts';
import { decode } from '../../server/src/core/admission/decode.ts';
import type { PlainValue } from '../../server/src/core/kubernetes/plain-value.ts';
import { type FieldType, isKnownIn, SERVED_KINDS, type Struct } from '../../server/src/core/kubernetes/schema.ts';

const minors = fc.integer({ min: 27, max: 37 });

const quantities = fc.oneof(
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc
    .tuple(fc.nat(99999), fc.constantFrom('', 'm', 'k', 'M', 'Gi', 'Ki', 'e3', 'E-2', '.5Gi', '.'))
    .map(([number, suffix]) => `${number}${suffix}`),
);

/** A value of a type; structs get at most three of their fields, so that deep places are reached in a small object. */
function anyOf(type: FieldType, minor: number, depth: number): fc.Arbitrary<PlainValue> {
  const value = nonNullOf(type, minor, depth);
  return fc.oneof({ weight: 19, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
}

function nonNullOf(type: FieldType, minor: number, depth: number): fc.Arbitrary<PlainValue> {
  switch (type.is) {
    case 'text':
      return type.values ? fc.constantFrom(...type.values) : fc.string();
    case 'truth':
      return fc.boolean();
    case 'int32':
      return fc.integer();
    case 'int64':
      return fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
    case 'quantity':
      return quantities;
    case 'number-or-text':
      return fc.oneof(fc.integer(), fc.string());
    case 'time':
      return fc
        .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString());
    case 'bytes':
      return fc.base64String();
    case 'any':
      return fc.constant({});
    case 'list':
      return fc.array(anyOf(type.of, minor, depth + 1), { maxLength: depth > 8 ? 0 : 2 });
    case 'map':
      return fc.dictionary(fc.string(), anyOf(type.of, minor, depth + 1), { maxKeys: 2 });
    case 'struct':
      return depth > 12 ? fc.constant({}) : structOf(type.struct, minor, depth);
  }
}

function structOf(struct: Struct, minor: number, depth: number): fc.Arbitrary<PlainValue> {
  const known = [...struct.fields.values()].filter((field) => isKnownIn(field, minor));
  if (known.length === 0) return fc.constant({});
  return fc
    .uniqueArray(fc.constantFrom(...known), { maxLength: 3, selector: ({ name }) => name })
    .chain((fields) =>
      fc
        .tuple(...fields.map((field) => anyOf(field.type, minor, depth + 1)))
        .map((values) => Object.fromEntries(fields.map(({ name }, index) => [name, values[index] ?? null]))),
    );
}

const objects = fc.tuple(fc.constantFrom(...SERVED_KINDS), minors).chain(([served, minor]) =>
  structOf(served.struct, minor, 0).map((value) => ({
    served,
    minor,
    value: value as Record<string, PlainValue>,
  })),
);

test('an object that is valid by construction is decoded without a word', () => {
  fc.assert(
    fc.property(objects, ({ served, minor, value }) => {
      assert.deepEqual(decode(value, served, minor).problems, []);
    }),
    { numRuns: 2000 },
  );
});

test('what was made to conform conforms, and stays as it is', () => {
  fc.assert(
    fc.property(objects, fc.object({ maxDepth: 3 }), ({ served, minor, value }, noise) => {
      const noisy = { ...value, spec: noise as Record<string, PlainValue> };
      const once = conform(noisy, served, minor);
      const { problems } = decode(once, served, minor);
      assert.deepEqual(
        problems.filter(({ rule }) => rule !== 'J5').map(({ text }) => text),
        [],
      );
      assert.deepEqual(conform(once, served, minor), once);
    }),
    { numRuns: 500 },
  );
});

test('one unknown field is told, and nothing else', () => {
  fc.assert(
    fc.property(objects, ({ served, minor, value }) => {
      const { problems } = decode({ ...value, unheardOf: 1 }, served, minor);
      assert.deepEqual(
        problems.map(({ text }) => text),
        ['unknown field "unheardOf"'],
      );
    }),
    { numRuns: 300 },
  );
});
