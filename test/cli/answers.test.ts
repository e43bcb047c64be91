import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, runCli } from './support/run-cli.ts';

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
spec:
  serviceName: nginx
  replicas: 3
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

test('JSON lists what the server would answer to each object, in the shape of its Status', () => {
  using folder = folderWith({
    'a.yaml': `${set.replace('name: nginx\n', 'name: Nginx\n')}---\n${set.replace('replicas: 3', 'replicas: "3"')}`,
  });
  const report = JSON.parse(runCli(['check', '--format', 'json', 'a.yaml'], folder.path).output);
  assert.deepEqual(
    report.objects.map(
      (object: {
        document: number;
        namespace: string;
        answer: { accepted: boolean; status: number; reason: string; causes: { field: string; reason: string }[] };
      }) => [
        object.document,
        object.namespace,
        object.answer.accepted,
        object.answer.status,
        object.answer.reason,
        object.answer.causes.map(({ field, reason }) => `${field} ${reason}`),
      ],
    ),
    [
      [0, 'shop', false, 422, 'Invalid', ['spec.template.spec.containers[0].name FieldValueInvalid']],
      [1, 'shop', false, 400, 'BadRequest', []],
    ],
  );
});

test('--before answers changes, and findings name the field, its old value and the way back', () => {
  using folder = folderWith({
    'before/a.yaml': set,
    'after/b.yaml': set.replace('serviceName: nginx', 'serviceName: other'),
  });
  for (const version of ['1.34', '1.37']) {
    const call = ['check', '--format', 'json', '--kubernetes-version', version, '--before', 'before', 'after'];
    const { code, output } = runCli(call, folder.path);
    assert.equal(code, 1);
    const report = JSON.parse(output);
    assert.equal(report.objects[0].answer.status, 422);
    const forbidden = report.findings.filter(({ rule }: { rule: string }) => rule === 'edit-forbidden');
    assert.equal(forbidden.length, 1);
    assert.equal(forbidden[0].field, 'spec.serviceName');
    assert.equal(forbidden[0].refused, true);
    assert.match(forbidden[0].message, /it was "nginx"/);
    assert.deepEqual(forbidden[0].range.start, { line: 7, column: 16 });
    assert.deepEqual(forbidden[0].fixes, [{ id: 'restore', title: 'Put "serviceName" back to "nginx"' }]);
  }
});

test('--base takes the earlier state from Git, objects that moved to another file included', () => {
  using folder = folderWith({ 'a.yaml': set });
  const git = (...parameters: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...parameters], { cwd: folder.path });
  };
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');
  git('mv', 'a.yaml', 'b.yaml');
  writeFileSync(
    join(folder.path, 'b.yaml'),
    set.replace('app: web', 'app: web\n      tier: x').replace('        app: web', '        app: web\n        tier: x'),
  );
  const { output } = runCli(['check', '--format', 'json', '--base', 'HEAD', '.'], folder.path);
  const rules = JSON.parse(output).findings.map(
    (finding: { rule: string; field: string }) => `${finding.rule} ${finding.field}`,
  );
  assert.ok(rules.includes('edit-forbidden spec.selector'), rules.join('\n'));
  const unknown = runCli(['check', '--base', 'nowhere', '.'], folder.path);
  assert.deepEqual([unknown.code, unknown.errors], [2, 'Git reference "nowhere" is not known\n']);
});

test('simulate plays manifests and scenarios, and says with its exit code whether expectations hold', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: nginx, namespace: default}\nspec:\n  clusterIP: None\n  selector: {app: web}\n  ports: [{port: 80}]\n';
  const manifests = `${service}---\n${set.replace('  namespace: shop\n', '')}`;
  const steps = (ready: boolean): string =>
    `- apply: web.yaml\n- settle: {}\n- expect: {pods: {web-2: {ready: ${ready}}, web-3: absent}}\n`;
  using folder = folderWith({
    'web.yaml': manifests,
    'good.yaml': steps(true),
    'bad.yaml': steps(false),
    'wrong.yaml': '- aply: web.yaml\n',
  });
  const plain = runCli(['simulate', 'web.yaml'], folder.path);
  assert.equal(plain.code, 0, plain.errors);
  assert.match(plain.output, /web-2/);
  assert.equal(runCli(['simulate', '--scenario', 'good.yaml'], folder.path).code, 0);
  const failed = runCli(['simulate', '--scenario', 'bad.yaml'], folder.path);
  assert.equal(failed.code, 1);
  assert.match(failed.output, /web-2/);
  const wrong = runCli(['simulate', '--scenario', 'wrong.yaml'], folder.path);
  assert.equal(wrong.code, 2);
  assert.match(wrong.errors, /^wrong\.yaml:1:\d+: /);
  const json = JSON.parse(
    runCli(['simulate', '--format', 'json', '--scenario', join(folder.path, 'good.yaml')]).output,
  );
  assert.equal(json.settled.length, 1);
});

test('fix applies what is safe and nothing else', () => {
  using folder = folderWith({ 'a.yaml': set });
  const { code, output } = runCli(['fix', 'a.yaml'], folder.path);
  assert.equal(code, 0);
  assert.match(output, /repair|nothing to repair/);
});
