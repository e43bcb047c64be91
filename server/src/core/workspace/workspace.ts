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
// Tests and rules take `snapshotOf({ 'web.yaml': text })`. A view notes what was asked of it: `features/diagnostics`
// keeps results until a change touches one of those questions. Documents, manifests and resources are the same objects (`===`) in every
// snapshot as long as their own text is, so that caches are `WeakMap`s keyed by them.

import type { TextEdit } from '../text/span.ts';
import { Declarations, type FileRole } from './declarations.ts';
import { changedTree, type FileChange, type FolderTree } from './folder-tree.ts';
import { outlineOf } from './outline.ts';
import { PersistentMap } from './persistent-map.ts';
import { editFile, readFile } from './read-file.ts';
import { DEFAULT_SETTINGS, type EffectiveObject, type WorkspaceSettings } from './settings.ts';
import type { FileName, WorkspaceFile } from './snapshot.ts';
import { WarmData } from './warm-data.ts';
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
  readonly #warm = new WarmData();
  #snapshot: WorkspaceSnapshot;

  constructor(options: { readonly effectiveObject: EffectiveObject; readonly settings?: WorkspaceSettings }) {
    this.#effectiveObject = options.effectiveObject;
    this.#snapshot = new WorkspaceSnapshot({
      files: PersistentMap.empty<WorkspaceFile>(),
      folders: PersistentMap.empty(),
      declarations: Declarations.none(),
      settings: options.settings ?? DEFAULT_SETTINGS,
      effectiveObject: this.#effectiveObject,
      warm: this.#warm,
    });
  }

  get snapshot(): WorkspaceSnapshot {
    return this.#snapshot;
  }

  /** Takes changes in, in their order, and gives the snapshot behind the last one. */
  apply(changes: readonly WorkspaceChange[]): WorkspaceSnapshot {
    let { files, settings, declarations } = this.#snapshot;
    const touched = new Map<FileName, WorkspaceFile | undefined>();
    for (const change of changes) {
      if (change.kind === 'settings') {
        settings = change.settings;
        continue;
      }
      const { file: name } = change;
      const before = files.get(name);
      if (!touched.has(name)) touched.set(name, before);
      const options = { role: declarations.roleOf(name), warm: this.#warm };
      if (change.kind === 'remove') files = files.without(name);
      else if (change.kind === 'text') files = files.with(name, readFile(name, change.text, before, options));
      else if (before !== undefined)
        files = files.with(
          name,
          change.edits.reduce((file, edit) => editFile(file, edit, options), before),
        );
      declarations = declarations.withFile(name, files.get(name));
    }
    if (declarations !== this.#snapshot.declarations) files = this.#withRoles(files, declarations, touched);
    if (files === this.#snapshot.files && settings === this.#snapshot.settings) return this.#snapshot;
    const folders = changedFolders(this.#snapshot.folders, touched, files);
    const effectiveObject = this.#effectiveObject;
    this.#snapshot = new WorkspaceSnapshot({
      files,
      folders,
      declarations,
      settings,
      effectiveObject,
      warm: this.#warm,
    });
    return this.#snapshot;
  }

  /** Reads the files again that a kustomization or project file now makes something else of. */
  #withRoles(
    files: PersistentMap<WorkspaceFile>,
    declarations: Declarations,
    touched: Map<FileName, WorkspaceFile | undefined>,
  ): PersistentMap<WorkspaceFile> {
    let result = files;
    for (const [name, file] of files) {
      const role = declarations.roleOf(name);
      // What a file's own name tells never changes.
      if (role === roleOf(file) || role === 'kustomization') continue;
      if (!touched.has(name)) touched.set(name, this.#snapshot.files.get(name));
      result = result.with(name, readFile(name, file.text, undefined, { role, warm: this.#warm }));
    }
    return result;
  }
}

/** How a file was read. */
function roleOf({ documents }: WorkspaceFile): FileRole {
  for (const { document } of documents) {
    switch (document.notPlain) {
      case 'excluded':
        return 'excluded';
      case 'project-file':
        return 'project';
      case 'kustomize-patch':
        return 'patch';
    }
  }
  return 'manifests';
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
