// Everything that documentation says of a field, as data: the API's text, type, default, allowed values, versions,
// reference. Sentences of our own are in `practice-texts.ts`. The texts of the API are large and are loaded when somebody
// asks first; nothing else of the product needs them.

import { type Changeability, changeability } from './changeability.ts';
import { type MinorVersion, NEWEST_MINOR, OLDEST_MINOR } from './cluster-profile.ts';
import { defaultOf } from './field-defaults.ts';
import type { KnownKind } from './objects.ts';
import type { Path } from './plain-value.ts';
import { practiceText } from './practice-texts.ts';
import { referenceLink } from './reference-links.ts';
import { type FieldType, fieldAt, type SchemaField, structOfKind, typeAt } from './schema.ts';

/** The published texts: of a struct by its name, of a field by `PodSpec.containers`. */
export type FieldTexts = (place: string) => string;

/** Loads the texts; the runtime keeps them, so that a second call costs nothing. */
export async function loadFieldTexts(): Promise<FieldTexts> {
  const { texts } = await import('#kubernetes-texts');
  return (place) => texts.distinct[texts.places[place] ?? -1] ?? '';
}

export interface DocumentedValue {
  readonly value: string;
  /** What the API says of the value; often empty. */
  readonly text: string;
}

export interface FieldDocumentation {
  readonly name: string;
  /** The struct that holds the field, such as `PodSpec`. */
  readonly owner: string;
  readonly type: FieldType;
  /** The API's text, in its own Markdown-like notation, without the list of values. */
  readonly text: string;
  /** What it means in practice, for the fields that make a StatefulSet what it is. */
  readonly practice?: string;
  readonly default?: string;
  readonly values: readonly DocumentedValue[];
  readonly isRequired: boolean;
  readonly change: Changeability;
  /** Absent where every known version has it. */
  readonly since?: MinorVersion;
  readonly until?: MinorVersion;
  readonly reference: string;
}

/** The documentation of the field that `path` names; absent where the kind has no such field. */
export function documentationOf(
  kind: KnownKind,
  path: Path,
  minor: MinorVersion,
  texts: FieldTexts,
): FieldDocumentation | undefined {
  const field = fieldAt(kind, path);
  return field ? documentedField(kind, path, field, minor, texts) : undefined;
}

function documentedField(
  kind: KnownKind,
  path: Path,
  field: SchemaField,
  minor: MinorVersion,
  texts: FieldTexts,
): FieldDocumentation {
  const { text, values } = splitText(texts(`${field.owner.name}.${field.name}`));
  const listed = valuesOf(field.type);
  const practice = practiceText(field.owner.name, field.name);
  const fallback = defaultOf(field.owner.name, field.name);
  return {
    name: field.name,
    owner: field.owner.name,
    type: field.type,
    text,
    ...(practice === undefined ? {} : { practice }),
    ...(fallback === undefined ? {} : { default: fallback }),
    values: listed.map((value) => ({ value, text: values.get(value) ?? '' })),
    isRequired: field.isRequired,
    change: changeability(kind, path, minor),
    ...(field.since > OLDEST_MINOR ? { since: field.since } : {}),
    ...(field.until < NEWEST_MINOR ? { until: field.until } : {}),
    reference: referenceLink(kind, path),
  };
}

/** The values that a field, or the elements of a list, may have. */
export function valuesOf(type: FieldType): readonly string[] {
  if (type.is === 'text') return type.values ?? [];
  return type.is === 'list' ? valuesOf(type.of) : [];
}

/** The text of a kind itself. */
export function kindText(kind: KnownKind, texts: FieldTexts): string {
  return texts(structOfKind(kind).name);
}

/** The documentation of an entry of a map, such as one label: that of the map. */
export function documentedPath(kind: KnownKind, path: Path): Path {
  const root: FieldType = { is: 'struct', struct: structOfKind(kind) };
  for (let length = 1; length <= path.length; length += 1) {
    const type = typeAt(root, path.slice(0, length));
    if (type?.is === 'map' || type?.is === 'any') return path.slice(0, length);
  }
  return path;
}

/** Takes the sentences of the values out of a text; the published texts list them at the end. */
function splitText(text: string): { readonly text: string; readonly values: ReadonlyMap<string, string> } {
  const start = text.search(/\n*Possible enum values:/);
  if (start < 0) return { text, values: new Map() };
  const values = new Map<string, string>();
  for (const [, value = '', sentence = ''] of text.slice(start).matchAll(/^ *- `"([^"]*)"` ?(.*)$/gm))
    values.set(value, sentence);
  return { text: text.slice(0, start).trimEnd(), values };
}
