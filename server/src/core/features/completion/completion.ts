// Completion of keys and values from the structure of the API. Start at `completionsAt`. Items carry no documentation:
// `completionMarkdown` makes it for one of them when the editor asks, from what the item itself holds.

import { apiVersionState } from '../../kubernetes/api-versions.ts';
import type { MinorVersion } from '../../kubernetes/cluster-profile.ts';
import { defaultOf } from '../../kubernetes/field-defaults.ts';
import { documentationOf, type FieldTexts, kindText } from '../../kubernetes/field-documentation.ts';
import type { KnownKind } from '../../kubernetes/objects.ts';
import type { Path } from '../../kubernetes/plain-value.ts';
import {
  type FieldType,
  isKnownIn,
  isKnownKind,
  type SchemaField,
  SERVED_KINDS,
  type Struct,
  servedKind,
  structOfKind,
  typeAt,
} from '../../kubernetes/schema.ts';
import type { Span } from '../../text/span.ts';
import type { FileName, Snapshot } from '../../workspace/snapshot.ts';
import type { MappingNode } from '../../yaml/node.ts';
import { fieldMarkdown } from '../documentation/field-markdown.ts';
import { markdownText } from '../documentation/markdown.ts';
import { styleOf } from '../edits/style.ts';
import { documentAt } from '../hover/hover.ts';
import { type CompletionContext, contextAt, scalarIn } from './context.ts';
import { objectSnippets } from './object-snippets.ts';
import { escapeSnippet, fieldSnippet, type SnippetStyle } from './skeleton.ts';
import { valuesFor } from './values.ts';

export interface CompletionItem {
  readonly label: string;
  readonly is: 'field' | 'value' | 'kind' | 'object';
  /** A snippet in the notation of the language server protocol, with its own indentation (insert it as it is). */
  readonly snippet: string;
  /** What is replaced, in offsets of the file. */
  readonly replaced: Span;
  /** Orders the list: texts compare. */
  readonly order: string;
  readonly detail?: string;
  readonly about?: ItemSubject;
}

/** What the documentation of an item is about; plain data that travels to the editor and back. */
export type ItemSubject =
  | {
      readonly is: 'field';
      readonly kind: KnownKind;
      readonly path: Path;
      readonly minor: MinorVersion;
      readonly value?: string;
    }
  | { readonly is: 'kind'; readonly kind: KnownKind };

/** What fits at an offset of a file: fields that are not there yet, values, kinds, whole objects. */
export function completionsAt(snapshot: Snapshot, file: FileName, offset: number): readonly CompletionItem[] {
  const placed = documentAt(snapshot, file, offset);
  if (!placed || placed.document.notPlain === 'encrypted') return [];
  const context = contextAt(placed.document.text, offset - placed.offset);
  if (!context) return [];
  const { start, end } = context.replaced;
  const replaced = { start: placed.offset + start, end: placed.offset + end };
  const profile = snapshot.profileOf(file);
  const object = objectAt(context);
  const style = snippetStyle(placed.document.text, context);
  if (object.path.length === 0 && context.on === 'key' && object.mapping !== null) {
    const start = topLevelItems(context, object.kind, object.siblings, replaced);
    if (object.kind === undefined) {
      const isEmpty = object.siblings.size === 0 && !context.isInFlow && context.column === 0;
      return isEmpty ? [...start, ...objectSnippets(snapshot, file, style, replaced)] : start;
    }
  }
  if (context.on === 'value' && object.path.length === 1)
    if (object.path[0] === 'kind' || object.path[0] === 'apiVersion')
      return identityItems(object.path[0], object.mapping, profile.minor, replaced, context.quote);
  if (object.kind === undefined) return [];
  const root: FieldType = { is: 'struct', struct: structOfKind(object.kind) };
  const place: Place = { kind: object.kind, path: object.path, minor: profile.minor, replaced, style };
  const type = typeAt(root, object.path);
  if (context.on === 'value') return type ? valueItems(place, type, context) : [];
  if (type?.is === 'struct') return fieldItems(place, type.struct, context);
  // A word alone behind a dash may be a text of the list as well.
  return type && context.siblings.size === 0 && !context.hasColon ? valueItems(place, type, context) : [];
}

/** The documentation of an item, made when the editor asks for it. */
export function completionMarkdown(about: ItemSubject, texts: FieldTexts): string {
  if (about.is === 'kind') return markdownText(kindText(about.kind, texts));
  const field = documentationOf(about.kind, about.path, about.minor, texts);
  return field ? fieldMarkdown(field, about.value) : '';
}

