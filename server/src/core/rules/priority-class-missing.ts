import { createReference, missingReference, type ReferenceFacts, renameReference } from './missing-references.ts';
import { podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

/** Classes that every cluster has begin with `system-`; no other class may. */
export const priorityClassMissing: Rule = defineRule<WorkloadKind, ReferenceFacts>({
  id: 'priority-class-missing',
  family: 'references',
  severity: 'hint',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'concepts/scheduling-eviction/pod-priority-preemption/#pod-priority',
  *check(workload, { unit }) {
    const template = podTemplateOf(workload);
    const name = template?.spec?.priorityClassName ?? '';
    if (name === '' || name.startsWith('system-')) return;
    const at = [...(template?.at ?? []), 'spec', 'priorityClassName'];
    const found = missingReference(workload, unit, 'PriorityClass', { name, at, namespace: '' });
    if (found !== undefined) yield found;
  },
  fixes: {
    rename: renameReference(),
    create: createReference((name) => ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value: 1000,
    })),
  },
});
