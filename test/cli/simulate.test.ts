import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareSimulation } from '../golden/compare/simulation.mjs';
import { folderWith, runCli } from './support/run-cli.ts';

const manifests = `apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.26"}]}
`;

const steps = '- apply: ../web.yaml\n- settle: {}\n';

test('a scenario whose expectations hold exits with 0; its files lie beside it', () => {
  using folder = folderWith({
    'web.yaml': manifests,
    'ci/steps.yaml': `${steps}- expect: {pods: {web-1: {ready: true}, web-2: absent}, order: [web-0, web-1]}\n`,
  });
  for (const current of [folder.path, join(folder.path, 'ci')]) {
    const path = current === folder.path ? 'ci/steps.yaml' : 'steps.yaml';
    const { code, output, errors } = runCli(['simulate', '--scenario', path], current);
    assert.equal(errors, '');
    assert.equal(code, 0);
    assert.match(output, /pod web-1 created[\s\S]*= 2 of 2 Pods ready/);
  }
});

test('an expectation that fails exits with 1 and says what was expected and found', () => {
  using folder = folderWith({
    'web.yaml': manifests,
    'ci/steps.yaml': `${steps}- expect: {pods: {web-1: {ready: false}}}\n`,
  });
  const { code, output } = runCli(['simulate', '--scenario', 'ci/steps.yaml'], folder.path);
  assert.equal(code, 1);
  assert.match(output, /Step 3: pods web-1 ready: expected false, found true/);
  const json = runCli(['simulate', '--scenario', 'ci/steps.yaml', '--format', 'json'], folder.path);
  assert.equal(json.code, 1);
  assert.deepEqual(JSON.parse(json.output).differences, [
    { step: 3, path: 'pods web-1 ready', expected: false, found: true },
  ]);
});

test('what cannot be played exits with 2, with file, line and column, and prints nothing else', () => {
  const refused = manifests.replace('matchLabels: {app: web}', 'matchLabels: {app: other}');
  const cases = [
    [`${steps}- aply: web.yaml\n`, manifests, /^ci\/steps\.yaml:3:3: Step 3 is called "aply"/],
    ['- apply: none.yaml\n', manifests, /^ci\/steps\.yaml:1:3: No file "none\.yaml"/],
    [`${steps}- deletePod: {name: web-7}\n`, manifests, /^ci\/steps\.yaml:3:3: Step 3: Pod "web-7" does not exist/],
    [steps, refused, /^web\.yaml:14:24: The API server would refuse StatefulSet "web": .*selector. does not match/],
    [steps, `${manifests}---\nkind: [\n`, /^web\.yaml:\d+:\d+: The YAML cannot be read/],
    [steps, manifests.replace('replicas: 2', 'replicas: two'), /^web\.yaml:11:\d+: .*cannot be handled/],
    [steps, manifests.replace('apps/v1', 'apps/v1beta1'), /^web\.yaml:6:\d+: .*no matches for kind/],
  ] as const;
  for (const [scenario, text, line] of cases) {
    using folder = folderWith({ 'web.yaml': text, 'ci/steps.yaml': scenario });
    const { code, output, errors } = runCli(['simulate', '--scenario', 'ci/steps.yaml'], folder.path);
    assert.match(errors, line);
    assert.equal(code, 2);
    assert.equal(output, '');
  }
});

test('manifests that are refused in one file keep those of the others from being played', () => {
  using folder = folderWith({
    'a.yaml': manifests,
    'b.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: A_B}\n',
  });
  const { code, output, errors } = runCli(['simulate', 'a.yaml', 'b.yaml'], folder.path);
  assert.equal(code, 2);
  assert.equal(output, '');
  assert.match(errors, /^b\.yaml:3:\d+: The API server would refuse Service "A_B"/);
});

