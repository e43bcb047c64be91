import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderWith, runCli } from './support/run-cli.ts';

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1
`;
const rulesOf = (output: string): readonly string[] =>
  JSON.parse(output).findings.map(({ rule }: { readonly rule: string }) => rule);

test('a project file decides version, severities and advice', () => {
  using folder = folderWith({
    'web.yaml': set,
    '.statefulset.yaml': 'rules:\n  governing-service-missing: error\nadvice: false\n',
  });
  const { code, output } = runCli(['check', '--format', 'json', '--fail-on', 'error', '.'], folder.path);
  assert.equal(code, 1);
  assert.deepEqual(rulesOf(output), ['governing-service-missing']);
});

test('findings of a baseline are known and not told, new ones are', () => {
  using folder = folderWith({ 'web.yaml': set, '.statefulset.yaml': 'baseline: known.json\n' });
  const written = runCli(['check', '--write-baseline', 'known.json', '.'], folder.path);
  assert.equal(written.code, 0);
  assert.match(written.output, /known in known\.json/);
  assert.deepEqual(rulesOf(runCli(['check', '--format', 'json', '.'], folder.path).output), []);
  using other = folderWith({ 'b.yaml': set });
  assert.ok(rulesOf(runCli(['check', '--format', 'json', other.path]).output).includes('governing-service-missing'));
});
