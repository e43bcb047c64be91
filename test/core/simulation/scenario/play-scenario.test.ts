import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_PROFILE } from '../../../../server/src/core/kubernetes/cluster-profile.ts';
import {
  type RunOptions,
  runManifests,
  runScenario,
  type ScenarioRun,
} from '../../../../server/src/core/simulation/scenario/run-scenario.ts';
import { STEP_VERBS } from '../../../../server/src/core/simulation/scenario/scenario.ts';
import { STEP_FIELDS } from '../../../../server/src/core/simulation/scenario/step-fields.ts';

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

function run(steps: string, options: Partial<RunOptions> = {}): ScenarioRun {
  const host = { read: (file: string): string | undefined => (file === 'web.yaml' ? manifests : undefined) };
  return runScenario('steps.yaml', steps, host, { profile: DEFAULT_PROFILE, format: 'human', ...options });
}

test('expectations that hold give exit code 0', () => {
  const result = run(`- apply: web.yaml
- settle: {}
- setImage: {name: web, image: "nginx:1.27"}
- settle: {}
- expect: {pods: {web-0: {ready: true, image: "nginx:1.27", revision: r2}, web-2: absent}, dns: {web-0.nginx: [web-0]}, order: [web-1, web-0]}
`);
  assert.equal(result.exitCode, 0, result.output);
  assert.match(result.output, /pod web-1 created \(r2, nginx:1\.27\)/);
});

test('an expectation that does not hold is told and gives exit code 1', () => {
  const result = run(
    '- apply: web.yaml\n- settle: {}\n- expect: {pods: {web-1: {ready: false}, web-9: {ready: true}}}\n',
  );
  assert.equal(result.exitCode, 1);
  assert.match(result.output, /Step 3: pods web-1 ready: expected false, found true/);
  assert.match(result.output, /Step 3: pods web-9: expected .*, found nothing/);
});

test('what cannot be played gives exit code 2 with a place, and nothing is played', () => {
  const cases = [
    ['- aply: web.yaml\n', 'step-unknown', 'aply'],
    ['- apply: other.yaml\n', 'file-missing', 'apply: other.yaml'],
    ['- apply: web.yaml\n- scale: {name: web}\n', 'field-missing', 'scale'],
    ['- apply: web.yaml\n- scale: {name: web, replicas: many}\n', 'field-type', 'many'],
    ['- apply: web.yaml\n- deletePod: {name: web-7}\n', 'object-missing', 'deletePod: {name: web-7}'],
    ['- expect: {}\n', 'nothing-settled', 'expect: {}'],
    ['{}\n', 'no-list-of-steps', '{}'],
  ] as const;
  for (const [steps, code, text] of cases) {
    const result = run(steps);
    assert.equal(result.exitCode, 2, steps);
    const [problem] = result.problems;
    assert.equal(problem?.code, code, steps);
    assert.equal(steps.slice(problem?.place.span.start, problem?.place.span.end), text);
    assert.doesNotMatch(problem?.message ?? '', /\{\w+\}/);
  }
});

test('kubectl apply keeps replicas that the manifest does not name', () => {
  const host = { read: (): string => manifests.replace('  replicas: 2\n', '') };
  const steps =
    '- apply: a.yaml\n- settle: {}\n- scale: {name: web, replicas: 3}\n- settle: {}\n- apply: a.yaml\n- settle: {}\n- expect: {sets: {web: {replicasWanted: 3}}}\n';
  assert.equal(runScenario('', steps, host, { profile: DEFAULT_PROFILE, format: 'human' }).exitCode, 0);
});

test('manifests alone are applied and settle; the watch shows the life of each Pod', () => {
  const host = { read: (): string => manifests };
  const result = runManifests(['web.yaml'], host, { profile: DEFAULT_PROFILE, format: 'human', watchFormat: true });
  assert.equal(result.exitCode, 0);
  assert.deepEqual(
    result.output.split('\n').map((line) => line.trim().split(/\s+/).slice(0, 3).join(' ')),
    [
      'NAME READY STATUS',
      'web-0 0/1 Pending',
      'web-0 0/1 ContainerCreating',
      'web-0 0/1 Running',
      'web-0 1/1 Running',
      'web-1 0/1 Pending',
      'web-1 0/1 ContainerCreating',
      'web-1 0/1 Running',
      'web-1 1/1 Running',
      '',
    ],
  );
});

test('manifests alone find the default class that the profile and their volumes leave', () => {
  const claims =
    '  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]\n';
  const volume = `---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /data}}
`;
  const summary = (text: string, defaultStorageClass: string): string | undefined => {
    const profile = { ...DEFAULT_PROFILE, defaultStorageClass };
    const { output } = runManifests(['a.yaml'], { read: () => text }, { profile, format: 'human' });
    return /\d+ of \d+ claims bound/.exec(output)?.[0];
  };
  assert.equal(summary(manifests + claims, 'auto'), '2 of 2 claims bound');
  assert.equal(summary(manifests + claims, 'none'), '0 of 1 claims bound');
  assert.equal(summary(manifests + claims + volume, 'auto'), '1 of 2 claims bound');
  assert.equal(summary(manifests + claims + volume, 'fast'), '2 of 2 claims bound');
});

test('the schema knows exactly the steps and fields that are read', () => {
  const path = join(import.meta.dirname, '../../../../schemas/scenario.schema.json');
  const { items } = JSON.parse(readFileSync(path, 'utf8'));
  assert.deepEqual(Object.keys(items.properties).sort(), [...STEP_VERBS].sort());
  for (const verb of STEP_VERBS) {
    const fields = STEP_FIELDS[verb];
    assert.deepEqual(Object.keys(items.properties[verb].properties ?? {}).sort(), Object.keys(fields ?? {}).sort());
    const required = Object.entries(fields ?? {}).flatMap(([name, field]) => (field.isRequired ? name : []));
    assert.deepEqual([...(items.properties[verb].required ?? [])].sort(), required.sort());
  }
});
