// What lives here: names that refer to other objects, and within a set the names of its volumes: where they lead, who
// else says them, and how all of them are renamed at once. It never judges a name (rules do).
// Start reading at `nameAt`; which fields name what is in `reference-fields.ts`.

import type { KnownKind } from '../../kubernetes/objects.ts';
import { isPlainObject, type Path, type PlainValue } from '../../kubernetes/plain-value.ts';
import type { Change } from '../../rules/rule.ts';
import type { Span } from '../../text/span.ts';
import type { FileName, Resource, Snapshot, UnitView } from '../../workspace/snapshot.ts';
import { spanOfPlace } from '../diagnostics/place-span.ts';
import { editsFor, type WorkspaceEdits } from '../edits/edits.ts';
import { hoverTargetAt } from '../hover/hover.ts';
import { referenceFieldAt, referenceFieldsOf } from './reference-fields.ts';

/** A place where a name stands; the span is relative to the manifest's document. */
export interface NamePlace {
  readonly resource: Resource;
  readonly path: Path;
  readonly span: Span;
  readonly isDeclaration: boolean;
}

/** A name under the cursor. */
export interface NameAt {
  readonly place: NamePlace;
  readonly name: string;
  /** What is meant: an object, or a volume of one workload. */
  readonly meaning: Meaning;
}

type Meaning =
  | { readonly is: 'object'; readonly kind: KnownKind; readonly namespace: string }
  | { readonly is: 'volume'; readonly of: Resource };

/** The name at an offset of a file, where it stands for an object or a volume. */
export function nameAt(snapshot: Snapshot, file: FileName, offset: number): NameAt | undefined {
  const target = hoverTargetAt(snapshot, file, offset);
  const resource = target?.resource;
  if (target === undefined || resource === undefined) return undefined;
  const { path } = target;
  const name = textAt(resource, path);
  if (name === undefined || name === '') return undefined;
  const place = placeOf(resource, path, isDeclaration(path));
  if (path.length === 2 && path[0] === 'metadata' && path[1] === 'name')
    return { place, name, meaning: { is: 'object', kind: resource.kind, namespace: resource.namespace } };
  if (isVolumeName(path)) return { place, name, meaning: { is: 'volume', of: resource } };
  const field = referenceFieldAt(resource.kind, path);
  if (field === undefined) return undefined;
  return { place, name, meaning: { is: 'object', kind: field.kind, namespace: namespaceMeant(resource, path) } };
}

/** Where the name is declared. */
export function declarationsOf(snapshot: Snapshot, found: NameAt): readonly NamePlace[] {
  return placesOf(snapshot, found).filter((place) => place.isDeclaration);
}

/** Every place that says the name, declarations first. */
export function placesOf(snapshot: Snapshot, { place, name, meaning }: NameAt): readonly NamePlace[] {
  if (meaning.is === 'volume') return volumePlaces(meaning.of, name);
  const unit = snapshot.unitOf(place.resource.file, place.resource.manifest);
  const declared = unit.find(meaning.kind, meaning.namespace, name);
  const places: NamePlace[] = [];
  if (declared !== undefined) places.push(placeOf(declared, ['metadata', 'name'], true));
  // Who refers is asked from the declaring object, so that all sides see the same.
  const from = declared ?? place.resource;
  for (const resource of allOf(snapshot.unitOf(from.file, from.manifest)))
    for (const path of pathsNaming(resource, meaning.kind))
      if (textAt(resource, path) === name && isSameNamespace(resource, path, meaning, declared))
        places.push(placeOf(resource, path, false));
  return places;
}

/** The edits that give all these places another name; undefined where one of them cannot be edited exactly. */
export function renameEdits(snapshot: Snapshot, found: NameAt, name: string): WorkspaceEdits | undefined {
  const changes = placesOf(snapshot, found).map(
    ({ resource, path }): Change => ({ do: 'set', resource, at: path, value: name }),
  );
  return changes.length === 0 ? undefined : editsFor(snapshot, changes, { canMakeFiles: false });
}