interface Place {
  readonly kind: KnownKind;
  readonly path: Path;
  readonly minor: MinorVersion;
  readonly replaced: Span;
  readonly style: SnippetStyle;
}

interface ObjectPlace {
  readonly kind: KnownKind | undefined;
  readonly path: Path;
  readonly mapping: MappingNode | null;
  readonly siblings: ReadonlySet<string>;
}

/** The object around the cursor: the document, or the item of a list. */
function objectAt({ root, path, siblings }: CompletionContext): ObjectPlace {
  const kind = scalarIn(root, 'kind');
  const [items, index] = path;
  if (typeof kind === 'string' && kind.endsWith('List') && items === 'items' && typeof index === 'number') {
    const list = root?.entries.find((entry) => entry.name === 'items')?.value;
    const item = list?.type === 'sequence' ? list.items[index] : undefined;
    const mapping = item?.type === 'mapping' ? item : null;
    return { kind: knownKindIn(mapping), path: path.slice(2), mapping, siblings };
  }
  return { kind: knownKindIn(root), path, mapping: root, siblings };
}

function knownKindIn(mapping: MappingNode | null): KnownKind | undefined {
  const kind = scalarIn(mapping, 'kind');
  const apiVersion = scalarIn(mapping, 'apiVersion');
  if (typeof kind !== 'string' || !isKnownKind(kind)) return undefined;
  // While the version is still being written, the kind alone tells enough.
  if (typeof apiVersion !== 'string') return kind;
  const { state } = apiVersionState(apiVersion, kind, 99);
  return state === 'unknown-kind' || state === 'other-served' ? undefined : kind;
}

function snippetStyle(text: string, context: CompletionContext): SnippetStyle {
  const { lineEnd, step, dashIndent } = styleOf(text, context.document.root);
  // An unfinished text may show an indentation that goes backwards; nobody means that.
  const indents = { step: Math.max(1, step), dashIndent: Math.max(0, dashIndent) };
  return { lineEnd, ...indents, column: context.column, isInFlow: context.isInFlow };
}

function fieldItems(place: Place, struct: Struct, context: CompletionContext): readonly CompletionItem[] {
  const items: CompletionItem[] = [];
  for (const field of struct.fields.values()) {
    if (!isOffered(field, place, context)) continue;
    const path = [...place.path, field.name];
    items.push({
      label: field.name,
      is: 'field',
      snippet: context.hasColon ? field.name : fieldSnippet(field, place.minor, place.style, context.quote),
      replaced: place.replaced,
      order: `${rank(field, place)}${field.name}`,
      detail: detailOf(field),
      about: { is: 'field', kind: place.kind, path, minor: place.minor },
    });
  }
  return items;
}

/** Fields that people write: those of the server are left out, and so is what this version or this place refuses. */
function isOffered(field: SchemaField, place: Place, context: CompletionContext): boolean {
  const owner = field.owner.name;
  if (!isKnownIn(field, place.minor) || context.siblings.has(field.name)) return false;
  if (place.path.length === 0 && (field.name === 'apiVersion' || field.name === 'kind')) return false;
  if (field.name === 'status' && field.owner.fields.has('spec')) return false;
  if (owner === 'ObjectMeta') return !serverMetadata.has(field.name);
  if (owner !== 'PodSpec') return true;
  const isTemplate = place.path.includes('template');
  return !(deprecatedPodFields.has(field.name) || (isTemplate && refusedInTemplates(place.kind).has(field.name)));
}

const deprecatedPodFields: ReadonlySet<string> = new Set(['serviceAccount']);
const refusedInEvery: ReadonlySet<string> = new Set(['ephemeralContainers']);
const refusedInLasting: ReadonlySet<string> = new Set(['activeDeadlineSeconds', 'ephemeralContainers']);
/** A StatefulSet writes the last two itself, whatever the template says. */
const refusedInStatefulSets: ReadonlySet<string> = new Set([...refusedInLasting, 'hostname', 'subdomain']);

function refusedInTemplates(kind: KnownKind): ReadonlySet<string> {
  if (kind === 'StatefulSet') return refusedInStatefulSets;
  return kind === 'Job' || kind === 'CronJob' ? refusedInEvery : refusedInLasting;
}

