import type { Resource } from '../workspace/snapshot.ts';
import { systemOf } from './known-systems.ts';
import { ordinalsOf } from './ordinals.ts';
import { knownAddressesOf } from './pod-addresses/known-addresses.ts';
import { parseAddresses } from './pod-addresses/parse-addresses.ts';
import { containersOf, podTemplateOf } from './pod-templates.ts';
import { type Change, defineRule, type Rule } from './rule.ts';

type Facts = { set: string; service: string; what: string };

/**
 * Told only where the probe itself cannot succeed before other Pods run: that ordered start, a readiness probe and the
 * use of Pod names stand together proves nothing (14 of 14 such sets were fine).
 */
export const readinessNeedsPeers: Rule = defineRule<'StatefulSet', Facts>({
  id: 'readiness-needs-peers',
  family: 'identity',
  severity: 'warning',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#orderedready-pod-management',
  *check(set, { unit }) {
    const spec = set.object.spec;
    const { start, replicas } = ordinalsOf(set, unit);
    if ((spec?.podManagementPolicy ?? 'OrderedReady') !== 'OrderedReady' || replicas < 2) return;
    const template = podTemplateOf(set);
    const service = unit.find('Service', set.namespace, spec?.serviceName ?? '');
    if (template === undefined) return;
    const system = systemOf(template);
    for (const { container, at } of containersOf(template)) {
      const probe = container.readinessProbe;
      if (probe === undefined) continue;
      const path = probe.httpGet?.path;
      const namesAll =
        path !== undefined &&
        system?.readyPaths?.test(path) === true &&
        new Set(
          knownAddressesOf(set, unit).flatMap((address) => (address.set === set ? (address.raw.first ?? []) : [])),
        ).size > 1;
      const command = probe.exec?.command?.join('\n') ?? '';
      const higher = higherPodIn(command, set, start);
      if (!namesAll && higher === undefined) continue;
      yield {
        at: [...at, 'readinessProbe'],
        on: 'key',
        facts: { set: set.name, service: service?.name ?? '', what: higher ?? path ?? '' },
        text: higher === undefined ? 'quorum' : 'default',
        related: [{ resource: set, at: ['spec', 'podManagementPolicy'], text: 'policy' }],
      };
    }
  },
  fixes: {
    parallel: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ service: name }, set, { unit }) => {
        const service = unit.find('Service', set.namespace, name);
        const changes: Change[] = [
          { do: 'set', resource: set, at: ['spec', 'podManagementPolicy'], value: 'Parallel' },
        ];
        if (service !== undefined)
          changes.push({ do: 'set', resource: service, at: ['spec', 'publishNotReadyAddresses'], value: true });
        return changes;
      },
    },
  },
});

/** A Pod above the first one that the text names: it is only made when the first one is ready. */
function higherPodIn(text: string, set: Resource<'StatefulSet'>, start: number): string | undefined {
  const address = parseAddresses(text).find(
    ({ set: name, first, labels }) => name === set.name && labels.length > 0 && (first ?? start) > start,
  );
  return address === undefined ? undefined : `${set.name}-${address.first}`;
}
