import type { Path } from '../kubernetes/plain-value.ts';
import { isPlainObject, valueAt } from '../kubernetes/plain-value.ts';
import { type Change, defineRule, type Rule } from './rule.ts';

type Facts = { set: string; field: string; index: number };

const METADATA_FIELDS = ['name', 'labels', 'annotations'];
const SPEC_FIELDS = ['accessModes', 'resources', 'storageClassName', 'volumeMode', 'selector', 'volumeName'];

/** The server calls these fields unknown; this says where they belong, and moves them. */
export const claimTemplateMisplacedField: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claim-template-misplaced-field',
  family: 'storage',
  severity: 'error',
  explains: ['J1'],
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'reference/kubernetes-api/workload-resources/stateful-set-v1/#StatefulSetSpec',
  *check(set) {
    const templates = valueAt(set.manifest.value, ['spec', 'volumeClaimTemplates']);
    if (!Array.isArray(templates)) return;
    for (const [index, template] of templates.entries())
      for (const field of [...METADATA_FIELDS, ...SPEC_FIELDS])
        if (isPlainObject(template) && Object.hasOwn(template, field))
          yield {
            at: ['spec', 'volumeClaimTemplates', index, field],
            on: 'key',
            facts: { set: set.name, field, index },
            ...(SPEC_FIELDS.includes(field) ? { text: 'spec' } : {}),
          };
  },
  fixes: {
    move: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ index, field }, set) => {
        const base: Path = ['spec', 'volumeClaimTemplates', index];
        const value = valueAt(set.manifest.value, [...base, field]);
        const parent = METADATA_FIELDS.includes(field) ? 'metadata' : 'spec';
        if (value === undefined) return [];
        const changes: Change[] = [
          { do: 'remove', resource: set, at: [...base, field] },
          { do: 'set', resource: set, at: [...base, parent, field], value },
        ];
        return changes;
      },
    },
  },
});
