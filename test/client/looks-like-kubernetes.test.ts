import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeKubernetes } from '../../client/src/looks-like-kubernetes.ts';

test('manifests are a reason to start, in every way of writing them', () => {
  for (const text of [
    'apiVersion: v1\nkind: Service\n',
    '# a comment\n---\nkind: Service\napiVersion: v1\n',
    '- apiVersion: v1\n  kind: Service\n',
    '"apiVersion": v1\n"kind": Service\n',
    '{ apiVersion: v1, kind: Service }',
    '{"kind":"Service","apiVersion":"v1"}',
    '{\n  "kind": "Service",\n  "apiVersion": "v1"\n}',
    '\uFEFFapiVersion: v1\r\nkind: Service\r\n',
  ])
    assert.equal(looksLikeKubernetes(text), true, text);
});

test('other YAML and JSON is none', () => {
  for (const text of [
    '',
    'services:\n  web:\n    image: nginx\n',
    '{"name":"package","version":"1.0.0"}',
    'kind: pipeline\nname: build\n',
    'text: the apiVersion and the kind of an object\n',
  ])
    assert.equal(looksLikeKubernetes(text), false, text);
});
