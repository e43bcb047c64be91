// The structure of the API as data: which fields an object of a kind has, of which type, in which versions.
// Nothing here judges a manifest. Start at `structOfKind` and `fieldAt`; texts are in `field-documentation.ts`.

import { structure } from '#kubernetes-structure';
import type { MinorVersion } from './cluster-profile.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from './cluster-profile.ts';
import type { KnownKind } from './objects.ts';
import type { Path } from './plain-value.ts';

/** The type of a field as Go's decoder sees it. */
export type FieldType =
  | {
      readonly is: 'text';
      /** Go's type as its errors write it: `string`, `v1.PullPolicy`. */
      readonly goType: string;
      /** Allowed values, where the published types list them; the server may be laxer. */
      readonly values?: readonly string[];
    }
  | { readonly is: 'truth' }
  | { readonly is: 'int32' }
  | { readonly is: 'int64' }
  | { readonly is: 'quantity' }
  | { readonly is: 'number-or-text' }
  | { readonly is: 'time' }
  | { readonly is: 'bytes' }
  | { readonly is: 'any' }
  | { readonly is: 'list'; readonly of: FieldType; readonly goType: string }
  | { readonly is: 'map'; readonly of: FieldType; readonly goType: string }
  | { readonly is: 'struct'; readonly struct: Struct };

export interface SchemaField {
  readonly name: string;
  readonly type: FieldType;
  /** By the published types; what the server defaults is not required. */
  readonly isRequired: boolean;
  readonly since: MinorVersion;
  readonly until: MinorVersion;
  /** Go's embedded struct that brings the field, part of decoding paths from 1.36 on. */
  readonly embedded?: string;
  /** Keys that make an element of the list unique. */
  readonly listKeys?: readonly string[];
  readonly owner: Struct;
}

/** One struct of the API; the same object wherever it is used. */
export interface Struct {
  /** Without package: `PodSpec`. */
  readonly name: string;
  /** With Go's package: `v1.PodSpec`. */
  readonly goType: string;
  /** Fields by name, in order of their names. */
  readonly fields: ReadonlyMap<string, SchemaField>;
}

export interface ServedKind {
  readonly kind: KnownKind;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** As a manifest writes it: `apps/v1`, `v1`. */
  readonly apiVersion: string;
  readonly since: MinorVersion;
  readonly struct: Struct;
}

const letters: Readonly<Record<string, FieldType>> = {
  b: { is: 'truth' },
  i: { is: 'int32' },
  l: { is: 'int64' },
  q: { is: 'quantity' },
  x: { is: 'number-or-text' },
  t: { is: 'time' },
  y: { is: 'bytes' },
  a: { is: 'any' },
};

interface MutableStruct extends Struct {
  readonly fields: Map<string, SchemaField>;
}

const structs: readonly MutableStruct[] = structure.structs.map(([goType]) => ({
  name: goType.slice(goType.indexOf('.') + 1),
  goType,
  fields: new Map(),
}));

for (const [index, [goType, fields]] of structure.structs.entries()) {
  const owner = structs[index];
  if (!owner) continue;
  const goPackage = goType.slice(0, goType.indexOf('.'));
  for (const [name, encoded, flags] of fields) {
    const goName = flags.g === undefined || flags.g.includes('.') ? flags.g : `${goPackage}.${flags.g}`;
    const values = flags.e === undefined ? undefined : structure.enums[flags.e];
    owner.fields.set(name, {
      name,
      type: decoded(encoded, goName, values),
      isRequired: flags.r === 1,
      since: flags.s ?? OLDEST_MINOR,
      until: flags.u ?? NEWEST_MINOR,
      ...(flags.m === undefined ? {} : { embedded: flags.m }),
      ...(flags.k === undefined ? {} : { listKeys: flags.k }),
      owner,
    });
  }
}

