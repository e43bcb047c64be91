// What lives here: all files at one moment, and how they change. It never reads files, knows no timers and no settings'
// origin: the host passes texts and settings in. Start reading at `Workspace`; the questions are in `snapshot.ts`.
//
// How to use it:
//
//   const workspace = new Workspace({ effectiveObject });
//   const snapshot = workspace.apply([{ kind: 'text', file: 'shop/web.yaml', text }]);
//   for (const { document } of snapshot.files.get('shop/web.yaml')?.documents ?? [])
//     for (const manifest of document.manifests) check(manifest, snapshot.unitOf('shop/web.yaml', manifest));
//
// Tests and rules take `snapshotOf({ 'web.yaml': text })`. Who runs checks again and again keeps a `CheckLedger`: it
// knows which results a change leaves valid. Documents, manifests and resources are the same objects (`===`) in every
// snapshot as long as their own text is, so that caches are `WeakMap`s keyed by them.

import type { TextEdit } from '../text/span.ts';
import { changedTree, type FileChange, type FolderTree } from './folder-tree.ts';
import { outlineOf } from './outline.ts';
import { PersistentMap } from './persistent-map.ts';
import { editFile, readFile } from './read-file.ts';
import { DEFAULT_SETTINGS, type EffectiveObject, type WorkspaceSettings } from './settings.ts';
import type { FileName, Snapshot, WorkspaceFile } from './snapshot.ts';
import { WorkspaceSnapshot } from './workspace-snapshot.ts';

export type WorkspaceChange =
  /** A file's whole text: opened, read from disk, or replaced. */
  | { readonly kind: 'text'; readonly file: FileName; readonly text: string }
  /** Edits one after the other, each speaking of the text that the one before left. */
  | { readonly kind: 'edit'; readonly file: FileName; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'remove'; readonly file: FileName }
  | { readonly kind: 'settings'; readonly settings: WorkspaceSettings };

export class Workspace {
  readonly #effectiveObject: EffectiveObject;
  #snapshot: WorkspaceSnapshot;

  constructor(options: { readonly effectiveObject: EffectiveObject; readonly settings?: WorkspaceSettings }) {
    this.#effectiveObject = options.effectiveObject;
    this.#snapshot = new WorkspaceSnapshot({
      files: PersistentMap.empty<WorkspaceFile>(),
      folders: PersistentMap.empty(),
      settings: options.settings ?? DEFAULT_SETTINGS,
      effectiveObject: this.#effectiveObject,
    });
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes changes in, in their order, and gives the snapshot behind the last one. */
  apply(changes: readonly WorkspaceChange[]): Snapshot {
    let files = this.#snapshot.files;
    let settings = this.#snapshot.settings;
    const touched = new Map<FileName, WorkspaceFile | undefined>();
    for (const change of changes) {
      if (change.kind === 'settings') {
        settings = change.settings;
        continue;
      }
      const before = files.get(change.file);
      if (!touched.has(change.file)) touched.set(change.file, before);
      if (change.kind === 'remove') files = files.without(change.file);
      else if (change.kind === 'text') files = files.with(change.file, readFile(change.file, change.text, before));
      else if (before !== undefined) files = files.with(change.file, change.edits.reduce(editFile, before));
    }
    if (files === this.#snapshot.files && settings === this.#snapshot.settings) return this.#snapshot;
    const folders = changedFolders(this.#snapshot.folders, touched, files);
    this.#snapshot = new WorkspaceSnapshot({ files, folders, settings, effectiveObject: this.#effectiveObject });
    return this.#snapshot;
  }
}

function changedFolders(
  folders: FolderTree,
  touched: ReadonlyMap<FileName, WorkspaceFile | undefined>,
  files: PersistentMap<WorkspaceFile>,
): FolderTree {
  const changes: FileChange[] = [];
  for (const [file, before] of touched)
    changes.push({ file, before: manifestCount(before), after: manifestCount(files.get(file)) });
  return changedTree(folders, changes);
}

function manifestCount(file: WorkspaceFile | undefined): number | undefined {
  return file === undefined ? undefined : outlineOf(file).manifests.length;
}
