import type { Resource } from '../workspace/snapshot.ts';
import { nearestName } from './near-names.ts';
import { containersOf, podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { hasSelector } from './service-shape.ts';
import { setsGovernedBy } from './unit-indexes.ts';

type Facts = {
  service: string;
  targetPort: string;
  index: number;
  workloads: string[];
  names: string[];
  nearest: string;
  number: number;
};

export const serviceTargetPortUnknown: Rule = defineRule<'Service', Facts>({
  id: 'service-target-port-unknown',
  family: 'identity',
  severity: 'info',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'concepts/services-networking/service/#field-spec-ports',
  *check(service, { unit }) {
    if (!hasSelector(service)) return;
    const ports = service.object.spec?.ports ?? [];
    if (!ports.some(({ targetPort }) => typeof targetPort === 'string')) return;
    const workloads = unit.workloadsSelectedBy(service.namespace, service.object.spec?.selector ?? {});
    if (workloads.length === 0) return;
    const declared = workloads.flatMap(declaredPorts);
    const names = new Set(declared.flatMap(({ name }) => name ?? []));
    const isFound = (target: unknown) => typeof target !== 'string' || names.has(target);
    const isGoverning = setsGovernedBy(unit, service) !== undefined;
    const isAnyLeft = ports.some(({ targetPort }) => isFound(targetPort));
    for (const [index, { targetPort, port }] of ports.entries()) {
      if (typeof targetPort !== 'string' || isFound(targetPort)) continue;
      const sameNumber = declared.find(({ containerPort }) => containerPort === port);
      yield {
        at: ['spec', 'ports', index, 'targetPort'],
        facts: {
          service: service.name,
          targetPort,
          index,
          workloads: workloads.map(({ name }) => name),
          names: [...names],
          nearest:
            nearestName(targetPort, names) ??
            sameNumber?.name ??
            (names.size === 1 && ports.length === 1 ? ([...names][0] ?? '') : ''),
          number: sameNumber?.containerPort ?? 0,
        },
        ...(isGoverning || !isAnyLeft ? { severity: 'warning' as const } : {}),
        ...(names.size === 0 ? { text: 'none' } : {}),
        related: workloads.slice(0, 5).map((resource) => ({
          resource,
          at: [...(podTemplateOf(resource)?.at ?? []), 'spec', 'containers'],
          on: 'key' as const,
          text: 'workload',
          facts: { workload: resource.name },
        })),
      };
    }
  },
  fixes: {
    rename: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ nearest }) => nearest !== '',
      changes: ({ index, nearest }, service) => [
        { do: 'set', resource: service, at: ['spec', 'ports', index, 'targetPort'], value: nearest },
      ],
    },
    'use-number': {
      isSafe: false,
      applies: ({ number }) => number !== 0,
      changes: ({ index, number }, service) => [
        { do: 'set', resource: service, at: ['spec', 'ports', index, 'targetPort'], value: number },
      ],
    },
  },
});

function declaredPorts(workload: Resource) {
  const template = podTemplateOf(workload);
  return template === undefined ? [] : containersOf(template).flatMap(({ container }) => container.ports ?? []);
}