function decoded(encoded: string, goName: string | undefined, values: readonly string[] | undefined): FieldType {
  const rest = encoded.slice(1);
  if (encoded.startsWith('[')) {
    const of = decoded(rest, goName, values);
    return { is: 'list', of, goType: `[]${goTypeOf(of)}` };
  }
  if (encoded.startsWith('{')) {
    // The only named map of the API is the one of quantities.
    const of = decoded(rest, undefined, undefined);
    return { is: 'map', of, goType: of.is === 'quantity' ? 'v1.ResourceList' : `map[string]${goTypeOf(of)}` };
  }
  if (encoded === 's') return { is: 'text', goType: goName ?? 'string', ...(values ? { values } : {}) };
  const scalar = letters[encoded];
  if (scalar) return scalar;
  const struct = structs[Number(encoded)];
  return struct ? { is: 'struct', struct } : { is: 'any' };
}

/** A type as Go's decoding errors name it. */
export function goTypeOf(type: FieldType): string {
  switch (type.is) {
    case 'text':
    case 'list':
    case 'map':
      return type.goType;
    case 'truth':
      return 'bool';
    case 'int32':
    case 'number-or-text':
      return 'int32';
    case 'int64':
      return 'int64';
    case 'quantity':
      return 'resource.Quantity';
    case 'time':
      return 'string';
    case 'bytes':
      return '[]uint8';
    case 'any':
      return 'interface {}';
    case 'struct':
      return type.struct.goType;
  }
}

/** All kinds that the product knows, with the API version that is served. */
export const SERVED_KINDS: readonly ServedKind[] = structure.kinds.flatMap(([kind, group, version, index, since]) => {
  const struct = structs[index];
  if (!struct) return [];
  return [
    {
      // The generator lists exactly the kinds of `objects.ts`; a test compares the two.
      kind: kind as KnownKind,
      group,
      version,
      apiVersion: group === '' ? version : `${group}/${version}`,
      since: since ?? OLDEST_MINOR,
      struct,
    },
  ];
});

const servedByKind: ReadonlyMap<string, ServedKind> = new Map(SERVED_KINDS.map((served) => [served.kind, served]));

export function isKnownKind(kind: string): kind is KnownKind {
  return servedByKind.has(kind);
}

/** The served version of a kind; absent for kinds that the product does not know. */
export function servedKind(kind: string): ServedKind | undefined {
  return servedByKind.get(kind);
}

export function structOfKind(kind: KnownKind): Struct {
  const served = servedByKind.get(kind);
  if (!served) throw new Error(`no structure of ${kind}`);
  return served.struct;
}

/** Whether a version of Kubernetes knows the field. */
export function isKnownIn(field: SchemaField, minor: MinorVersion): boolean {
  return field.since <= minor && minor <= field.until;
}

/** The type of what stands at `path` below a type; absent where the structure has no such place. */
export function typeAt(type: FieldType, path: Path): FieldType | undefined {
  let at: FieldType | undefined = type;
  for (const step of path) {
    if (at === undefined) return undefined;
    if (at.is === 'struct') at = typeof step === 'string' ? at.struct.fields.get(step)?.type : undefined;
    else if (at.is === 'list') at = typeof step === 'number' ? at.of : undefined;
    else if (at.is === 'map') at = typeof step === 'string' ? at.of : undefined;
    else return at.is === 'any' ? at : undefined;
  }
  return at;
}

/** The field that the last key of `path` names, in an object of a kind; list positions at the end are skipped. */
export function fieldAt(kind: KnownKind, path: Path): SchemaField | undefined {
  let end = path.length;
  while (end > 0 && typeof path[end - 1] === 'number') end -= 1;
  const name = path[end - 1];
  if (typeof name !== 'string') return undefined;
  const parent = typeAt({ is: 'struct', struct: structOfKind(kind) }, path.slice(0, end - 1));
  return parent?.is === 'struct' ? parent.struct.fields.get(name) : undefined;
}
