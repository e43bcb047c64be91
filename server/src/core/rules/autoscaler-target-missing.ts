import { nearestName } from './near-names.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { autoscaler: string; kind: string; target: string; nearest: string; field: string };

export const autoscalerTargetMissing: Rule = defineRule<'HorizontalPodAutoscaler', Facts>({
  id: 'autoscaler-target-missing',
  family: 'scheduling',
  severity: 'warning',
  kinds: ['HorizontalPodAutoscaler'],
  since: '0.1.0',
  reference: 'concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  *check(autoscaler, { unit }) {
    const target = autoscaler.object.spec?.scaleTargetRef;
    // Required by the server, not by typing.
    if (!target?.kind || !target.name) return;
    const { kind, name } = target;
    if (kind !== 'StatefulSet' && kind !== 'Deployment' && kind !== 'ReplicaSet') return;
    if (unit.find(kind, autoscaler.namespace, name) !== undefined) return;
    const near = nearestName(
      name,
      unit.ofKind(kind).flatMap((resource) => (resource.namespace === autoscaler.namespace ? resource.name : [])),
    );
    const otherKind = (['StatefulSet', 'Deployment'] as const).find(
      (other) => other !== kind && unit.find(other, autoscaler.namespace, name) !== undefined,
    );
    // Without a slip in sight the target may live anywhere.
    if (near === undefined && otherKind === undefined) return;
    yield {
      at: ['spec', 'scaleTargetRef', near === undefined ? 'kind' : 'name'],
      facts: {
        autoscaler: autoscaler.name,
        kind,
        target: name,
        nearest: near ?? otherKind ?? '',
        field: near === undefined ? 'kind' : 'name',
      },
      ...(near === undefined ? { text: 'kind' } : {}),
    };
  },
  fixes: {
    correct: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ field, nearest }, autoscaler) => [
        { do: 'set', resource: autoscaler, at: ['spec', 'scaleTargetRef', field], value: nearest },
      ],
    },
  },
});
