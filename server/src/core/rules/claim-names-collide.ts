import type { Resource } from '../workspace/snapshot.ts';
import { ordinalsOf } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; template: string; claim: string; other: string };

/** Template `a` of set `b-c` and template `a-b` of set `c` make the same names (behaviour reference 5.1, case s006). */
export const claimNamesCollide: Rule = defineRule<'StatefulSet', Facts>({
  id: 'claim-names-collide',
  family: 'storage',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-storage',
  *check(set, { unit }) {
    const own = ordinalsOf(set, unit);
    for (const [index, { metadata }] of (set.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const prefix = `${metadata?.name ?? ''}-${set.name}`;
      for (let at = prefix.indexOf('-'); at >= 0; at = prefix.indexOf('-', at + 1)) {
        const [template, name] = [prefix.slice(0, at), prefix.slice(at + 1)];
        const other = name === set.name ? undefined : unit.find('StatefulSet', set.namespace, name);
        // Both would say the same: the one whose name comes later does.
        if (other === undefined || set.name < other.name || !hasTemplate(other, template)) continue;
        const theirs = ordinalsOf(other, unit);
        const first = Math.max(own.start, theirs.start);
        if (first >= Math.min(own.start + own.most, theirs.start + theirs.most)) continue;
        yield {
          at: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
          facts: { set: set.name, template: metadata?.name ?? '', claim: `${prefix}-${first}`, other: other.name },
          related: [{ resource: other, at: ['metadata', 'name'], text: 'other' }],
        };
      }
    }
  },
  fixes: {},
});

function hasTemplate(set: Resource<'StatefulSet'>, name: string): boolean {
  return (set.object.spec?.volumeClaimTemplates ?? []).some(({ metadata }) => metadata?.name === name);
}
