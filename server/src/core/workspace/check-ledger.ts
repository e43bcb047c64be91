// Remembers the results of checks and which questions they asked, so that a change runs only those checks again that
// asked about something it touched, in whichever file they are. The host keeps one ledger per kind of result:
//
//   const ledger = new CheckLedger<Finding>((resource, unit) => runRules(resource, unit));
//   const stale = ledger.move(snapshot);     // files whose results may differ now; all of them the first time
//   for (const file of stale) publish(file, ledger.resultsOf(file));

import type { Manifest } from '../model/manifest.ts';
import type { Scope } from './folder-scope.ts';
import { type FolderName, foldersAbove } from './folder-tree.ts';
import { outlineOf } from './outline.ts';
import type { FileName, UnitView, WorkspaceFile } from './snapshot.ts';
import { keys, keysOf } from './unit-view.ts';
import type { WorkspaceSnapshot } from './workspace-snapshot.ts';

/** What a check of one manifest finds. It may look at nothing but the manifest and the view. */
export type Check<Result> = (manifest: Manifest, unit: UnitView, file: FileName) => readonly Result[];

interface Entry<Result> {
  readonly file: FileName;
  readonly manifest: Manifest;
  readonly results: readonly Result[];
  /** Keys with the topmost folder of the unit in front: what lies elsewhere cannot touch them. */
  readonly keys: readonly string[];
  /** The unit's files when the check ran. */
  readonly scope: Scope;
}

export class CheckLedger<Result> {
  readonly #check: Check<Result>;
  #snapshot: WorkspaceSnapshot | undefined;
  readonly #entries: Map<FileName, Map<Manifest, Entry<Result>>> = new Map();
  readonly #byKey: Map<string, Set<Entry<Result>>> = new Map();

  constructor(check: Check<Result>) {
    this.#check = check;
  }

  /**
   * Takes a later snapshot and drops every result that it may change. Gives the files that lost results or whose
   * documents differ; all files where the settings or a project's own files changed.
   */
  move(snapshot: WorkspaceSnapshot): ReadonlySet<FileName> {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    if (before === snapshot) return new Set();
    if (
      before === undefined ||
      before.settings !== snapshot.settings ||
      before.declarations !== snapshot.declarations
    ) {
      this.#entries.clear();
      this.#byKey.clear();
      return new Set(snapshot.files.keys());
    }
    const stale = new Set<FileName>();
    const changed = before.files.changedKeys(snapshot.files);
    const shapes = new Set<FolderName>();
    for (const name of changed) {
      stale.add(name);
      const old = before.files.get(name);
      const now = snapshot.files.get(name);
      this.#touch(name, old, now, stale);
      const wasIncomplete = old !== undefined && outlineOf(old).isIncomplete;
      if (wasIncomplete !== (now !== undefined && outlineOf(now).isIncomplete))
        for (const folder of foldersAbove(name)) this.#touchKey(scoped(folder, keys.incomplete), stale);
      if (changesShape(old, now)) for (const folder of foldersAbove(name)) shapes.add(folder);
    }
    if (shapes.size > 0) this.#reshape(shapes, before, snapshot, stale);
    return stale;
  }

  /** The results of a file's manifests, in their order; checks run where no result is known. */
  resultsOf(file: FileName): readonly Result[] {
    const snapshot = this.#snapshot;
    const found = snapshot?.files.get(file);
    if (snapshot === undefined || found === undefined) return [];
    return outlineOf(found).manifests.flatMap((manifest) => this.#entry(snapshot, file, manifest).results);
  }

  #entry(snapshot: WorkspaceSnapshot, file: FileName, manifest: Manifest): Entry<Result> {
    const known = this.#entries.get(file)?.get(manifest);
    if (known !== undefined) return known;
    const unit = snapshot.unitOf(file, manifest);
    const results = this.#check(manifest, unit, file);
    const scope = snapshot.scopeOf(file);
    const asked = [...unit.asked, membersKey].map((key) => scoped(scope.top, key));
    const entry: Entry<Result> = { file, manifest, results, keys: asked, scope };
    const entries = this.#entries.get(file) ?? new Map<Manifest, Entry<Result>>();
    entries.set(manifest, entry);
    this.#entries.set(file, entries);
    for (const key of entry.keys) {
      const asking = this.#byKey.get(key);
      if (asking === undefined) this.#byKey.set(key, new Set([entry]));
      else asking.add(entry);
    }
    return entry;
  }

  /** Drops the results that asked about manifests which came, went or changed. */
  #touch(name: FileName, old: WorkspaceFile | undefined, now: WorkspaceFile | undefined, stale: Set<FileName>): void {
    const before = new Set(old === undefined ? [] : outlineOf(old).manifests);
    const after = new Set(now === undefined ? [] : outlineOf(now).manifests);
    const folders = foldersAbove(name);
    for (const manifest of [...before, ...after]) {
      if (before.has(manifest) && after.has(manifest)) continue;
      for (const key of keysOf(manifest)) for (const folder of folders) this.#touchKey(scoped(folder, key), stale);
      const own = this.#entries.get(name)?.get(manifest);
      if (own !== undefined) this.#drop(own, stale);
    }
  }

  #touchKey(key: string, stale: Set<FileName>): void {
    for (const entry of [...(this.#byKey.get(key) ?? [])]) this.#drop(entry, stale);
  }

  /** Objects were named anew, came or went: checks whose units now hold other files lose their results. */
  #reshape(
    folders: ReadonlySet<FolderName>,
    before: WorkspaceSnapshot,
    now: WorkspaceSnapshot,
    stale: Set<FileName>,
  ): void {
    for (const folder of folders) {
      // A folder that becomes a collection of units, or ceases to be one, changes all units below.
      const asking =
        before.isCollection(folder) === now.isCollection(folder)
          ? (this.#byKey.get(scoped(folder, membersKey)) ?? [])
          : [...this.#entries.values()].flatMap((entries) => [...entries.values()]);
      for (const entry of [...asking]) if (!isSameScope(entry.scope, now.scopeOf(entry.file))) this.#drop(entry, stale);
    }
  }

  #drop(entry: Entry<Result>, stale: Set<FileName>): void {
    stale.add(entry.file);
    this.#entries.get(entry.file)?.delete(entry.manifest);
    for (const key of entry.keys) {
      const asking = this.#byKey.get(key);
      asking?.delete(entry);
      if (asking?.size === 0) this.#byKey.delete(key);
    }
  }
}

function scoped(folder: FolderName, key: string): string {
  return `${folder}\n${key}`;
}

/** Asked by every check: which files are in its unit. */
const membersKey = 'members';

function isSameScope(a: Scope, b: Scope): boolean {
  return (
    a === b ||
    (a.top === b.top &&
      a.rings.length === b.rings.length &&
      a.rings.every((ring, at) => sameNames(ring, b.rings[at] ?? [])))
  );
}

function changesShape(old: WorkspaceFile | undefined, now: WorkspaceFile | undefined): boolean {
  if (old === undefined || now === undefined) return true;
  const before = outlineOf(old);
  const after = outlineOf(now);
  return (
    before.isIncomplete !== after.isIncomplete ||
    before.manifests.length !== after.manifests.length ||
    before.identities.size !== after.identities.size ||
    [...before.identities].some((identity) => !after.identities.has(identity))
  );
}

function sameNames(a: readonly WorkspaceFile[], b: readonly WorkspaceFile[]): boolean {
  return a.length === b.length && a.every((file, at) => file.name === b[at]?.name);
}
