// Which files belong to a file's deployment unit where nobody stated units: by folders and identities alone. The rules
// and their reasons are written down in `docs/deployment-units.md`.

import { type Folder, type FolderName, type FolderTree, folderOf, parentOf } from './folder-tree.ts';
import { outlineOf } from './outline.ts';
import type { FileName, WorkspaceFile } from './snapshot.ts';

/** A folder that holds more manifests is a collection of units, not a part of one. */
export const MAX_UNIT_MANIFESTS = 500;

/** The files of a unit as one of them sees it, nearest first. */
export interface Scope {
  /** Rings around the asking file; the first is the file alone. */
  readonly rings: readonly (readonly WorkspaceFile[])[];
  /** The topmost folder that was searched: nothing outside of it matters. */
  readonly top: FolderName;
}

export interface ScopeSource {
  readonly files: ReadonlyMap<FileName, WorkspaceFile>;
  readonly folders: FolderTree;
  /** Folders above which nothing is searched, such as those of the workspace. */
  readonly roots: ReadonlySet<FolderName>;
}

/** Rings: the file; its folder's other files; folders below; then the same for each folder above. */
export function folderScope(file: WorkspaceFile, source: ScopeSource): Scope {
  const unit = new Collector(file, source);
  let folder = folderOf(file.name);
  const own = source.folders.get(folder);
  if (own === undefined || own.manifestCount > MAX_UNIT_MANIFESTS) return { rings: unit.rings, top: folder };
  unit.addFiles(own.files);
  unit.addFolders(own.folders);
  let top = folder;
  while (!source.roots.has(folder)) {
    const above = parentOf(folder);
    const parent = above === undefined ? undefined : source.folders.get(above);
    if (above === undefined || parent === undefined || parent.manifestCount > MAX_UNIT_MANIFESTS) break;
    // Copies of the folder repeat objects that the asking file itself may not share.
    unit.addTaken(identitiesBelow(folder, source));
    unit.addFiles(parent.files);
    unit.addFolders(parent.folders.filter((name) => name !== folder));
    folder = above;
    top = above;
  }
  return { rings: unit.rings, top };
}

class Collector {
  readonly rings: (readonly WorkspaceFile[])[];
  readonly #asking: WorkspaceFile;
  readonly #source: ScopeSource;
  readonly #taken: Set<string>;

  constructor(asking: WorkspaceFile, source: ScopeSource) {
    this.rings = [[asking]];
    this.#asking = asking;
    this.#source = source;
    this.#taken = new Set(outlineOf(asking).identities);
  }

  addTaken(identities: Iterable<string>): void {
    for (const identity of identities) this.#taken.add(identity);
  }

  /** Files of one folder, each taken unless it repeats what is taken already. */
  addFiles(names: readonly FileName[]): void {
    const ring: WorkspaceFile[] = [];
    for (const name of nearestFirst(names, this.#asking.name)) {
      const file = this.#source.files.get(name);
      if (file === undefined || file.name === this.#asking.name) continue;
      if (this.#take(outlineOf(file).identities)) ring.push(file);
    }
    if (ring.length > 0) this.rings.push(ring);
  }

  /** Folders, each taken as a whole or not at all. */
  addFolders(names: readonly FolderName[]): void {
    const ring: WorkspaceFile[] = [];
    for (const name of nearestFirst(names, this.#asking.name))
      if (this.#take(identitiesBelow(name, this.#source))) ring.push(...filesBelow(name, this.#source));
    if (ring.length > 0) this.rings.push(ring);
  }

  #take(identities: ReadonlySet<string>): boolean {
    for (const identity of identities) if (this.#taken.has(identity)) return false;
    this.addTaken(identities);
    return true;
  }
}

const identitiesByFolder = new WeakMap<ReadonlyMap<FileName, WorkspaceFile>, Map<FolderName, ReadonlySet<string>>>();

function identitiesBelow(folder: FolderName, source: ScopeSource): ReadonlySet<string> {
  let byFolder = identitiesByFolder.get(source.files);
  if (byFolder === undefined) {
    byFolder = new Map();
    identitiesByFolder.set(source.files, byFolder);
  }
  const known = byFolder.get(folder);
  if (known !== undefined) return known;
  const identities = new Set<string>();
  for (const file of filesBelow(folder, source))
    for (const identity of outlineOf(file).identities) identities.add(identity);
  byFolder.set(folder, identities);
  return identities;
}

/** All files below a folder, sorted by folder. Callers keep to folders below `MAX_UNIT_MANIFESTS`. */
export function filesBelow(name: FolderName, source: ScopeSource): readonly WorkspaceFile[] {
  const files: WorkspaceFile[] = [];
  const open: FolderName[] = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const folder: Folder | undefined = source.folders.get(next);
    for (const file of folder?.files ?? []) {
      const known = source.files.get(file);
      if (known !== undefined) files.push(known);
    }
    open.push(...(folder?.folders ?? []).toReversed());
  }
  return files;
}

/** Names that begin like the asking file's first: `web-service.yaml` before `api-service.yaml` for `web.yaml`. */
function nearestFirst(names: readonly string[], asking: FileName): readonly string[] {
  const weights = new Map(names.map((name) => [name, commonPrefix(name, asking)]));
  return [...names].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a < b ? -1 : 1));
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}
