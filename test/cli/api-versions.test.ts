import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderWith, runCli } from './support/run-cli.ts';

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly refused: boolean;
  readonly fixes: readonly { readonly title: string }[];
}

function check(manifest: string): { readonly findings: readonly Found[]; readonly objects: readonly unknown[] } {
  using folder = folderWith({ 'a.yaml': manifest });
  return JSON.parse(runCli(['check', '--advice', 'off', '--format', 'json', 'a.yaml'], folder.path).output);
}

const oldSet = `apiVersion: apps/v1beta1
kind: StatefulSet
metadata:
  name: ledger
spec:
  template:
    metadata:
      labels: {part: ledger}
    spec:
      containers: [{name: ledger, image: registry.example/ledger:4}]
`;

test('a version that is no longer served is the only thing said of an object', () => {
  const { findings } = check(oldSet);
  assert.deepEqual(
    findings.map(({ rule, severity, refused }) => ({ rule, severity, refused })),
    [{ rule: 'api-version-removed', severity: 'error', refused: true }],
  );
  assert.match(findings[0]?.message ?? '', /"apps\/v1beta1" of StatefulSet was removed in Kubernetes 1\.16/);
  assert.deepEqual(
    findings[0]?.fixes.map(({ title }) => title),
    ['Write "apps/v1" as apiVersion'],
  );
});

test('a removed version of a kind whose structure is unknown is found too', () => {
  const { findings } = check(
    'apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: RoleBinding\nmetadata: {name: readers}\n',
  );
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['api-version-removed'],
  );
});

test('a kind that is gone has no version to write instead', () => {
  const [finding] = check('apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: tight}\n').findings;
  assert.match(finding?.message ?? '', /serves no PodSecurityPolicy any more/);
  assert.deepEqual(finding?.fixes, []);
});

test('a kind in the wrong case has the right one as repair', () => {
  const [finding] = check('apiVersion: apps/v1\nkind: Statefulset\nmetadata: {name: ledger}\n').findings;
  assert.equal(finding?.rule, 'api-version-not-served');
  assert.equal(finding.fixes[0]?.title, 'Write "StatefulSet" as kind');
});

test('a kind of the same name in a foreign group is not judged', () => {
  const { findings, objects } = check(
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: greeter}\nspec: {template: {spec: {}}}\n',
  );
  assert.deepEqual({ findings, objects }, { findings: [], objects: [] });
});

test('a served version beside the known one is not judged by its structure', () => {
  const { findings } = check(
    'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: ledger}\nspec:\n  maxReplicas: 4\n' +
      '  targetCPUUtilizationPercentage: 70\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ledger}\n',
  );
  assert.deepEqual(findings, []);
});

test('what the API server only warns of is information', () => {
  const volume =
    'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: ledger-a}\nspec:\n  capacity: {storage: 2Gi}\n' +
    '  accessModes: [ReadWriteOnce]\n  persistentVolumeReclaimPolicy: Recycle\n  hostPath: {path: /srv/ledger}\n';
  const { findings } = check(`${volume}---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: ledger}\n`);
  assert.deepEqual(
    findings.map(({ rule, severity }) => ({ rule, severity })),
    [
      { rule: 'server-z15', severity: 'info' },
      { rule: 'api-version-deprecated', severity: 'info' },
    ],
  );
});

test('a workload of the former group takes part in its unit', () => {
  const workload = `apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: reader}
spec:
  template:
    metadata: {labels: {part: reader}}
    spec:
      containers: [{name: reader, image: registry.example/reader:2}]
`;
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: reader}\nspec:\n  ports: [{port: 80}]\n';
  const set = oldSet.replace('spec:\n', 'spec:\n  serviceName: ledger\n');
  const { findings } = check(`${workload}---\n${service}  selector: {part: reader}\n---\n${set}`);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['api-version-removed', 'api-version-removed', 'governing-service-missing'],
  );
});
