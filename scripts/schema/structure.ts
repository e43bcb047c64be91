// Builds the two generated tables, structure and texts, from the published packages and the facts beside this file.
// Start at `buildSchema`. The encoding of the structure is explained at `StructureTable`.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EncodedField, FieldFlags, StructureTable } from '../../server/src/core/kubernetes/structure-table.ts';
import { type ClientProperty, clientModels } from './client-models.ts';
import { type DeclarationFile, type Declared, type DeclaredProperty, readDeclaration } from './declarations.ts';
import { EMBEDDED, NAMED_TYPES } from './go-facts.ts';
import { KINDS, LIST_KEYS } from './kinds.ts';
import { ADDED_1_37, OTHER_STRUCTS, REMOVED, SINCE } from './version-facts.ts';

export interface GeneratedSchema {
  readonly structure: StructureTable;
  /** `PodSpec` and `PodSpec.containers` to the published text. */
  readonly texts: ReadonlyMap<string, string>;
}

type Properties = ReadonlyMap<string, ClientProperty>;

interface Source {
  readonly group: string;
  readonly version: string;
  readonly name: string;
}

const oldestMinor = 27;
const packages: readonly { readonly minor: number; readonly name: string }[] = [
  { minor: 32, name: '@kubernetes/client-node-1.32' },
  { minor: 33, name: '@kubernetes/client-node-1.33' },
  { minor: 34, name: '@kubernetes/client-node-1.34' },
  { minor: 36, name: '@kubernetes/client-node' },
];

const scalars: Readonly<Record<string, string>> = {
  string: 's',
  bool: 'b',
  int32: 'i',
  int64: 'l',
  quantity: 'q',
  time: 't',
};

/** The part of a group's name that Go's package path and the facts use. */
function shortGroup(group: string): string {
  return group === '' ? 'core' : (group.split('.')[0] ?? group);
}

