import { podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { servicesSelecting } from './unit-indexes.ts';

type Facts = { set: string; service: string; containers: string[] };

export const readinessProbeMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'readiness-probe-missing',
  family: 'network',
  severity: 'info',
  isAdvice: true,
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-readiness-probes',
  *check(set, { unit }) {
    const containers = set.object.spec?.template?.spec?.containers ?? [];
    if (containers.length === 0 || (set.object.spec?.replicas ?? 1) === 0) return;
    if (containers.some(({ readinessProbe }) => readinessProbe !== undefined)) return;
    const [service] = servicesSelecting(unit, set, podTemplateOf(set)?.labels ?? {});
    if (service === undefined) return;
    yield {
      at: ['spec', 'template', 'spec', 'containers'],
      on: 'key',
      facts: { set: set.name, service: service.name, containers: containers.map(({ name }) => name) },
      related: [{ resource: service, at: ['spec', 'selector'], on: 'key', text: 'service' }],
    };
  },
  fixes: {
    'add-probe': {
      isSafe: false,
      applies: () => true,
      changes: (_, set) => {
        const containers = set.object.spec?.template?.spec?.containers ?? [];
        const index = containers.findIndex(({ ports }) => (ports ?? []).length > 0);
        const [port] = containers[index]?.ports ?? [];
        if (port === undefined) return [];
        return [
          {
            do: 'set',
            resource: set,
            at: ['spec', 'template', 'spec', 'containers', index, 'readinessProbe'],
            value: { tcpSocket: { port: port.name ?? port.containerPort }, periodSeconds: 10 },
          },
        ];
      },
    },
  },
});
