// What the rules about references to single objects share: such objects are almost always made elsewhere, so that only
// a slip of the keyboard is a warning.

import type { KnownKind } from '../kubernetes/objects.ts';
import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { isPlaceholder } from './label-facts.ts';
import { nearestName } from './near-names.ts';
import type { Fix, RuleFinding } from './rule.ts';
import { neighboursOf } from './unit-indexes.ts';

export type ReferenceFacts = { name: string; nearest: string; at: (string | number)[] };

/** The finding about a name that is written at `at`, or undefined where the object is there or nothing can be said. */
export function missingReference(
  resource: Resource,
  unit: UnitView,
  kind: KnownKind,
  reference: { readonly name: string; readonly at: Path; readonly namespace: string },
): RuleFinding<ReferenceFacts> | undefined {
  const { name, at, namespace } = reference;
  if (isPlaceholder(name) || unit.find(kind, namespace, name) !== undefined) return undefined;
  const others = namespace === '' ? unit.ofKind(kind) : neighboursOf(unit, kind, resource);
  const nearest =
    nearestName(
      name,
      others.map((other) => other.name),
    ) ?? '';
  return {
    at,
    facts: { name, nearest, at: [...at] },
    ...(nearest !== ''
      ? { text: 'near', severity: 'warning' as const }
      : others.length > 0 && !unit.isIncomplete
        ? { severity: 'info' as const }
        : {}),
  };
}

/** Writes the name of the one that is there. */
export function renameReference<K extends KnownKind>(): Fix<K, ReferenceFacts> {
  return {
    isSafe: false,
    isPreferred: () => true,
    applies: ({ nearest }) => nearest !== '',
    changes: ({ at, nearest }, resource) => [{ do: 'set', resource, at, value: nearest }],
  };
}

/** Adds the object behind the one that names it. */
export function createReference<K extends KnownKind>(
  objectOf: (name: string, resource: Resource<K>) => PlainObject,
): Fix<K, ReferenceFacts> {
  return {
    isSafe: false,
    changes: ({ name }, resource) => [
      { do: 'add-object', near: resource, in: 'same-file', object: objectOf(name, resource) },
    ],
  };
}

/** Name and, where the naming object writes one, namespace. */
export function metadataBeside(name: string, resource: Resource): PlainObject {
  const { namespace } = resource.manifest;
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}
