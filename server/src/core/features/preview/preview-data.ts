// What the preview of one StatefulSet rests on: its unit's objects and where their fields stand. It simulates nothing:
// the page does that. Findings and refusals are added by whoever shows it.

import type { KnownKind } from '../../kubernetes/objects.ts';
import { isPlainObject, type Path, type PlainValue } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Span } from '../../text/span.ts';
import { assumedStorageClass } from '../../workspace/assumed-storage-class.ts';
import { outlineOf } from '../../workspace/outline.ts';
import type { FileName, Resource, Snapshot, UnitView, WorkspaceFile } from '../../workspace/snapshot.ts';
import { volumesNear } from '../../workspace/volumes-near.ts';

export interface SetOfFile {
  readonly file: FileName;
  readonly namespace: string;
  readonly name: string;
}

/** Where somebody looks: a certain set, or a place in a file. */
export interface PreviewQuestion {
  readonly set?: SetOfFile;
  readonly file?: FileName;
  /** In UTF-16 code units of the file. */
  readonly offset?: number;
}

export interface PreviewedObject {
  readonly resource: Resource;
  /** Both relative to the file. */
  readonly place: Span;
  readonly fields: ReadonlyMap<string, Span>;
}

export interface PreviewData {
  readonly sets: readonly SetOfFile[];
  /** Absent where there is nothing to show. */
  readonly shown?: {
    readonly set: SetOfFile;
    readonly resource: Resource<'StatefulSet'>;
    readonly unit: UnitView;
    readonly defaultStorageClass: string | null;
    readonly objects: readonly PreviewedObject[];
  };
  /** Whether the file that was asked about has text that cannot be read at the moment. */
  readonly isStale: boolean;
}

/** Kinds of which the whole unit's objects count: the cluster has them, whoever declares them. */
const CLUSTER_KINDS: readonly KnownKind[] = ['Namespace', 'Node', 'StorageClass', 'VolumeAttributesClass'];

/** Fields of one object whose places are told at most; the page leads to the nearest field above where one is missing. */
const MOST_FIELDS = 600;

/** Everything about the set that the question means, in one snapshot. */
export function previewData(snapshot: Snapshot, question: PreviewQuestion): PreviewData {
  const found = [...snapshot.files.values()].flatMap((file) => setsOfFile(snapshot, file));
  const chosen = choose(found, question);
  const file = chosen?.set.file ?? question.file;
  const sets = found.map(({ set }) => set);
  const isStale = file !== undefined && hasSyntaxErrors(snapshot.files.get(file));
  if (!chosen) return { sets, isStale };
  const { set, resource } = chosen;
  const unit = snapshot.unitOf(set.file, resource.manifest);
  const resources = simulatedWith(resource, unit);
  return {
    sets,
    isStale,
    shown: {
      set,
      resource,
      unit,
      defaultStorageClass: assumedStorageClass(unit, resource).name,
      objects: resources.flatMap((each) => {
        const offset = offsetOf(snapshot, each);
        return offset === undefined ? [] : [previewedObject(each, offset)];
      }),
    },
  };
}

/**
 * What the set would meet on its cluster. A unit may hold other examples and variants of the same repository: of
 * namespaced objects only those count that stand in the set's file or have to do with its Pods.
 */
function simulatedWith(set: Resource<'StatefulSet'>, unit: UnitView): readonly Resource[] {
  const podLabels = set.object.spec?.template.metadata?.labels ?? {};
  const isBeside = (other: Resource): boolean => other.namespace === set.namespace && other.file === set.file;
  const selectsPods = (labels: Readonly<Record<string, string>> | undefined): boolean => {
    const wanted = Object.entries(labels ?? {});
    return wanted.length > 0 && wanted.every(([key, value]) => podLabels[key] === value);
  };
  const isInNamespace = ({ namespace }: Resource): boolean => namespace === set.namespace;
  const templates = (set.object.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '');
  return [
    ...CLUSTER_KINDS.flatMap((kind): readonly Resource[] => unit.ofKind(kind)),
    ...volumesNear(set, unit),
    ...unit
      .ofKind('PersistentVolumeClaim')
      .filter(
        (claim) => isInNamespace(claim) && templates.some((name) => claim.name.startsWith(`${name}-${set.name}-`)),
      ),
    ...unit
      .ofKind('Service')
      .filter(
        (service) =>
          isBeside(service) ||
          (isInNamespace(service) &&
            (service.name === set.object.spec?.serviceName || selectsPods(service.object.spec?.selector))),
      ),
    ...unit
      .ofKind('PodDisruptionBudget')
      .filter((budget) => isInNamespace(budget) && selectsPods(budget.object.spec?.selector?.matchLabels)),
    ...unit.ofKind('StatefulSet').filter((other) => other === set || isBeside(other)),
  ];
}

