import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyName, plainScalarValue } from '../../../server/src/core/yaml/scalar-value.ts';

const cases: readonly (readonly [string, unknown])[] = [
  ...['y', 'Yes', 'ON', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['n', 'No', 'off', 'False'].map((text) => [text, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['tRue', 'nULL', '=', '<<', 'oN', 'yES', 'web', '-', '+', '.', '1:30', '190:20:30', '1:30:00.5'].map(
    (text) => [text, text] as const,
  ),
  ...['2001-01-01', '2001-01-01T00:00:00Z', '1e400', '0x', '1.2.3', '10Gi', '0b102', '_1:2'].map(
    (text) => [text, text] as const,
  ),
  ['0755', 493],
  ['-0755', -493],
  ['0o755', 493],
  ['08', 8],
  ['09.5', 9.5],
  ['0b101', 5],
  ['-0b101', -5],
  ['1_000', 1000],
  ['1_0.5', 10.5],
  ['+0x1F', 31],
  ['1e3', 1000],
  ['12e03', 12000],
  ['.5', 0.5],
  ['+.5', 0.5],
  ['.5_0', 0.5],
  ['0_8', 8],
  ['1.', 1],
  ['-1.5', -1.5],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n],
  ['9223372036854775807', 9223372036854775807n],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 2 ** 64],
  ['-9223372036854775808', -9223372036854775808n],
  ['-9223372036854775809', -(2 ** 63)],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  ['.NaN', Number.NaN],
];

for (const [text, value] of cases) {
  test(`the plain scalar ${JSON.stringify(text)} is read as Go reads it`, () => {
    assert.deepEqual(plainScalarValue(text), value);
  });
}

test('keys become texts as Go writes their values', () => {
  const name = (text: string): string | null => keyName(plainScalarValue(text), text, true);
  assert.equal(name('y'), 'true');
  assert.equal(name('0755'), '493');
  assert.equal(name('1.0'), '1');
  assert.equal(name('1.50'), '1.5');
  assert.equal(name('0.1'), '0.1');
  assert.equal(name('1e3'), '1000');
  assert.equal(name('1e30'), '1e+30');
  assert.equal(name('0.00001'), '1e-05');
  assert.equal(name('16777217.5'), '1.6777218e+07');
  assert.equal(name('~'), null);
  assert.equal(name('18446744073709551615'), null);
});