/** Names of a file that lead to an object that is declared. */
export function linkedNames(
  snapshot: Snapshot,
  file: FileName,
): readonly { readonly from: NamePlace; readonly to: NamePlace }[] {
  const links: { from: NamePlace; to: NamePlace }[] = [];
  for (const { document } of snapshot.files.get(file)?.documents ?? []) {
    for (const manifest of document.manifests) {
      const resource = snapshot.resourceOf(file, manifest);
      if (resource === undefined) continue;
      const unit = snapshot.unitOf(file, manifest);
      for (const field of referenceFieldsOf(resource.kind)) {
        for (const path of expanded(manifest.value, field.path)) {
          const name = textAt(resource, path);
          const to = name === undefined ? undefined : unit.find(field.kind, namespaceMeant(resource, path), name);
          if (to !== undefined)
            links.push({ from: placeOf(resource, path, false), to: placeOf(to, ['metadata', 'name'], true) });
        }
      }
    }
  }
  return links;
}

const kinds: readonly KnownKind[] = [
  ...(['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const),
  ...(['PersistentVolumeClaim', 'PersistentVolume'] as const),
];

function allOf(unit: UnitView): readonly Resource[] {
  return kinds.flatMap((kind): readonly Resource[] => unit.ofKind(kind));
}

function pathsNaming(resource: Resource, kind: KnownKind): readonly Path[] {
  return referenceFieldsOf(resource.kind)
    .filter((field) => field.kind === kind)
    .flatMap((field) => expanded(resource.manifest.value, field.path));
}

/** The paths that a pattern with `*` stands for in a value. */
function expanded(root: PlainValue, pattern: readonly string[]): readonly Path[] {
  let found: { readonly value: PlainValue; readonly path: Path }[] = [{ value: root, path: [] }];
  for (const step of pattern) {
    found = found.flatMap(({ value, path }) => {
      if (step === '*')
        return Array.isArray(value)
          ? value.map((item: PlainValue, index) => ({ value: item, path: [...path, index] }))
          : [];
      const child = isPlainObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
      return child === undefined ? [] : [{ value: child, path: [...path, step] }];
    });
  }
  return found.map(({ path }) => path);
}

function isVolumeName(path: Path): boolean {
  const tail = path.slice(-3);
  if (tail.length !== 3 || typeof tail[1] !== 'number') return isClaimTemplateName(path);
  const [list, , key] = tail;
  return key === 'name' && (list === 'volumes' || list === 'volumeMounts' || list === 'volumeDevices');
}

function isClaimTemplateName(path: Path): boolean {
  return path.length === 5 && path[1] === 'volumeClaimTemplates' && path[3] === 'metadata' && path[4] === 'name';
}

function isDeclaration(path: Path): boolean {
  return isClaimTemplateName(path) || path.at(-3) === 'volumes' || (path.length === 2 && path[0] === 'metadata');
}

/** Claim templates, volumes and mounts of one workload that say a volume's name. */
function volumePlaces(resource: Resource, name: string): readonly NamePlace[] {
  const pod =
    resource.kind === 'Pod'
      ? ['spec']
      : resource.kind === 'CronJob'
        ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
        : ['spec', 'template', 'spec'];
  const patterns: readonly (readonly string[])[] = [
    ['spec', 'volumeClaimTemplates', '*', 'metadata', 'name'],
    [...pod, 'volumes', '*', 'name'],
    ...['containers', 'initContainers'].flatMap((list) => [
      [...pod, list, '*', 'volumeMounts', '*', 'name'],
      [...pod, list, '*', 'volumeDevices', '*', 'name'],
    ]),
  ];
  return patterns
    .flatMap((pattern) => expanded(resource.manifest.value, pattern))
    .filter((path) => textAt(resource, path) === name)
    .map((path) => placeOf(resource, path, isDeclaration(path)));
}

function isSameNamespace(
  resource: Resource,
  path: Path,
  meaning: Extract<Meaning, { readonly is: 'object' }>,
  declared: Resource | undefined,
): boolean {
  if (declared !== undefined && declared.namespace === '') return true;
  const meant = namespaceMeant(resource, path);
  return meant === meaning.namespace || meant === declared?.namespace;
}

/** The namespace in which a reference is looked up: its object's own, but for a volume's claim. */
function namespaceMeant(resource: Resource, path: Path): string {
  if (resource.kind === 'PersistentVolume' && path[1] === 'claimRef')
    return textAt(resource, ['spec', 'claimRef', 'namespace']) ?? '';
  return resource.namespace;
}

function textAt(resource: Resource, path: Path): string | undefined {
  let value: PlainValue | undefined = resource.manifest.value;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isPlainObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return typeof value === 'string' ? value : undefined;
}

function placeOf(resource: Resource, path: Path, isDeclared: boolean): NamePlace {
  return { resource, path, span: spanOfPlace(resource.manifest, { at: path, on: 'value' }), isDeclaration: isDeclared };
}