const serverMetadata: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Required fields first, then those that a StatefulSet nearly always has. */
function rank(field: SchemaField, place: Place): number {
  if (field.isRequired) return 0;
  return common.has(`${field.owner.name}.${field.name}`) || (place.path.length === 0 && field.name === 'spec') ? 1 : 2;
}

const common: ReadonlySet<string> = new Set([
  'Container.image',
  'Container.env',
  'Container.ports',
  'Container.readinessProbe',
  'Container.resources',
  'Container.volumeMounts',
  'ObjectMeta.labels',
  'ObjectMeta.name',
  'ObjectMeta.namespace',
  'PersistentVolumeClaimSpec.accessModes',
  'PersistentVolumeClaimSpec.resources',
  'PersistentVolumeClaimSpec.storageClassName',
  'PodSpec.volumes',
  'PodTemplateSpec.metadata',
  'PodTemplateSpec.spec',
  'ServiceSpec.clusterIP',
  'ServiceSpec.ports',
  'ServiceSpec.selector',
  'StatefulSetSpec.replicas',
  'StatefulSetSpec.serviceName',
  'StatefulSetSpec.volumeClaimTemplates',
]);

function detailOf(field: SchemaField): string {
  const fallback = defaultOf(field.owner.name, field.name);
  if (field.isRequired) return 'required';
  return fallback === undefined ? '' : `default ${fallback}`;
}

function valueItems(place: Place, type: FieldType, context: CompletionContext): readonly CompletionItem[] {
  return valuesFor(place.kind, place.path, type, context.prefix).map(({ value, isDefault, isText }, index) => ({
    label: value,
    is: 'value',
    snippet: quoted(value, isText, context.quote),
    replaced: place.replaced,
    order: `${isDefault ? 0 : 1}${String(index).padStart(3, '0')}`,
    ...(isDefault ? { detail: 'default' } : {}),
    about: { is: 'field', kind: place.kind, path: place.path, minor: place.minor, value },
  }));
}

/** A text that would be read as something else gets quotes. */
function quoted(value: string, isText: boolean, quote: string): string {
  const snippet = escapeSnippet(value);
  return isText && quote === '' && /^(?:|true|false|null|~|[\d.+-].*|.*: .*|.* #.*)$/i.test(value)
    ? `"${snippet}"`
    : snippet;
}

function topLevelItems(
  context: CompletionContext,
  kind: KnownKind | undefined,
  siblings: ReadonlySet<string>,
  replaced: Span,
): readonly CompletionItem[] {
  const missing = ['apiVersion', 'kind', ...(kind === undefined ? ['metadata'] : [])].filter(
    (key) => !siblings.has(key),
  );
  return missing.map((label, index) => {
    const value = label === 'apiVersion' && kind !== undefined ? (servedKind(kind)?.apiVersion ?? '') : '';
    const colon = label === 'metadata' ? ':' : `: ${value === '' ? '$0' : value}`;
    return {
      label,
      is: 'field',
      snippet: context.hasColon ? label : `${label}${colon}`,
      replaced,
      order: `0${index}`,
    };
  });
}

function identityItems(
  field: 'kind' | 'apiVersion',
  mapping: MappingNode | null,
  minor: MinorVersion,
  replaced: Span,
  quote: string,
): readonly CompletionItem[] {
  const kind = scalarIn(mapping, 'kind');
  const apiVersion = scalarIn(mapping, 'apiVersion');
  const served = SERVED_KINDS.filter(({ since }) => since <= minor);
  if (field === 'kind') {
    const fits = served.filter((candidate) => typeof apiVersion !== 'string' || candidate.apiVersion === apiVersion);
    return (fits.length > 0 ? fits : served).map((candidate) => ({
      label: candidate.kind,
      is: 'kind',
      snippet: candidate.kind,
      replaced,
      order: `${candidate.kind === 'StatefulSet' ? 0 : 1}${candidate.kind}`,
      detail: candidate.apiVersion,
      about: { is: 'kind', kind: candidate.kind },
    }));
  }
  const versions = served.filter(
    (candidate) => typeof kind !== 'string' || !isKnownKind(kind) || candidate.kind === kind,
  );
  return [...new Set(versions.map((candidate) => candidate.apiVersion))].map((version) => ({
    label: version,
    is: 'value',
    snippet: quote === '' ? version : escapeSnippet(version),
    replaced,
    order: `${version === 'apps/v1' ? 0 : 1}${version}`,
  }));
}
