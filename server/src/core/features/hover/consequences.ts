// What a StatefulSet's fields come to: names of Pods and claims, DNS names, storage in total. Nothing is enumerated
// beyond the few names that are shown, since a set may ask for two billion Pods.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { Path } from '../../kubernetes/plain-value.ts';
import { quantityOf } from '../../kubernetes/quantity.ts';
import type { Resource } from '../../workspace/snapshot.ts';

/** Some names of many: the first ones and the last, and how many there are. */
export interface SomeNames {
  readonly count: number;
  readonly shown: readonly string[];
  readonly last?: string;
}

export type Consequence =
  | { readonly is: 'pods'; readonly names: SomeNames }
  | { readonly is: 'addresses'; readonly names: SomeNames }
  | { readonly is: 'claims'; readonly names: SomeNames }
  | { readonly is: 'storage'; readonly total: string };

const shownNames = 3;

/** Consequences of the fields where they are not obvious: `replicas`, `serviceName`, `volumeClaimTemplates`. */
export function consequencesOf(resource: Resource, path: Path, profile: ClusterProfile): readonly Consequence[] {
  if (resource.kind !== 'StatefulSet' || path[0] !== 'spec' || path.length > 2) return [];
  // `kind` says which type the object has; TypeScript does not narrow a generic interface by it.
  const { spec } = (resource as Resource<'StatefulSet'>).object;
  const { name, namespace } = resource;
  if (!spec || name === '') return [];
  const count = Math.max(0, numberOr(spec.replicas, 1));
  const start = Math.max(0, numberOr(spec.ordinals?.start, 0));
  const someNames = (nameOf: (ordinal: number) => string): SomeNames => someOf(count, (index) => nameOf(start + index));
  switch (path[1]) {
    case 'replicas':
      return [{ is: 'pods', names: someNames((ordinal) => `${name}-${ordinal}`) }];
    case 'serviceName': {
      const { serviceName } = spec;
      if (typeof serviceName !== 'string' || serviceName === '') return [];
      const zone = `${serviceName}.${namespace}.svc.${profile.clusterDomain}`;
      return [{ is: 'addresses', names: someNames((ordinal) => `${name}-${ordinal}.${zone}`) }];
    }
    case 'volumeClaimTemplates':
      return claimConsequences(spec.volumeClaimTemplates, name, count, start);
    default:
      return [];
  }
}

interface ClaimTemplate {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly resources?: { readonly requests?: Readonly<Record<string, string | number>> } };
}

function claimConsequences(
  templates: readonly ClaimTemplate[] | undefined,
  name: string,
  count: number,
  start: number,
): readonly Consequence[] {
  const named = Array.isArray(templates) ? templates.filter((template) => template?.metadata?.name) : [];
  if (named.length === 0) return [];
  const claims = someOf(count * named.length, (index) => {
    const template = named[index % named.length];
    return `${template?.metadata?.name}-${name}-${start + Math.floor(index / named.length)}`;
  });
  const total = totalStorage(named, count);
  return [{ is: 'claims', names: claims }, ...(total === undefined ? [] : [{ is: 'storage', total } as const])];
}

/** Nothing where a template asks for no readable amount. */
function totalStorage(templates: readonly ClaimTemplate[], count: number): string | undefined {
  let total = 0n;
  for (const template of templates) {
    const read = quantityOf(template.spec?.resources?.requests?.['storage'] ?? '');
    if (!read.ok || read.quantity.exponent < 0 || read.quantity.exponent > 18) return undefined;
    total += read.quantity.unscaled * 10n ** BigInt(read.quantity.exponent) * BigInt(count);
  }
  return amountText(total);
}

const units: readonly (readonly [unit: string, size: bigint])[] = [
  ['Pi', 2n ** 50n],
  ['Ti', 2n ** 40n],
  ['Gi', 2n ** 30n],
  ['Mi', 2n ** 20n],
  ['Ki', 2n ** 10n],
  ['P', 10n ** 15n],
  ['T', 10n ** 12n],
  ['G', 10n ** 9n],
  ['M', 10n ** 6n],
  ['k', 10n ** 3n],
];

/** The amount in the largest unit that needs no more than two decimals: `31.5Gi`. */
function amountText(bytes: bigint): string {
  const unit = units.find(([, size]) => bytes >= size && (bytes * 100n) % size === 0n);
  if (!unit) return String(bytes);
  const [name, size] = unit;
  const decimals = String(((bytes * 100n) / size) % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${bytes / size}${decimals === '' ? '' : `.${decimals}`}${name}`;
}

function someOf(count: number, nameAt: (index: number) => string): SomeNames {
  const shown = Array.from({ length: Math.min(count, shownNames) }, (_, index) => nameAt(index));
  return count > shownNames ? { count, shown, last: nameAt(count - 1) } : { count, shown };
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : fallback;
}
