import { ADDRESS_KINDS, hostAddressesOf, textOf } from './pod-addresses/address-facts.ts';
import { isLiteral } from './pod-addresses/parse-addresses.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { address: string; set: string; written: string; namespace: string };

export const podAddressWrongNamespace: Rule = defineRule<(typeof ADDRESS_KINDS)[number], Facts>({
  id: 'pod-address-wrong-namespace',
  family: 'addresses',
  severity: 'warning',
  kinds: ADDRESS_KINDS,
  since: '0.1.0',
  reference: 'concepts/services-networking/dns-pod-service/#namespaces-of-services',
  *check(resource, { unit }) {
    for (const address of hostAddressesOf(resource, unit)) {
      const { raw, set, namespace, text } = address;
      // A namespace that is given on the command line is not known here.
      if (set.manifest.namespace === undefined || !isLiteral(namespace)) continue;
      if (namespace.text === set.namespace || namespace.text === 'svc') continue;
      if (raw.labels[2]?.text !== 'svc' && raw.labels.length !== 2) continue;
      // Its own Pods elsewhere are another cluster of the same kind; only the set's own peers are meant for sure.
      const isOwn = resource === set || resource.namespace === set.namespace;
      const isForm = raw.labels[2]?.text === 'svc' || raw.port !== undefined;
      if (!isOwn || !isForm || unit.find('StatefulSet', namespace.text, set.name) !== undefined) continue;
      yield {
        at: text.at,
        part: { start: namespace.start, end: namespace.end },
        facts: { address: textOf(address), set: set.name, written: namespace.text, namespace: set.namespace },
        related: [{ resource: set, at: ['metadata', 'namespace'], text: 'set' }],
      };
    }
  },
  fixes: {
    correct: {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ written, namespace: right }, resource, { unit }) =>
        hostAddressesOf(resource, unit)
          .filter(({ namespace, set }) => namespace?.text === written && set.namespace === right)
          .flatMap(({ namespace, text }) =>
            namespace === undefined
              ? []
              : [
                  {
                    do: 'replace-part' as const,
                    resource,
                    at: text.at,
                    part: { start: namespace.start, end: namespace.end },
                    text: right,
                  },
                ],
          ),
    },
  },
});
