import { isPlaceholder } from './label-facts.ts';
import { nearestName } from './near-names.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { storageClass: string; nearest: string; at: (string | number)[] };

/** A class that merely is not declared here is ordinary (3 of 3 such findings were wrong): only a slip is told. */
export const storageClassMissing: Rule = defineRule<'StatefulSet', Facts>({
  id: 'storage-class-missing',
  family: 'storage',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/storage-classes/',
  *check(set, { unit }) {
    const classes = unit.ofKind('StorageClass');
    if (classes.length === 0) return;
    for (const [index, { spec }] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const name = spec?.storageClassName ?? '';
      if (name === '' || isPlaceholder(name) || unit.find('StorageClass', '', name) !== undefined) continue;
      // A class needs no object where volumes of that class are made by hand.
      if (unit.ofKind('PersistentVolume').some(({ object }) => object.spec?.storageClassName === name)) continue;
      const nearest = nearestName(
        name,
        classes.map((other) => other.name),
      );
      if (nearest === undefined) continue;
      const at = ['spec', 'volumeClaimTemplates', index, 'spec', 'storageClassName'];
      yield { at, facts: { storageClass: name, nearest, at: [...at] } };
    }
  },
  fixes: {
    rename: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ at, nearest }, set) => [{ do: 'set', resource: set, at, value: nearest }],
    },
  },
});
