// What the server would refuse because of a placeholder is not said beside the placeholder itself; the rest is.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Diagnostics } from '../../../server/src/core/features/diagnostics/diagnostics.ts';
import { DEFAULT_PROFILE } from '../../../server/src/core/kubernetes/cluster-profile.ts';
import { DEFAULT_RULE_SETTINGS, type RuleSettings } from '../../../server/src/core/rules/run-rules.ts';
import { snapshotOfTexts } from '../../rules/fixture.ts';

const service = `apiVersion: v1
kind: Service
metadata:
  name: \${NAME}
spec:
  type: Cluster
  ports:
    - port: \${PORT}
`;

function rulesOf(settings: RuleSettings): readonly string[] {
  const snapshot = snapshotOfTexts({ 'service.yaml': service }, DEFAULT_PROFILE);
  const diagnostics = new Diagnostics();
  diagnostics.configure(settings);
  diagnostics.update(snapshot);
  return diagnostics.ofFile(snapshot, 'service.yaml').map(({ source, field }) => `${source} ${field}`);
}

it('refusals of placeholders are left out, others are told', () => {
  const found = rulesOf(DEFAULT_RULE_SETTINGS);
  assert.ok(found.some((text) => text === 'server spec.type'));
  assert.ok(!found.some((text) => text.startsWith('server metadata.name')));
  assert.ok(!found.some((text) => text.startsWith('server spec.ports')));
});

it('they are told where the rule is off', () => {
  const found = rulesOf({ ...DEFAULT_RULE_SETTINGS, severities: { 'placeholder-left': 'off' } });
  assert.ok(found.some((text) => text.startsWith('server metadata.name')));
  assert.ok(found.some((text) => text.startsWith('server spec.ports')));
});
