import { configMapReferences } from './config-map-references.ts';
import { nearestName } from './near-names.ts';
import { podTemplateOf, type WorkloadKind } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { configMap: string; key: string; nearest: string; at: (string | number)[] };

export const configMapKeyMissing: Rule = defineRule<WorkloadKind, Facts>({
  id: 'config-map-key-missing',
  family: 'references',
  severity: 'warning',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod'],
  since: '0.1.0',
  reference: 'concepts/configuration/configmap/#using-configmaps-as-files-from-a-pod',
  *check(workload, { unit }) {
    const template = podTemplateOf(workload);
    for (const { name, keys, isOptional } of template === undefined ? [] : configMapReferences(template)) {
      const configMap = isOptional ? undefined : unit.find('ConfigMap', workload.namespace, name);
      if (configMap === undefined) continue;
      const known = [...Object.keys(configMap.object.data ?? {}), ...Object.keys(configMap.object.binaryData ?? {})];
      for (const { key, at } of keys) {
        if (!key || known.includes(key)) continue;
        yield {
          at,
          facts: { configMap: name, key, nearest: nearestName(key, known) ?? '', at: [...at] },
          related: [{ resource: configMap, at: ['data'], on: 'key', text: 'config-map' }],
        };
      }
    }
  },
  fixes: {
    rename: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ nearest }) => nearest !== '',
      changes: ({ at, nearest }, workload) => [{ do: 'set', resource: workload, at, value: nearest }],
    },
    'add-key': {
      isSafe: false,
      changes: ({ configMap: name, key }, workload, { unit }) => {
        const configMap = unit.find('ConfigMap', workload.namespace, name);
        return configMap === undefined ? [] : [{ do: 'set', resource: configMap, at: ['data', key], value: '' }];
      },
    },
  },
});
