import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; seconds: number };

export const minReadyWithoutProbe: Rule = defineRule<'StatefulSet', Facts>({
  id: 'min-ready-without-probe',
  family: 'rollout',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#minimum-ready-seconds',
  *check(set) {
    const seconds = set.object.spec?.minReadySeconds ?? 0;
    const containers = set.object.spec?.template?.spec?.containers ?? [];
    if (
      seconds === 0 ||
      containers.length === 0 ||
      containers.some(({ readinessProbe }) => readinessProbe !== undefined)
    )
      return;
    yield {
      at: ['spec', 'minReadySeconds'],
      facts: { set: set.name, seconds },
      related: [{ resource: set, at: ['spec', 'template', 'spec', 'containers'], on: 'key', text: 'containers' }],
    };
  },
  fixes: {},
});