test('manifests and folders of them are applied and settle', () => {
  using folder = folderWith({ 'base/web.yaml': manifests, 'base/values.yaml': 'replicas: 3\n' });
  const { code, output } = runCli(['simulate', 'base'], folder.path);
  assert.equal(code, 0);
  assert.match(output, /= 2 of 2 Pods ready/);
  const watched = runCli(['simulate', '--watch-format', 'base'], folder.path);
  assert.match(watched.output, /^NAME +READY +STATUS +RESTARTS +AGE\nweb-0 +0\/1 +Pending +0 +0s\n/);
});

test('kinds that are not simulated are left out with a note, in every format', () => {
  const other = 'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web}\nspec: {}\n';
  using folder = folderWith({ 'web.yaml': manifests, 'other.yaml': other });
  const simulate = (...options: string[]): ReturnType<typeof runCli> =>
    runCli(['simulate', 'web.yaml', 'other.yaml', ...options], folder.path);
  const sentence = 'Kind "ServiceMonitor" is not simulated; "web" was left out';
  const { code, output } = simulate();
  assert.equal(code, 0);
  assert.ok(output.includes(`Note: ${sentence}.`));
  assert.deepEqual(JSON.parse(simulate('--format', 'json').output).notes, [sentence]);
  assert.equal(simulate('--watch-format').errors, `other.yaml:2:7: ${sentence}\n`);
});

test('more Pods than are simulated are told', () => {
  using folder = folderWith({
    'web.yaml': manifests.replace('replicas: 2', 'replicas: 2147483647\n  podManagementPolicy: Parallel'),
  });
  const { code, output } = runCli(['simulate', 'web.yaml'], folder.path);
  assert.equal(code, 0);
  assert.match(output, /Note: StatefulSet "web" wants 2147483647 Pods; only 2000 of a set are simulated at a time\./);
});

test('what is wrong with the call is one line and exit code 2', () => {
  using folder = folderWith({ 'web.yaml': manifests, 'steps.yaml': '- apply: web.yaml\n- settle: {}\n' });
  for (const [parameters, line] of [
    [['simulate'], /^a PATH is missing/],
    [['simulate', 'none.yaml'], /^none\.yaml: no such file or folder\n$/],
    [['simulate', '--scenario', 'none.yaml'], /^none\.yaml: no such file or folder\n$/],
    [['simulate', '--scenario', '.'], /^\.: /],
    [['simulate', '--scenario', 'steps.yaml', 'web.yaml'], /not both/],
    [['simulate', '--format', 'sarif', 'web.yaml'], /^--format "sarif" is not one of human, json\n$/],
  ] as const) {
    const { code, output, errors } = runCli(parameters, folder.path);
    assert.match(errors, line);
    assert.equal(code, 2, parameters.join(' '));
    assert.equal(output, '');
    assert.equal(errors.trim().split('\n').length, 1);
  }
});

const golden = join(import.meta.dirname, '../golden');

for (const version of ['1.34', '1.37']) {
  const folder = join(golden, 'recordings', version, 'simulation');
  const files = readdirSync(folder).filter((name) => /^s\d+\.json$/.test(name));
  // A sample: every sixth recording, others in the other version; all are compared in test/golden.
  const sample = files.filter((_, index) => index % 6 === (version === '1.37' ? 0 : 3));
  test(`JSON of the ${version} sample is equal to the recordings`, () => {
    assert.ok(sample.length > 5);
    for (const file of sample) {
      const recording = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const scenario = join(golden, 'cases/simulation', recording.name, 'steps.yaml');
      const run = runCli(['simulate', '--scenario', scenario, '--format', 'json', '--kubernetes-version', version]);
      assert.equal(run.errors, '');
      const found = JSON.parse(run.output);
      // Texts of Event objects are compared in test/golden, where their share is counted.
      const settled = recording.settled.map(({ events: _, ...state }: { events?: unknown }) => state);
      assert.deepEqual(compareSimulation({ ...recording, settled }, found).differences, [], recording.name);
      assert.ok(Array.isArray(found.arbitrary));
    }
  });
}
