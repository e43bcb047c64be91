// Ties the addresses in a text to the StatefulSets of the unit. Only what surely is the address of a Pod passes.

import type { Resource, UnitView } from '../../workspace/snapshot.ts';
import { isKind } from '../pod-templates.ts';
import { servicesByName, setsByName } from '../unit-indexes.ts';
import { isLiteral, type Part, parseAddresses, type RawAddress } from './parse-addresses.ts';
import { type PlacedText, placedTextsOf } from './placed-texts.ts';

export interface KnownAddress {
  readonly raw: RawAddress;
  readonly text: PlacedText;
  readonly set: Resource<'StatefulSet'>;
  readonly service: Part | undefined;
  readonly namespace: Part | undefined;
  /** The labels behind `svc`. */
  readonly domain: readonly Part[];
}

const rawByText = new WeakMap<PlacedText, readonly RawAddress[]>();

export function rawAddressesOf(text: PlacedText): readonly RawAddress[] {
  let raw = rawByText.get(text);
  if (raw === undefined) {
    raw = parseAddresses(text.text);
    rawByText.set(text, raw);
  }
  return raw;
}

/** The addresses of Pods in a workload or ConfigMap, bare Pod names included. */
export function knownAddressesOf(resource: Resource, unit: UnitView): readonly KnownAddress[] {
  const known: KnownAddress[] = [];
  for (const text of placedTextsOf(resource))
    for (const raw of rawAddressesOf(text)) {
      const set = raw.set === '' ? ownSet(resource) : setNamed(raw, resource, unit);
      if (set === undefined) continue;
      const [service, namespace, svc, ...domain] = raw.labels;
      const address: KnownAddress = { raw, text, set, service, namespace, domain: svc?.text === 'svc' ? domain : [] };
      if (isAddress(address, unit)) known.push(address);
    }
  return known;
}

function ownSet(resource: Resource): Resource<'StatefulSet'> | undefined {
  return isKind(resource, 'StatefulSet') ? resource : undefined;
}

function setNamed(raw: RawAddress, resource: Resource, unit: UnitView): Resource<'StatefulSet'> | undefined {
  const sets = setsByName(unit).get(raw.set);
  if (sets === undefined) return undefined;
  const pod = `${raw.set}-${raw.first}`;
  // `postgres-1` may be a Service or a set of its own.
  if (setsByName(unit).has(pod) || servicesByName(unit).has(pod)) return undefined;
  const namespace = isLiteral(raw.labels[1]) ? raw.labels[1].text : resource.namespace;
  return (
    sets.find((set) => set.namespace === namespace) ??
    sets.find((set) => set.namespace === resource.namespace) ??
    (sets.length === 1 ? sets[0] : undefined)
  );
}

/** `db-0.json` is a file; an address has its set's Service, a port, or the form with `svc`. */
function isAddress({ raw, service, namespace, set }: KnownAddress, unit: UnitView): boolean {
  if (service === undefined) return raw.set !== '';
  const serviceName = set.object.spec?.serviceName ?? '';
  if (service.text === serviceName || raw.labels[2]?.text === 'svc' || namespace?.text === 'svc') return true;
  if (raw.set === '') return false;
  return raw.port !== undefined || servicesByName(unit).has(service.text);
}

/** Whether the address is one that DNS is asked for: a bare Pod name is only a name. */
export function isHostAddress(address: KnownAddress): boolean {
  return address.service !== undefined;
}
