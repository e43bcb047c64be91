// Which files lie in which folder, and how many manifests below each: what units are decided by. Immutable.

import type { PersistentMap } from './persistent-map.ts';
import type { FileName } from './snapshot.ts';

/** A folder's name without a final `/`; the empty text is the folder of names without one. */
export type FolderName = string;

export interface Folder {
  /** Full names, sorted. */
  readonly files: readonly FileName[];
  readonly folders: readonly FolderName[];
  /** In the folder itself and all below. */
  readonly manifestCount: number;
}

export type FolderTree = PersistentMap<Folder>;

const emptyFolder: Folder = { files: [], folders: [], manifestCount: 0 };

export function folderOf(name: FileName): FolderName {
  const slash = name.lastIndexOf('/');
  return slash < 0 ? '' : name.slice(0, slash);
}

/** The folder above, or undefined for the topmost. */
export function parentOf(folder: FolderName): FolderName | undefined {
  return folder === '' ? undefined : folderOf(folder);
}

/** Whether `file` lies in `folder` or below. */
export function isBelow(file: FileName, folder: FolderName): boolean {
  return folder === '' || (file.startsWith(folder) && file.charCodeAt(folder.length) === 47);
}

/** The folder of a file and all above it, innermost first. */
export function foldersAbove(file: FileName): readonly FolderName[] {
  const folders: FolderName[] = [];
  for (let folder: FolderName | undefined = folderOf(file); folder !== undefined; folder = parentOf(folder))
    folders.push(folder);
  return folders;
}

export interface FileChange {
  readonly file: FileName;
  /** Manifests before and after; undefined where the file did not or does not exist. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** The tree after files came, went or changed their number of manifests; folders without files vanish. */
export function changedTree(tree: FolderTree, changes: readonly FileChange[]): FolderTree {
  const added = new Map<FolderName, Set<string>>();
  const removed = new Map<FolderName, Set<string>>();
  const counts = new Map<FolderName, number>();
  for (const { file, before, after } of changes) {
    if (before === undefined && after !== undefined) note(added, folderOf(file), file);
    if (before !== undefined && after === undefined) note(removed, folderOf(file), file);
    const difference = (after ?? 0) - (before ?? 0);
    if (difference !== 0)
      for (const folder of foldersAbove(file)) counts.set(folder, (counts.get(folder) ?? 0) + difference);
  }
  let result = tree;
  for (const folder of new Set([...added.keys(), ...removed.keys(), ...counts.keys()])) {
    const known = result.get(folder) ?? emptyFolder;
    const manifestCount = known.manifestCount + (counts.get(folder) ?? 0);
    result = result.with(folder, {
      ...known,
      files: merged(known.files, added.get(folder), removed.get(folder)),
      manifestCount,
    });
  }
  for (const folder of added.keys()) result = linked(result, folder);
  for (const folder of removed.keys()) result = pruned(result, folder);
  return result;
}

function note(sets: Map<FolderName, Set<string>>, folder: FolderName, file: FileName): void {
  const set = sets.get(folder);
  if (set === undefined) sets.set(folder, new Set([file]));
  else set.add(file);
}

function merged(
  names: readonly string[],
  added?: ReadonlySet<string>,
  removed?: ReadonlySet<string>,
): readonly string[] {
  if (added === undefined && removed === undefined) return names;
  const kept = removed === undefined ? names : names.filter((name) => !removed.has(name));
  return added === undefined ? kept : [...new Set([...kept, ...added])].sort();
}

/** Makes every folder on the way up know the one below. */
function linked(tree: FolderTree, folder: FolderName): FolderTree {
  let result = tree;
  let below = folder;
  for (let above = parentOf(below); above !== undefined; above = parentOf(below)) {
    const known = result.get(above) ?? emptyFolder;
    if (known.folders.includes(below)) return result;
    result = result.with(above, { ...known, folders: [...known.folders, below].sort() });
    below = above;
  }
  return result;
}

function pruned(tree: FolderTree, folder: FolderName): FolderTree {
  let result = tree;
  for (let at: FolderName | undefined = folder; at !== undefined; at = parentOf(at)) {
    const known = result.get(at);
    if (known === undefined || known.files.length > 0 || known.folders.length > 0) return result;
    result = result.without(at);
    const above = parentOf(at);
    const parent = above === undefined ? undefined : result.get(above);
    if (above === undefined || parent === undefined) return result;
    result = result.with(above, { ...parent, folders: parent.folders.filter((name) => name !== at) });
  }
  return result;
}
