import { configMapReferences } from './config-map-references.ts';
import { isPlaceholder } from './label-facts.ts';
import { nearestName } from './near-names.ts';
import { podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { type Change, defineRule, type Rule } from './rule.ts';
import { neighboursOf } from './unit-indexes.ts';

type Facts = { configMap: string; nearest: string; at: (string | number)[]; keys: string[] };

/** Almost always made elsewhere: only a slip is a warning. */
export const configMapMissing: Rule = defineRule<WorkloadKind, Facts>({
  id: 'config-map-missing',
  family: 'references',
  severity: 'hint',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'concepts/configuration/configmap/',
  *check(workload, { unit }) {
    const template = podTemplateOf(workload);
    const references = template === undefined ? [] : configMapReferences(template);
    const told = new Set<string>();
    for (const { name, at, isOptional } of references) {
      if (isOptional || told.has(name) || isPlaceholder(name)) continue;
      if (unit.find('ConfigMap', workload.namespace, name) !== undefined) continue;
      told.add(name);
      const others = neighboursOf(unit, 'ConfigMap', workload).map((other) => other.name);
      const nearest = nearestName(name, others) ?? '';
      yield {
        at,
        facts: {
          configMap: name,
          nearest,
          at: [...at],
          keys: references.flatMap((other) => (other.name === name ? other.keys.map(({ key }) => key) : [])),
        },
        ...(nearest !== ''
          ? { text: 'near', severity: 'warning' as const }
          : others.length > 0 && !unit.isIncomplete
            ? { severity: 'info' as const }
            : {}),
      };
    }
  },
  fixes: {
    rename: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ nearest }) => nearest !== '',
      changes: ({ configMap, nearest }, workload) => {
        const template = podTemplateOf(workload);
        if (template === undefined) return [];
        return configMapReferences(template).flatMap(({ name, at }): readonly Change[] =>
          name === configMap ? [{ do: 'set', resource: workload, at, value: nearest }] : [],
        );
      },
    },
    create: {
      isSafe: false,
      changes: ({ configMap, keys }, workload) => [
        {
          do: 'add-object',
          near: workload,
          in: 'same-file',
          object: {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: {
              name: configMap,
              ...(workload.manifest.namespace === undefined ? {} : { namespace: workload.manifest.namespace }),
            },
            data: Object.fromEntries([...new Set(keys)].map((key) => [key, ''])),
          },
        },
      ],
    },
  },
});
