import { placedSystemOf } from './known-systems.ts';
import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; system: string; replicas: number; away: number; majority: number; most: number };

/**
 * How many Pods a roll-out takes away at once: a percentage is rounded down, and never to none
 * (pkg/controller/statefulset/stateful_set_utils.go). The field is there only where the version knows it.
 */
export const quorumLostInUpdate: Rule = defineRule<'StatefulSet', Facts>({
  id: 'quorum-lost-in-update',
  family: 'rollout',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#maximum-unavailable-pods',
  *check(set) {
    const template = podTemplateOf(set);
    const spec = set.object.spec;
    const replicas = spec?.replicas ?? 1;
    const strategy = spec?.updateStrategy;
    const written = strategy?.rollingUpdate?.maxUnavailable;
    // Two members have no majority without each other, however they are updated.
    if (template === undefined || written === undefined || replicas < 3 || strategy?.type === 'OnDelete') return;
    const placed = placedSystemOf(template);
    if (placed?.isVoting !== true) return;
    const percent = typeof written === 'string' ? /^(\d+)%$/.exec(written)?.[1] : undefined;
    const allowed =
      percent === undefined ? Number(written) : Math.max(1, Math.floor((Number(percent) * replicas) / 100));
    if (!Number.isInteger(allowed)) return;
    const held = Math.max(0, (strategy?.rollingUpdate?.partition ?? 0) - (spec?.ordinals?.start ?? 0));
    const away = Math.min(allowed, replicas - held);
    const majority = Math.floor(replicas / 2) + 1;
    if (replicas - away >= majority) return;
    yield {
      at: ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'],
      facts: { set: set.name, system: placed.system.name, replicas, away, majority, most: replicas - majority },
      related: [{ resource: set, at: ['spec', 'replicas'], text: 'replicas' }],
    };
  },
  fixes: {
    lower: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ most }, set) => [
        { do: 'set', resource: set, at: ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'], value: most },
      ],
    },
  },
});
