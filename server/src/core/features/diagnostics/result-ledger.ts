// Results of checks, each valid until something changes that it asked about. A change of one manifest drops the results
// that asked for its kind or name; a file that comes, goes or declares other objects can change what belongs together,
// and so drops all results of the units that it may belong to.

import type { Manifest } from '../../model/manifest.ts';
import { type FolderName, isBelow } from '../../workspace/folder-tree.ts';
import { outlineOf } from '../../workspace/outline.ts';
import { PersistentMap } from '../../workspace/persistent-map.ts';
import type { FileName, Snapshot, UnitView, WorkspaceFile } from '../../workspace/snapshot.ts';
import { keysOf } from '../../workspace/unit-view.ts';
import { WorkspaceSnapshot } from '../../workspace/workspace-snapshot.ts';

interface FileResults<T> {
  /** Changes outside of this folder are of no concern. */
  readonly top: FolderName;
  readonly byManifest: Map<Manifest, { readonly asked: readonly string[]; readonly result: T }>;
}

export class ResultLedger<T> {
  readonly #files: Map<FileName, FileResults<T>> = new Map();
  /** Files without all of their results. */
  readonly #open: Set<FileName> = new Set();
  #seen: ReadonlyMap<FileName, WorkspaceFile> = PersistentMap.empty<WorkspaceFile>();
  #before: WorkspaceSnapshot | undefined;

  /** Takes note of a snapshot: drops what its changes make doubtful. Gives the files with something to check. */
  update(snapshot: Snapshot): ReadonlySet<FileName> {
    const now = snapshot instanceof WorkspaceSnapshot ? snapshot : undefined;
    const before = this.#before;
    if (before !== undefined && (now === undefined || this.#isRegrouped(before, now))) {
      this.clear();
      for (const name of snapshot.files.keys()) this.#open.add(name);
    }
    this.#before = now;
    for (const name of changedNames(this.#seen, snapshot.files))
      this.#drop(name, this.#seen.get(name), snapshot.files.get(name));
    this.#seen = snapshot.files;
    return this.#open;
  }

  /** Whether settings, project files or kustomizations, or a folder's size may have regrouped files anywhere. */
  #isRegrouped(before: WorkspaceSnapshot, now: WorkspaceSnapshot): boolean {
    if (before.settings !== now.settings || before.declarations !== now.declarations) return true;
    if (before.folders === now.folders) return false;
    return before.folders
      .changedKeys(now.folders)
      .some((folder) => before.isCollection(folder) !== now.isCollection(folder));
  }

  /** Forgets everything, such as when settings of the checks change. */
  clear(): void {
    for (const name of this.#files.keys()) this.#open.add(name);
    this.#files.clear();
  }

  /** The result for a manifest, checked now where it is not known. */
  result(snapshot: Snapshot, file: FileName, manifest: Manifest, check: (unit: UnitView) => T): T {
    const results = this.#resultsOf(snapshot, file);
    const known = results.byManifest.get(manifest);
    if (known !== undefined) return known.result;
    const unit = snapshot.unitOf(file, manifest);
    const result = check(unit);
    // An array takes half of a set's memory, and is only gone through.
    results.byManifest.set(manifest, { asked: [...unit.asked], result });
    return result;
  }

  /** All manifests of a file have results now. */
  close(file: FileName): void {
    this.#open.delete(file);
  }

  #resultsOf(snapshot: Snapshot, file: FileName): FileResults<T> {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const top = snapshot instanceof WorkspaceSnapshot ? snapshot.scopeOf(file).top : '';
    const made: FileResults<T> = { top, byManifest: new Map() };
    this.#files.set(file, made);
    return made;
  }

  #drop(name: FileName, before: WorkspaceFile | undefined, after: WorkspaceFile | undefined): void {
    if (after === undefined) {
      this.#files.delete(name);
      this.#open.delete(name);
    } else this.#open.add(name);
    const old = before === undefined ? undefined : outlineOf(before);
    const current = after === undefined ? undefined : outlineOf(after);
    const isRegrouped =
      old === undefined ||
      current === undefined ||
      old.isIncomplete !== current.isIncomplete ||
      !isSameSet(old.identities, current.identities);
    const gone = difference(old?.manifests ?? [], current?.manifests ?? []);
    const come = difference(current?.manifests ?? [], old?.manifests ?? []);
    const touched = new Set([...gone, ...come].flatMap(keysOf));
    if (!isRegrouped && touched.size === 0) return;
    const own = this.#files.get(name);
    for (const manifest of gone) own?.byManifest.delete(manifest);
    for (const [file, results] of this.#files) {
      if (!isBelow(name, results.top)) continue;
      if (isRegrouped) {
        this.#files.delete(file);
        this.#open.add(file);
        continue;
      }
      for (const [manifest, { asked }] of results.byManifest) {
        if (!hasCommon(asked, touched)) continue;
        results.byManifest.delete(manifest);
        this.#open.add(file);
      }
    }
  }
}

function changedNames(
  before: ReadonlyMap<FileName, WorkspaceFile>,
  after: ReadonlyMap<FileName, WorkspaceFile>,
): readonly FileName[] {
  if (before instanceof PersistentMap && after instanceof PersistentMap) return before.changedKeys(after);
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}

function difference<T>(all: readonly T[], others: readonly T[]): readonly T[] {
  const known = new Set(others);
  return all.filter((one) => !known.has(one));
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const one of a) if (!b.has(one)) return false;
  return true;
}

function hasCommon(asked: readonly string[], touched: ReadonlySet<string>): boolean {
  return asked.some((key) => touched.has(key));
}
