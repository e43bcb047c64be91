import type { KnownKind } from '../kubernetes/objects.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { kind: string; name: string; namespace: string };

/** Only within one file: copies in several files are variants or chapters, never applied together (22 units). */
export const objectDeclaredTwice: Rule = defineRule<KnownKind, Facts>({
  id: 'object-declared-twice',
  family: 'yaml',
  severity: 'warning',
  kinds: [
    'StatefulSet',
    'Service',
    'ConfigMap',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'PodDisruptionBudget',
    'Deployment',
    'Secret',
    'ServiceAccount',
    'StorageClass',
  ],
  since: '0.1.0',
  reference: 'concepts/overview/working-with-objects/names/',
  *check(resource, { unit }) {
    if (resource.name === '') return;
    const first = firstInFile(resource, unit);
    if (first === undefined || first.manifest === resource.manifest) return;
    yield {
      at: ['metadata', 'name'],
      facts: { kind: resource.kind, name: resource.name, namespace: resource.namespace },
      related: [{ resource: first, at: ['metadata', 'name'], text: 'first' }],
    };
  },
  fixes: {},
});

const byList = new WeakMap<readonly Resource[], ReadonlyMap<string, Resource>>();

function firstInFile(resource: Resource, unit: UnitView): Resource | undefined {
  const list: readonly Resource[] = unit.ofKind(resource.kind);
  let firsts = byList.get(list);
  if (firsts === undefined) {
    const made = new Map<string, Resource>();
    for (const each of list) {
      const key = `${each.file}\n${each.namespace}/${each.name}`;
      if (!made.has(key)) made.set(key, each);
    }
    byList.set(list, made);
    firsts = made;
  }
  return firsts.get(`${resource.file}\n${resource.namespace}/${resource.name}`);
}
