import { nearestName } from './near-names.ts';
import { containersOf, podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = {
  container: string;
  probe: string;
  port: string;
  names: string[];
  nearest: string;
  at: (string | number)[];
};

/** A named port is looked up in the probe's own container; a number needs no declaration. */
export const probePortUnknown: Rule = defineRule<WorkloadKind, Facts>({
  id: 'probe-port-unknown',
  family: 'network',
  severity: 'error',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  *check(workload) {
    const template = podTemplateOf(workload);
    if (template === undefined) return;
    for (const { container, at } of containersOf(template))
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const)
        for (const handler of ['httpGet', 'tcpSocket'] as const) {
          const port = container[probe]?.[handler]?.port;
          if (typeof port !== 'string' || /^\d+$/.test(port) || port === '') continue;
          const names = (container.ports ?? []).flatMap(({ name }) => name ?? []);
          if (names.includes(port)) continue;
          const place = [...at, probe, handler, 'port'];
          yield {
            at: place,
            facts: {
              container: container.name ?? '',
              probe,
              port,
              names,
              nearest: nearestName(port, names) ?? (names.length === 1 ? (names[0] ?? '') : ''),
              at: place,
            },
            ...(names.length === 0 ? { text: 'none' } : {}),
          };
        }
  },
  fixes: {
    rename: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ nearest }) => nearest !== '',
      changes: ({ at, nearest }, workload) => [{ do: 'set', resource: workload, at, value: nearest }],
    },
  },
});
