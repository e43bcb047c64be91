import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { nearestName } from './near-names.ts';
import { ordinalsOf, rangeText } from './ordinals.ts';
import { defineRule, type Rule } from './rule.ts';
import { setsByName } from './unit-indexes.ts';

type Facts = {
  volume: string;
  claim: string;
  namespace: string;
  set: string;
  ordinals: string;
  right: string;
  field: string;
};

export const volumeReservedInVain: Rule = defineRule<'PersistentVolume', Facts>({
  id: 'volume-reserved-in-vain',
  family: 'storage',
  severity: 'warning',
  kinds: ['PersistentVolume'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/#reserving-a-persistentvolume',
  *check(volume, { unit }) {
    const reference = volume.object.spec?.claimRef;
    const match = /^(.+)-(\d+)$/.exec(reference?.name ?? '');
    if (reference?.name === undefined || match === null) return;
    const [, prefix = '', ordinal = ''] = match;
    const meant = meantBy(prefix, unit);
    if (meant === undefined || unit.find('PersistentVolumeClaim', reference.namespace ?? 'default', reference.name))
      return;
    const { set, template } = meant;
    const range = ordinalsOf(set, unit);
    const facts: Facts = {
      volume: volume.name,
      claim: reference.name,
      namespace: set.namespace,
      set: set.name,
      ordinals: rangeText(range),
      right: '',
      field: 'name',
    };
    const related = [{ resource: set, at: ['metadata', 'name'], text: 'set' }];
    const number = Number(ordinal);
    if (template !== undefined && prefix !== `${template}-${set.name}`) {
      yield {
        at: ['spec', 'claimRef', 'name'],
        facts: { ...facts, right: `${template}-${set.name}-${ordinal}` },
        text: 'template',
        related,
      };
      return;
    }
    if (number < range.start || number >= range.start + range.most)
      yield { at: ['spec', 'claimRef', 'name'], facts, related };
    else if (set.manifest.namespace !== undefined && (reference.namespace ?? 'default') !== set.namespace)
      yield {
        at: ['spec', 'claimRef', 'namespace'],
        facts: { ...facts, right: set.namespace, field: 'namespace' },
        text: 'namespace',
        related,
      };
  },
  fixes: {
    correct: {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ right }) => right !== '',
      changes: ({ right, field }, volume) => [
        { do: 'set', resource: volume, at: ['spec', 'claimRef', field], value: right },
      ],
    },
  },
});

/** The set whose claims `TEMPLATE-SET` names: exactly, else by a template that is a slip away. */
function meantBy(
  prefix: string,
  unit: UnitView,
): { readonly set: Resource<'StatefulSet'>; readonly template?: string } | undefined {
  for (let at = prefix.indexOf('-'); at >= 0; at = prefix.indexOf('-', at + 1)) {
    const sets = setsByName(unit).get(prefix.slice(at + 1));
    const [set] = sets ?? [];
    if (set === undefined || sets?.length !== 1) continue;
    const templates = (set.object.spec?.volumeClaimTemplates ?? []).flatMap(({ metadata }) => metadata?.name ?? []);
    const template = prefix.slice(0, at);
    if (templates.includes(template)) return { set, template };
    const near = nearestName(template, templates);
    if (near !== undefined) return { set, template: near };
  }
  return undefined;
}
