import type { Resource } from '../workspace/snapshot.ts';
import { type Change, defineRule, type Rule, type RuleContext } from './rule.ts';
import { missingPairs, pairTexts, standsInMetadata, templateLabels, unionOfWorkloads } from './selector-mismatch.ts';
import { hasSelector, isExternalName, selectorLabelsOf } from './service-shape.ts';
import { setsGovernedBy } from './unit-indexes.ts';

type Facts = { service: string; set: string; pairs: string[]; canLabel: boolean };

export const governingServiceSelectsNoPod: Rule = defineRule<'Service', Facts>({
  id: 'governing-service-selects-no-pod',
  family: 'identity',
  severity: 'warning',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(service, { unit }) {
    if (!hasSelector(service) || isExternalName(service)) return;
    const selector = service.object.spec?.selector ?? {};
    for (const set of setsGovernedBy(unit, service) ?? []) {
      const missing = missingPairs(selector, templateLabels(set));
      if (missing.length === 0) continue;
      const own: Readonly<Record<string, string>> = set.object.spec?.selector?.matchLabels ?? {};
      const [only] = missing.length === 1 ? missing : [];
      const text = standsInMetadata(set, missing)
        ? 'metadata'
        : unionOfWorkloads(unit, service.namespace, selector).includes(set)
          ? 'union'
          : undefined;
      yield {
        at: only === undefined ? ['spec', 'selector'] : ['spec', 'selector', only[0]],
        facts: {
          service: service.name,
          set: set.name,
          pairs: pairTexts(missing),
          // The set's selector cannot be changed later, so the labels that it asks for stay as they are.
          canLabel: missing.every(([key]) => own[key] === undefined),
        },
        ...(text === undefined ? {} : { text }),
        related: [
          { resource: set, at: ['spec', 'template', 'metadata', 'labels'], on: 'key', text: 'labels' },
          { resource: set, at: ['spec', 'serviceName'], text: 'set' },
        ],
      };
    }
  },
  fixes: {
    'align-selector': {
      isSafe: true,
      isPreferred: () => true,
      changes: ({ set }, service, context) => alignSelector(service, governed(service, set, context)),
    },
    'label-pods': {
      isSafe: false,
      applies: ({ canLabel }) => canLabel,
      changes: ({ set: name }, service, context) => {
        const set = governed(service, name, context);
        if (set === undefined) return [];
        return missingPairs(service.object.spec?.selector ?? {}, templateLabels(set)).map(
          ([key, value]): Change => ({
            do: 'set',
            resource: set,
            at: ['spec', 'template', 'metadata', 'labels', key],
            value,
          }),
        );
      },
    },
  },
});

function governed(
  service: Resource<'Service'>,
  name: string,
  { unit }: RuleContext,
): Resource<'StatefulSet'> | undefined {
  return unit.find('StatefulSet', service.namespace, name);
}

/** Corrects the values of pairs whose keys the Pods have, and replaces the others by the set's own selector. */
function alignSelector(service: Resource<'Service'>, set: Resource<'StatefulSet'> | undefined): readonly Change[] {
  if (set === undefined) return [];
  const labels = templateLabels(set);
  const missing = missingPairs(service.object.spec?.selector ?? {}, labels);
  if (missing.every(([key]) => labels[key] !== undefined))
    return missing.map(
      ([key]): Change => ({ do: 'set', resource: service, at: ['spec', 'selector', key], value: labels[key] ?? '' }),
    );
  return [{ do: 'set', resource: service, at: ['spec', 'selector'], value: { ...selectorLabelsOf(set) } }];
}
