import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  configKeyErrors,
  DNS_LABEL_TEXT,
  dnsLabelErrors,
  dnsSubdomainErrors,
  envNameErrors,
  labelValueErrors,
  portNameErrors,
  qualifiedNameErrors,
  utf8Length,
  withoutTrailingDash,
} from '../../../server/src/core/kubernetes/names.ts';

test('a label that is too long and malformed gives both texts, length first', () => {
  assert.deepEqual(dnsLabelErrors(`${'a'.repeat(64)}_`, 37), ['must be no more than 63 characters', DNS_LABEL_TEXT]);
  assert.deepEqual(dnsLabelErrors('web.example', 37), ['must not contain dots']);
  assert.deepEqual(dnsLabelErrors('web-0', 37), []);
  assert.deepEqual(dnsLabelErrors('web\n', 37), [DNS_LABEL_TEXT]);
});

test('label lengths are said in characters up to 1.34 and in bytes later', () => {
  assert.deepEqual(labelValueErrors('a'.repeat(64), 34), ['must be no more than 63 characters']);
  assert.deepEqual(labelValueErrors('a'.repeat(64), 35), ['must be no more than 63 bytes']);
  assert.deepEqual(labelValueErrors('', 37), []);
});

test('an empty qualified name has two breaches, two slashes hide all others', () => {
  assert.equal(qualifiedNameErrors('', 37).length, 2);
  assert.match(qualifiedNameErrors('a/b/c', 34)[0] ?? '', /^a qualified name must consist .* with an optional DNS/);
  assert.match(qualifiedNameErrors('a/b/c', 36)[0] ?? '', /^a valid label key must consist/);
  assert.equal(qualifiedNameErrors('/name', 37)[0], 'prefix part must be non-empty');
  assert.match(qualifiedNameErrors('Upper/name', 37)[0] ?? '', /^prefix part a lowercase RFC 1123 subdomain/);
});

test('port names follow RFC 6335 in lower case', () => {
  assert.deepEqual(portNameErrors('http', 37), []);
  assert.deepEqual(portNameErrors('1', 37), ['must contain at least one letter (a-z)']);
  assert.equal(portNameErrors('', 37).length, 2);
  assert.deepEqual(portNameErrors('-a--b-', 37), [
    'must not contain consecutive hyphens',
    'must not begin or end with a hyphen',
  ]);
});

test('names of variables are free from 1.32 on but for the equals sign and what cannot be printed', () => {
  assert.deepEqual(envNameErrors('1 a.b', 37), []);
  assert.equal(envNameErrors('A=B', 37).length, 1);
  assert.equal(envNameErrors('1a', 31).length, 1);
  assert.deepEqual(configKeyErrors('..', 37), ["must not be '..'"]);
});

test('lengths count bytes of UTF-8, and a generated prefix may end in a dash', () => {
  assert.equal(utf8Length('aé€😀'), 10);
  assert.equal(withoutTrailingDash('web-'), 'wea');
  assert.equal(dnsSubdomainErrors('a'.repeat(254), 37).length, 1);
});
