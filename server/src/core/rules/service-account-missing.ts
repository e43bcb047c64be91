import {
  createReference,
  metadataBeside,
  missingReference,
  type ReferenceFacts,
  renameReference,
} from './missing-references.ts';
import { podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

/** Every namespace has the account `default`; others are often made by operators and hooks. */
export const serviceAccountMissing: Rule = defineRule<WorkloadKind, ReferenceFacts>({
  id: 'service-account-missing',
  family: 'references',
  severity: 'hint',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'tasks/configure-pod-container/configure-service-account/',
  *check(workload, { unit }) {
    const template = podTemplateOf(workload);
    const name = template?.spec?.serviceAccountName ?? '';
    const at = [...(template?.at ?? []), 'spec', 'serviceAccountName'];
    // The older field `serviceAccount` is copied into this one.
    if (name === '' || name === 'default' || !workload.manifest.place(at).written) return;
    const found = missingReference(workload, unit, 'ServiceAccount', { name, at, namespace: workload.namespace });
    if (found !== undefined) yield found;
  },
  fixes: {
    rename: renameReference(),
    create: createReference((name, workload) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadataBeside(name, workload),
    })),
  },
});