export function buildSchema(nodeModules: string): GeneratedSchema {
  const clients = packages.map(({ minor, name }) => ({ minor, models: clientModels(join(nodeModules, name)) }));
  const newest = clients.at(-1);
  if (!newest) throw new Error('no client package is listed');
  const indexes = new Map<string, number>();
  const structs: [string, EncodedField[]][] = [];
  const enums: (readonly string[])[] = [];
  const texts = new Map<string, string>();

  function enumIndex(values: readonly string[]): number {
    const key = JSON.stringify(values);
    const known = enums.findIndex((other) => JSON.stringify(other) === key);
    return known >= 0 ? known : enums.push(values) - 1;
  }

  function claim(key: string, version: string): EncodedField[] {
    indexes.set(key, structs.length);
    const fields: EncodedField[] = [];
    structs.push([`${version}.${key.split('.')[1]}`, fields]);
    return fields;
  }

  /** The facts' notation, such as `[]core.Container`. */
  function factType(notation: string): string {
    if (notation.startsWith('[]')) return `[${factType(notation.slice(2))}`;
    return scalars[notation] ?? String(structOfKey(notation));
  }

  function structOfKey(key: string): number {
    const known = indexes.get(key);
    if (known !== undefined) return known;
    const fact = OTHER_STRUCTS[key];
    const [group = '', name = ''] = key.split('.');
    if (!fact) return structOf({ group, version: group === 'autoscaling' ? 'v2' : 'v1', name });
    const fields = claim(key, group === 'scheduling' ? 'v1alpha3' : 'v1');
    for (const [field, notation] of Object.entries(fact)) {
      const isRequired = notation.endsWith('!');
      fields.push([field, factType(isRequired ? notation.slice(0, -1) : notation), isRequired ? { r: 1 } : {}]);
    }
    return indexes.get(key) ?? -1;
  }

  function structOf(source: Source): number {
    const key = `${source.group}.${source.name}`;
    const known = indexes.get(key);
    if (known !== undefined) return known;
    const { file, path } = declarationOf(nodeModules, source);
    const fields = claim(key, source.version);
    if (texts.has(source.name)) throw new Error(`two structs are called ${source.name}`);
    texts.set(source.name, file.text);
    const formats = newest?.models(source.group, source.version, source.name);
    for (const property of file.properties) {
      const format = formats?.get(property.name);
      if (formats && !format) throw new Error(`${key}.${property.name} is not in the client models`);
      const { encoded, values } = typeOf(property.type, format?.format ?? '', file, path, source);
      const flags = flagsOf(key, property, clients, source);
      if (values && property.name !== 'apiVersion' && property.name !== 'kind') flags.e = enumIndex(values);
      fields.push([property.name, encoded, flags]);
      if (property.text) texts.set(`${source.name}.${property.name}`, property.text);
    }
    addFacts(key, fields);
    return indexes.get(key) ?? -1;
  }

  function addFacts(key: string, fields: EncodedField[]): void {
    for (const [field, notation] of Object.entries(ADDED_1_37[key] ?? {})) {
      const flags: FieldFlags = { s: 37 };
      const goName = namedType(key, field);
      if (goName) flags.g = goName;
      fields.push([field, factType(notation), flags]);
    }
    for (const [field, { since, until, type }] of Object.entries(REMOVED[key] ?? {}))
      fields.push([field, factType(type), since ? { s: since, u: until } : { u: until }]);
    fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  function typeOf(
    declared: Declared,
    format: string,
    file: DeclarationFile,
    path: string,
    source: Source,
  ): { encoded: string; values?: readonly string[] } {
    switch (declared.is) {
      case 'string':
        return { encoded: format === 'byte' ? 'y' : format === 'date-time' ? 't' : 's' };
      case 'enum':
        return { encoded: 's', values: declared.values };
      case 'boolean':
        return { encoded: 'b' };
      case 'any':
        return { encoded: 'a' };
      case 'number': {
        if (format !== 'int32' && format !== 'int64' && format !== '')
          throw new Error(`number format ${format} in ${source.name}`);
        // Lists of numbers carry no format; all of the API are int64 (`supplementalGroups`) but exit codes.
        return { encoded: format === 'int32' || source.name === 'PodFailurePolicyOnExitCodesRequirement' ? 'i' : 'l' };
      }
      case 'list':
      case 'map': {
        const { encoded, values } = typeOf(declared.of, format, file, path, source);
        return { encoded: `${declared.is === 'list' ? '[' : '{'}${encoded}`, ...(values ? { values } : {}) };
      }
      case 'struct': {
        const names = declared.properties.map(({ name }) => name);
        if (!names.includes('apiVersion') || !names.includes('spec'))
          throw new Error(`an inlined struct in ${source.name}: ${names.join(' ')}`);
        return { encoded: String(structOf({ group: 'core', version: 'v1', name: 'PersistentVolumeClaim' })) };
      }
      case 'reference':
        return { encoded: referenceOf(declared.id, file, path, source) };
    }
  }

  function referenceOf(id: string, file: DeclarationFile, path: string, source: Source): string {
    const module = file.imports.get(id);
    const target = module === undefined ? path : targetOf(module, path);
    const name = target.split('/').at(-1) ?? '';
    if (name === 'Quantity') return 'q';
    if (name === 'IntOrString') return 'x';
    if (name === 'Time' || name === 'MicroTime') return 't';
    if (name === 'FieldsV1' || name === 'RawExtension') return 'a';
    return String(structOf(sourceOf(target, source)));
  }

  const kinds = KINDS.map(({ kind, group, version, since }): StructureTable['kinds'][number] => {
    const index = structOf({ group: shortGroup(group), version, name: kind });
    return since ? [kind, group, version, index, since] : [kind, group, version, index];
  });
  checkFacts(indexes);
  return { structure: { kinds, structs, enums }, texts };
}

function targetOf(module: string, path: string): string {
  return module.startsWith('.') ? join(dirname(path), module.replace(/\.js$/, '')) : module;
}

/** `v1/PodSpec`, `apps/v1/StatefulSetSpec`, `@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta`. */
function sourceOf(path: string, from: Source): Source {
  const parts = path.split('/');
  const [version = from.version, name = from.name] = parts.slice(-2);
  const group = parts.length === 2 ? '' : (parts.at(-3) ?? '');
  return { group: shortGroup(group), version, name };
}

function declarationOf(nodeModules: string, { group, version, name }: Source): { file: DeclarationFile; path: string } {
  const folders: Readonly<Record<string, string>> = {
    core: version,
    meta: `@kubernetes-models/apimachinery/apis/meta/${version}`,
    networking: `networking.k8s.io/${version}`,
    scheduling: `scheduling.k8s.io/${version}`,
    storage: `storage.k8s.io/${version}`,
  };
  const path = `${folders[group] ?? `${group}/${version}`}/${name}`;
  const full = join(nodeModules, group === 'meta' ? '' : 'kubernetes-models', `${path}.d.ts`);
  if (!existsSync(full)) throw new Error(`no published type ${path}`);
  const file = readDeclaration(readFileSync(full, 'utf8'), name);
  if (!file) throw new Error(`no interface in ${path}`);
  return { file, path };
}

function namedType(key: string, field: string): string | undefined {
  const entries = (NAMED_TYPES[key] ?? '').split(' ').map((entry) => entry.split('='));
  return entries.find(([name]) => name === field)?.[1];
}

function embeddedIn(key: string, field: string): string | undefined {
  for (const [struct, fields] of Object.entries(EMBEDDED[key] ?? {}))
    if (fields === 'all-but-name' ? field !== 'name' : fields.includes(field)) return struct;
  return field === 'apiVersion' || (field === 'kind' && KINDS.some(({ kind }) => key.endsWith(`.${kind}`)))
    ? 'TypeMeta'
    : undefined;
}

/** Since when a field is known, by the facts for versions without a package and by the packages for the others. */
function sinceOf(
  key: string,
  field: string,
  clients: readonly {
    readonly minor: number;
    readonly models: (group: string, version: string, name: string) => Properties | undefined;
  }[],
  source: Source,
): number {
  const fact = Number(new RegExp(`(?:^| )${field}=(\\d+)`).exec(SINCE[key] ?? '')?.[1] ?? oldestMinor);
  for (const { minor, models } of clients) {
    const model = models(source.group, source.version, source.name);
    if (model && !model.has(field) && fact <= minor)
      throw new Error(`${key}.${field} is not in 1.${minor}, but is said to be there since 1.${fact}`);
    if (model?.has(field) && fact > minor)
      throw new Error(`${key}.${field} is in 1.${minor} already, but is said to come with 1.${fact}`);
  }
  return fact;
}

function flagsOf(
  key: string,
  property: DeclaredProperty,
  clients: Parameters<typeof sinceOf>[2],
  source: Source,
): FieldFlags {
  const flags: FieldFlags = {};
  if (!property.isOptional && property.name !== 'apiVersion' && property.name !== 'kind') flags.r = 1;
  const since = sinceOf(key, property.name, clients, source);
  if (since > oldestMinor) flags.s = since;
  const goName = namedType(key, property.name);
  if (goName) flags.g = goName;
  const embedded = embeddedIn(key, property.name);
  if (embedded) flags.m = embedded;
  const keys = LIST_KEYS[`${key} ${property.name}`];
  if (keys) flags.k = keys;
  return flags;
}

/** A fact about a struct that nobody reaches is a spelling mistake or out of date. */
function checkFacts(indexes: ReadonlyMap<string, number>): void {
  const named = [SINCE, REMOVED, ADDED_1_37, EMBEDDED, NAMED_TYPES, OTHER_STRUCTS].flatMap((table) =>
    Object.keys(table),
  );
  const listed = Object.keys(LIST_KEYS).map((entry) => entry.split(' ')[0] ?? '');
  for (const key of [...named, ...listed])
    if (!indexes.has(key)) throw new Error(`facts about an unknown struct ${key}`);
}
