// The outline of a file: its objects, in each its parts that have names, such as containers, ports and claim templates.

import { isPlainObject, type Path, type PlainValue } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Span } from '../../text/span.ts';
import type { Snapshot, WorkspaceDocument } from '../../workspace/snapshot.ts';

export interface OutlineItem {
  readonly name: string;
  /** The kind of an object, or the list that a part stands in. */
  readonly detail: string;
  readonly is: 'object' | 'part';
  readonly document: WorkspaceDocument;
  /** All of it, and its name alone; relative to the document. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** Lists whose items are shown. */
const shownLists: ReadonlySet<string> = new Set([
  ...['containers', 'initContainers', 'volumeClaimTemplates', 'volumes', 'ports', 'env', 'rules', 'subsets'],
]);

export function outlineOfFile(snapshot: Snapshot, file: string): readonly OutlineItem[] {
  const items: OutlineItem[] = [];
  for (const { document } of snapshot.files.get(file)?.documents ?? [])
    for (const manifest of document.manifests) items.push(objectItem(document, manifest));
  return items;
}

function objectItem(document: WorkspaceDocument, manifest: Manifest): OutlineItem {
  const { kind, name, root } = manifest;
  const place = manifest.place(['metadata', 'name']);
  return {
    name: name === '' ? kind || '?' : name,
    detail: kind,
    is: 'object',
    document,
    span: root.span,
    nameSpan: place.written ? place.value : { start: root.span.start, end: root.span.start },
    children: partsOf(document, manifest, manifest.value, []),
  };
}

function partsOf(
  document: WorkspaceDocument,
  manifest: Manifest,
  value: PlainValue,
  path: Path,
): readonly OutlineItem[] {
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (!Array.isArray(child)) return partsOf(document, manifest, child, [...path, key]);
    if (!shownLists.has(key)) return [];
    return child.flatMap((item: PlainValue, index) => partItem(document, manifest, item, [...path, key, index], key));
  });
}

function partItem(
  document: WorkspaceDocument,
  manifest: Manifest,
  item: PlainValue,
  path: Path,
  list: string,
): readonly OutlineItem[] {
  if (!isPlainObject(item)) return [];
  const namePath = nameOf(item, path);
  if (namePath === undefined) return [];
  const whole = manifest.place(path);
  const own = manifest.place(namePath.path);
  // A part behind an alias or merge key stands elsewhere: it is shown where it is written.
  const isInside = own.value.start >= whole.value.start && own.value.end <= whole.value.end;
  return [
    {
      name: namePath.name,
      detail: list,
      is: 'part',
      document,
      span: whole.value,
      nameSpan: isInside ? own.value : { start: whole.value.start, end: whole.value.start },
      children: partsOf(document, manifest, item, path),
    },
  ];
}

function nameOf(item: PlainValue, path: Path): { readonly name: string; readonly path: Path } | undefined {
  for (const steps of [['name'], ['metadata', 'name'], ['port'], ['containerPort']]) {
    let value: PlainValue | undefined = item;
    for (const step of steps) value = isPlainObject(value) ? value[step] : undefined;
    if (typeof value === 'string' || typeof value === 'number')
      return { name: String(value), path: [...path, ...steps] };
  }
  return undefined;
}
