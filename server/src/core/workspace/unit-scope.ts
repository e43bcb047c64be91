// Which files belong to a file's deployment unit, and what their objects are called in it: what a project file states
// first, then what a kustomization tells, then folders and identities. Rules: `docs/deployment-units.md`.

import { type Declarations, relative } from './declarations.ts';
import { filesBelow, folderScope, type Scope, type ScopeSource } from './folder-scope.ts';
import { type FolderName, folderOf, foldersAbove, isBelow } from './folder-tree.ts';
import { fitsGlob } from './glob.ts';
import type { Kustomization } from './kustomization.ts';
import type { FileName, WorkspaceFile } from './snapshot.ts';

/** What a kustomization makes of names. */
export interface Naming {
  readonly prefix: string;
  readonly suffix: string;
  readonly namespace?: string;
}

export interface UnitScope extends Scope {
  /** Names of the objects of files, where they differ from those written. */
  readonly namings: ReadonlyMap<FileName, Naming>;
  /** Whether something belongs to the unit that no file of the workspace shows. */
  readonly isIncomplete: boolean;
}

export interface UnitSource extends ScopeSource {
  readonly declarations: Declarations;
}

export function unitScope(file: WorkspaceFile, source: UnitSource): UnitScope {
  const byFolders = (): UnitScope => ({ ...folderScope(file, source), namings: new Map(), isIncomplete: false });
  return statedScope(file, source) ?? kustomizedScope(file, source) ?? byFolders();
}

/** The first unit of the nearest project file whose globs fit. */
function statedScope(file: WorkspaceFile, source: UnitSource): UnitScope | undefined {
  const found = source.declarations.projectOf(file.name);
  if (found === undefined) return undefined;
  const { folder, project } = found;
  const unit = project.units.find((candidate) => isIn(relative(file.name, folder), candidate));
  if (unit === undefined) return undefined;
  const others = filesBelow(folder, source).filter(
    (other) => other.name !== file.name && isIn(relative(other.name, folder), unit),
  );
  return { rings: [[file], others], top: folder, namings: new Map(), isIncomplete: false };
}

function isIn(
  name: string,
  { include, exclude }: { readonly include: readonly string[]; readonly exclude: readonly string[] },
): boolean {
  return include.some((glob) => fitsGlob(name, glob)) && !exclude.some((glob) => fitsGlob(name, glob));
}

/** The nearest kustomization above that takes the file, then those that take this kustomization. */
function kustomizedScope(file: WorkspaceFile, source: UnitSource): UnitScope | undefined {
  if (source.declarations.kustomizations.size === 0) return undefined;
  for (const folder of foldersAbove(file.name)) {
    const kustomization = source.declarations.kustomizations.get(folder);
    if (kustomization === undefined) continue;
    const own = new Closure(source);
    own.add(kustomization, { prefix: '', suffix: '' });
    if (own.namings.has(file.name)) return scopeOf(file, kustomization, own, source);
  }
  return undefined;
}

function scopeOf(file: WorkspaceFile, kustomization: Kustomization, own: Closure, source: UnitSource): UnitScope {
  const namings = new Map(own.namings);
  let { isIncomplete } = own;
  const around: FileName[] = [];
  for (const user of source.declarations.usersOf(kustomization.folder)) {
    const wider = new Closure(source);
    // Seen from the base, an overlay's own names for it do not count.
    wider.add({ ...user, namePrefix: '', nameSuffix: '' }, { prefix: '', suffix: '' });
    isIncomplete ||= wider.isIncomplete;
    for (const [name, naming] of wider.namings) {
      if (namings.has(name)) continue;
      namings.set(name, naming);
      around.push(name);
    }
  }
  const filesOf = (names: Iterable<FileName>): readonly WorkspaceFile[] =>
    [...names].map((name) => source.files.get(name)).filter((found) => found !== undefined);
  const rings = [[file], filesOf(own.namings.keys()).filter((other) => other.name !== file.name), filesOf(around)];
  return {
    rings: rings.filter((ring) => ring.length > 0),
    top: commonFolder([kustomization.folder, ...[...namings.keys()].map(folderOf)]),
    namings,
    isIncomplete,
  };
}

/** More files than this are no unit that anybody could oversee; the rest is left out and the unit incomplete. */
const MAX_KUSTOMIZED_FILES = 2_000;

/** All files that a kustomization takes in, directly or by other kustomizations. */
class Closure {
  readonly namings: Map<FileName, Naming> = new Map();
  isIncomplete = false;
  readonly #source: UnitSource;
  readonly #open: Set<FolderName> = new Set();

  constructor(source: UnitSource) {
    this.#source = source;
  }

  add(kustomization: Kustomization, outer: Naming): void {
    // A cycle is an error of the build; here it only has to end.
    if (this.#open.has(kustomization.folder)) return;
    this.#open.add(kustomization.folder);
    this.isIncomplete ||= kustomization.isIncomplete;
    const namespace = outer.namespace ?? kustomization.namespace;
    const naming: Naming = {
      prefix: outer.prefix + kustomization.namePrefix,
      suffix: kustomization.nameSuffix + outer.suffix,
      ...(namespace === undefined ? {} : { namespace }),
    };
    for (const resource of kustomization.resources) {
      const inner = this.#source.declarations.kustomizations.get(resource);
      if (inner !== undefined) this.add(inner, naming);
      else if (this.#source.files.has(resource) && this.namings.size < MAX_KUSTOMIZED_FILES) {
        if (!this.namings.has(resource)) this.namings.set(resource, naming);
      } else this.isIncomplete = true;
    }
    this.#open.delete(kustomization.folder);
  }
}

function commonFolder(folders: readonly FolderName[]): FolderName {
  let common = folders[0] ?? '';
  for (const folder of folders)
    while (common !== '' && common !== folder && !isBelow(folder, common)) common = folderOf(common);
  return common;
}
