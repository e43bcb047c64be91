import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareQuantities,
  isWholeQuantity,
  parseQuantity,
  type Quantity,
  quantityOf,
  quantityText,
  roundedUpToMilli,
  wholeUnits,
} from '../../../server/src/core/kubernetes/quantity.ts';

function quantity(text: string): Quantity {
  const result = parseQuantity(text);
  assert.ok(result.ok, text);
  return result.quantity;
}

test('a quantity is stored in canonical form, and odd spellings that Go takes for canonical stay', () => {
  const stored: readonly (readonly [string, string])[] = [
    ['1.5Gi', '1536Mi'],
    ['1.5', '1500m'],
    ['2048Ki', '2Mi'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['5.Gi', '5.Gi'],
    ['+5Gi', '+5Gi'],
    ['010Gi', '010Gi'],
    ['1e9', '1e9'],
    ['2E9', '2E9'],
    ['12e+6', '12e+6'],
    ['1e0', '1e0'],
    ['1000m', '1'],
    ['3E-1', '300e-3'],
    ['1000000000', '1G'],
    ['512Ki', '512Ki'],
    ['0.1Ki', '102400m'],
    ['8Ei', '9223372036854775807'],
    ['0Gi', '0'],
    ['.', '0'],
    ['-1500m', '-1500m'],
    ['-0.5', '-500m'],
    ['1E', '1E'],
    ['1000E', '1'],
  ];
  for (const [given, expected] of stored) assert.equal(quantityText(quantity(given)), expected, given);
});

test('what is no quantity gives the decoding error of the server', () => {
  const errors: readonly (readonly [string, string])[] = [
    ['', 'E1'],
    ['gi', 'E1'],
    ['GB', 'E1'],
    ['1 Gi', 'E1'],
    ['ten', 'E1'],
    ['K', 'E2'],
    ['10K', 'E2'],
    ['10ki', 'E2'],
    ['10mi', 'E2'],
    ['1e', 'E2'],
    ['.Ei', 'E3'],
    ['1e99999999999999999999', 'E2'],
  ];
  for (const [given, expected] of errors) {
    const result = parseQuantity(given);
    assert.equal(result.ok ? 'accepted' : result.error, expected, given);
  }
});

test('values compare by their exact size and never write out huge powers', () => {
  assert.equal(compareQuantities(quantity('1Gi'), quantity('1G')), 1);
  assert.equal(compareQuantities(quantity('1024Mi'), quantity('1Gi')), 0);
  assert.equal(compareQuantities(quantity('-1'), quantity('1m')), -1);
  assert.equal(compareQuantities(quantity('1e2000000000'), quantity('9Ei')), 1);
  assert.equal(compareQuantities(quantity('-1e2000000000'), quantity('1')), -1);
});

test('defaulting rounds up to a thousandth, searching for a volume up to a byte', () => {
  assert.equal(quantityText(roundedUpToMilli(quantity('10u'))), '1m');
  assert.equal(quantityText(roundedUpToMilli(quantity('1.9999999999Gi'))), '2147483647893m');
  assert.equal(quantityText(roundedUpToMilli(quantity('500m'))), '500m');
  assert.equal(wholeUnits(quantity('1500m')), 2n);
  assert.equal(wholeUnits(quantity('-1500m')), -2n);
  assert.equal(isWholeQuantity(quantity('1.5Gi')), true);
  assert.equal(isWholeQuantity(quantity('1.5')), false);
});

test('numbers, null and blanks are read as the JSON decoder reads them', () => {
  const read = quantityOf(10);
  assert.ok(read.ok);
  assert.equal(quantityText(read.quantity), '10');
  assert.equal(quantityOf(true).ok, false);
  assert.equal(quantityOf(' 1Gi ').ok, true);
  assert.equal(quantityOf('1Gi\n').ok, false);
  const none = quantityOf(null);
  assert.ok(none.ok);
  assert.equal(quantityText(none.quantity), '0');
});