interface FoundSet {
  readonly set: SetOfFile;
  readonly resource: Resource<'StatefulSet'>;
  /** Range of the document in its file. */
  readonly document: Span;
}

function setsOfFile(snapshot: Snapshot, file: WorkspaceFile): FoundSet[] {
  // The outline is made once per file; most files hold no set.
  if (!outlineOf(file).manifests.some(({ kind }) => kind === 'StatefulSet')) return [];
  return file.documents.flatMap(({ document, offset }) =>
    document.manifests.flatMap((manifest) => {
      if (manifest.kind !== 'StatefulSet') return [];
      const resource = snapshot.resourceOf(file.name, manifest);
      if (!resource || !isStatefulSet(resource)) return [];
      const { namespace, name } = resource;
      const set = { file: file.name, namespace, name };
      return [{ set, resource, document: { start: offset, end: offset + document.text.length } }];
    }),
  );
}

function isStatefulSet(resource: Resource): resource is Resource<'StatefulSet'> {
  return resource.kind === 'StatefulSet';
}

/** The set that is named; else the one at the place; else the first of the file. */
function choose(found: readonly FoundSet[], question: PreviewQuestion): FoundSet | undefined {
  const { set, file, offset } = question;
  if (set) {
    const sameName = found.filter((each) => each.set.namespace === set.namespace && each.set.name === set.name);
    const exact = sameName.find((each) => each.set.file === set.file) ?? sameName[0];
    // A set that was renamed while it is shown is followed within its file.
    return exact ?? found.find((each) => each.set.file === set.file);
  }
  if (file === undefined) return found[0];
  const ofFile = found.filter((each) => each.set.file === file);
  if (offset === undefined) return ofFile[0];
  return ofFile.find(({ document }) => document.start <= offset && offset <= document.end) ?? ofFile[0];
}

function hasSyntaxErrors(file: WorkspaceFile | undefined): boolean {
  return (
    file?.documents.some(({ document }) => document.problems.some(({ severity }) => severity === 'error')) ?? false
  );
}

function offsetOf(snapshot: Snapshot, resource: Resource): number | undefined {
  const file = snapshot.files.get(resource.file);
  return file?.documents.find(({ document }) => document.manifests.includes(resource.manifest))?.offset;
}

const fieldsByManifest = new WeakMap<Manifest, ReadonlyMap<string, Span>>();

function previewedObject(resource: Resource, offset: number): PreviewedObject {
  const { manifest } = resource;
  let fields = fieldsByManifest.get(manifest);
  if (!fields) {
    fields = fieldsOf(manifest);
    fieldsByManifest.set(manifest, fields);
  }
  return {
    resource,
    place: moved(manifest.root.span, offset),
    fields: new Map([...fields].map(([field, span]) => [field, moved(span, offset)])),
  };
}

function moved(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}

/** Every written field by its path as the API server writes it, from its key to the end of its value. */
function fieldsOf(manifest: Manifest): ReadonlyMap<string, Span> {
  const fields = new Map<string, Span>();
  const visit = (value: PlainValue, path: Path, text: string): void => {
    if (fields.size >= MOST_FIELDS) return;
    if (text !== '') {
      const place = manifest.place(path);
      if (!place.written) return;
      fields.set(text, { start: place.key?.start ?? place.value.start, end: place.value.end });
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index], `${text}[${index}]`);
    } else if (isPlainObject(value)) {
      for (const [key, member] of Object.entries(value))
        visit(member, [...path, key], text === '' ? key : `${text}.${key}`);
    }
  };
  visit(manifest.value, [], '');
  return fields;
}
