import type { Path } from '../kubernetes/plain-value.ts';
import { podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { field: string; written: string; meant: string; is: string; at: (string | number)[] };

/** `400` is the octal mode 0620, which the server accepts; modes above 0777 it refuses by itself. */
export const modeNotOctal: Rule = defineRule<WorkloadKind, Facts>({
  id: 'mode-not-octal',
  family: 'yaml',
  severity: 'warning',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'reference/kubernetes-api/config-and-storage-resources/volume/',
  *check(workload) {
    const template = podTemplateOf(workload);
    for (const [index, volume] of (template?.spec?.volumes ?? []).entries()) {
      const base = [...(template?.at ?? []), 'spec', 'volumes', index];
      for (const source of ['configMap', 'secret', 'projected', 'downwardAPI'] as const) {
        const value = volume[source];
        if (value === undefined) continue;
        const places: Path[] = [[...base, source, 'defaultMode']];
        if ('items' in value)
          for (const item of (value.items ?? []).keys()) places.push([...base, source, 'items', item, 'mode']);
        for (const at of places) {
          const place = workload.manifest.place(at);
          if (!place.written || place.node?.type !== 'scalar') continue;
          const written = place.node.text;
          if (!isUsualMode(written)) continue;
          yield {
            at,
            facts: {
              field: String(at.at(-1)),
              written,
              meant: `0${written}`,
              is: `0${Number(written).toString(8)}`,
              at: [...at],
            },
          };
        }
      }
    }
  },
  fixes: {
    'make-octal': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ at, written }, workload) => [
        { do: 'set', resource: workload, at, value: Number.parseInt(written, 8), notation: 'octal' },
      ],
    },
  },
});

/**
 * Octal digits that no decimal form of a usual mode has (416 is 0640, 420 is 0644, 493 is 0755), and that the server
 * takes; 600, 644 and 755 are above 0777 and refused.
 */
function isUsualMode(digits: string): boolean {
  return /^(400|440|444|500)$/.test(digits);
}
