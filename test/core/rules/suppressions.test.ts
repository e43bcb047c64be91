import assert from 'node:assert/strict';
import { it } from 'node:test';
import { spanOfPlace } from '../../../server/src/core/features/diagnostics/place-span.ts';
import { DEFAULT_PROFILE } from '../../../server/src/core/kubernetes/cluster-profile.ts';
import { baselineOf, beyondBaseline } from '../../../server/src/core/rules/baseline.ts';
import { checkResource, DEFAULT_RULE_SETTINGS } from '../../../server/src/core/rules/run-rules.ts';
import { applySuppressions, type PlacedFinding } from '../../../server/src/core/rules/suppressions.ts';
import { findingsOf, snapshotOfTexts } from '../../rules/fixture.ts';

const set = (comment = '', annotations = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
${annotations}spec:
${comment}  serviceName: nginx
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers: [{ name: web, image: nginx:1.27 }]
`;

function check(text: string): { readonly left: readonly string[]; readonly unused: readonly string[] } {
  const snapshot = snapshotOfTexts({ 'web.yaml': text }, DEFAULT_PROFILE);
  const file = snapshot.files.get('web.yaml');
  assert.ok(file);
  const placed = findingsOf(snapshot).map(({ finding }): PlacedFinding => {
    const document = file.documents.find(({ document: each }) => each.manifests.includes(finding.resource.manifest));
    assert.ok(document);
    return { finding, document, span: spanOfPlace(finding.resource.manifest, finding.place) };
  });
  const { findings, unused } = applySuppressions(file, placed);
  return { left: findings.map(({ finding }) => finding.rule), unused: unused.map(({ rule }) => rule) };
}

it('a comment silences the next line', () => {
  const comment = '  # statefulset-disable-next-line governing-service-missing: made by an operator\n';
  assert.deepEqual(check(set(comment)), { left: [], unused: [] });
  assert.deepEqual(check(set()), { left: ['governing-service-missing'], unused: [] });
});

it('a comment above another line silences nothing, and is reported', () => {
  const text = set().replace('  selector:', '  # statefulset-disable-next-line governing-service-missing\n  selector:');
  assert.deepEqual(check(text), { left: ['governing-service-missing'], unused: ['governing-service-missing'] });
});

it('a comment silences its document, or the whole file', () => {
  const two = (scope: string) =>
    `# statefulset-disable-${scope} governing-service-missing: elsewhere\n${set()}---\n${set().replaceAll('web', 'api')}`;
  assert.deepEqual(check(two('document')).left, ['governing-service-missing']);
  assert.deepEqual(check(two('file')).left, []);
});

it('an annotation silences its object', () => {
  const annotations = '  annotations:\n    vscode-statefulset/disable: governing-service-missing, budget-missing\n';
  assert.deepEqual(check(set('', annotations)).left, []);
});

it('settings change severities and switch rules off', () => {
  const snapshot = snapshotOfTexts({ 'web.yaml': set() }, DEFAULT_PROFILE);
  const manifest = snapshot.files.get('web.yaml')?.documents[0]?.document.manifests[0];
  assert.ok(manifest);
  const resource = snapshot.resourceOf('web.yaml', manifest);
  assert.ok(resource);
  const severities = (severity: 'off' | 'error') =>
    checkResource(resource, snapshot.unitOf('web.yaml', manifest), {
      ...DEFAULT_RULE_SETTINGS,
      severities: { 'governing-service-missing': severity },
    }).map((finding) => finding.severity);
  assert.deepEqual(severities('error'), ['error']);
  assert.deepEqual(severities('off'), []);
});

it('a baseline silences what it counts, wherever it stands', () => {
  const findings = (text: string) =>
    findingsOf(snapshotOfTexts({ 'web.yaml': text }, DEFAULT_PROFILE)).map(({ finding }) => finding);
  const baseline = baselineOf(findings(set()));
  assert.deepEqual(beyondBaseline(findings(`# moved\n\n${set()}`), baseline), []);
  assert.equal(beyondBaseline(findings(set().replace('nginx\n', 'other\n')), baseline).length, 1);
});
