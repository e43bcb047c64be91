import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { ADDRESS_KINDS, hostAddressesOf, textOf } from './pod-addresses/address-facts.ts';
import { containersOf, podTemplateOf } from './pod-templates.ts';
import { defineRule, type Rule } from './rule.ts';
import { isHeadless } from './service-shape.ts';

type Facts = { address: string; port: string; set: string; service: string; targetPort: number };

/** A Pod's own name leads to the Pod: the Service's translation from `port` to `targetPort` is not on that way. */
export const podAddressWrongPort: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'pod-address-wrong-port',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/services-networking/service/#headless-services',
  *check(resource, { unit }) {
    for (const address of hostAddressesOf(resource, unit)) {
      const { port } = address.raw;
      if (port === undefined) continue;
      const targetPort = targetOf(address.set, Number(port.text), unit);
      if (targetPort === undefined) continue;
      yield {
        at: address.text.at,
        part: { start: port.start, end: port.end },
        facts: {
          address: textOf(address),
          port: port.text,
          set: address.set.name,
          service: address.set.object.spec?.serviceName ?? '',
          targetPort,
        },
        related: [{ resource: address.set, at: ['spec', 'template', 'spec', 'containers'], on: 'key', text: 'ports' }],
      };
    }
  },
  fixes: {
    'use-target-port': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ port: written, targetPort, set: name }, resource, { unit }) =>
        hostAddressesOf(resource, unit).flatMap(({ raw, set, text }) =>
          set.name === name && raw.port?.text === written
            ? [
                {
                  do: 'replace-part' as const,
                  resource,
                  at: text.at,
                  part: { start: raw.port.start, end: raw.port.end },
                  text: String(targetPort),
                },
              ]
            : [],
        ),
    },
  },
});

/** The target port of a Service port of this number that leads elsewhere, where no container declares the number. */
function targetOf(set: Resource<'StatefulSet'>, port: number, unit: UnitView): number | undefined {
  const service = unit.find('Service', set.namespace, set.object.spec?.serviceName ?? '');
  const template = podTemplateOf(set);
  if (service === undefined || template === undefined || !isHeadless(service)) return undefined;
  const declared = containersOf(template).flatMap(({ container }) => container.ports ?? []);
  if (declared.length === 0 || declared.some(({ containerPort }) => containerPort === port)) return undefined;
  const target = service.object.spec?.ports?.find((candidate) => candidate.port === port)?.targetPort;
  const number = typeof target === 'string' ? declared.find(({ name }) => name === target)?.containerPort : target;
  return number === port ? undefined : number;
}
