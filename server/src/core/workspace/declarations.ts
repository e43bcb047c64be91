// What project files and kustomizations of a workspace state about other files. Immutable, one object per set of such
// files, so that everything derived from it is derived once.

import { followAlias } from '../model/node-value.ts';
import { type FolderName, folderOf, foldersAbove, isBelow } from './folder-tree.ts';
import { fitsGlob } from './glob.ts';
import { isKustomizationFile, type Kustomization, readKustomization } from './kustomization.ts';
import { PersistentMap } from './persistent-map.ts';
import { isProjectFile, type Project, readProject } from './project-file.ts';
import type { FileName, WorkspaceFile } from './snapshot.ts';

/** How a file's documents are read. */
export type FileRole = 'manifests' | 'patch' | 'kustomization' | 'project' | 'excluded';

export class Declarations {
  readonly projects: PersistentMap<Project>;
  readonly kustomizations: PersistentMap<Kustomization>;
  #patches: Set<FileName> | undefined;
  #users: Map<FolderName, Kustomization[]> | undefined;

  private constructor(projects: PersistentMap<Project>, kustomizations: PersistentMap<Kustomization>) {
    this.projects = projects;
    this.kustomizations = kustomizations;
  }

  static none(): Declarations {
    return new Declarations(PersistentMap.empty(), PersistentMap.empty());
  }

  /** After one of the files that declare came, went or changed; itself for all other files. */
  withFile(name: FileName, file: WorkspaceFile | undefined): Declarations {
    const folder = folderOf(name);
    const document = file?.documents.find((placed) => placed.document.hasContent)?.document;
    if (isProjectFile(name)) {
      const projects =
        document === undefined
          ? this.projects.without(folder)
          : this.projects.with(folder, readProject(document.yaml).project);
      return new Declarations(projects, this.kustomizations);
    }
    if (!isKustomizationFile(name)) return this;
    const kustomizations =
      document === undefined || followAlias(document.yaml.root, document.yaml) === null
        ? this.kustomizations.without(folder)
        : this.kustomizations.with(folder, readKustomization(document.yaml, name));
    return new Declarations(this.projects, kustomizations);
  }

  /** The project of a file and its folder: the nearest above. */
  projectOf(file: FileName): { readonly folder: FolderName; readonly project: Project } | undefined {
    if (this.projects.size === 0) return undefined;
    for (const folder of foldersAbove(file)) {
      const project = this.projects.get(folder);
      if (project !== undefined) return { folder, project };
    }
    return undefined;
  }

  roleOf(file: FileName): FileRole {
    if (isProjectFile(file)) return 'project';
    const found = this.projectOf(file);
    if (found?.project.exclude.some((glob) => fitsGlob(relative(file, found.folder), glob)) === true) return 'excluded';
    if (isKustomizationFile(file)) return 'kustomization';
    return this.#patchFiles().has(file) ? 'patch' : 'manifests';
  }

  /** The kustomizations that take a folder's kustomization in. */
  usersOf(folder: FolderName): readonly Kustomization[] {
    if (this.#users === undefined) {
      this.#users = new Map();
      for (const kustomization of this.kustomizations.values())
        for (const resource of kustomization.resources) {
          const users = this.#users.get(resource);
          if (users === undefined) this.#users.set(resource, [kustomization]);
          else users.push(kustomization);
        }
    }
    return this.#users.get(folder) ?? [];
  }

  #patchFiles(): ReadonlySet<FileName> {
    this.#patches ??= new Set([...this.kustomizations.values()].flatMap(({ patches }) => patches));
    return this.#patches;
  }
}

/** A file's name as seen from a folder above it. */
export function relative(file: FileName, folder: FolderName): string {
  if (folder === '') return file;
  return isBelow(file, folder) ? file.slice(folder.length + 1) : file;
}
