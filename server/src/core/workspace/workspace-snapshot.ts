// The answers to a snapshot's questions.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import type { Manifest } from '../model/manifest.ts';
import { folderScope, type Scope } from './folder-scope.ts';
import { type FolderName, type FolderTree, folderOf } from './folder-tree.ts';
import { isClusterScoped, knownKindOf } from './known-kinds.ts';
import { outlineOf } from './outline.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { EffectiveObject, WorkspaceSettings } from './settings.ts';
import type { FileName, Resource, Snapshot, UnitView, WorkspaceFile } from './snapshot.ts';
import { type Member, RecordingUnitView, type UnitContents } from './unit-view.ts';

export interface SnapshotContents {
  readonly files: PersistentMap<WorkspaceFile>;
  readonly folders: FolderTree;
  readonly settings: WorkspaceSettings;
  readonly effectiveObject: EffectiveObject;
}

interface Unit extends UnitContents {
  readonly scope: Scope;
}

export class WorkspaceSnapshot implements Snapshot {
  readonly files: PersistentMap<WorkspaceFile>;
  readonly folders: FolderTree;
  readonly settings: WorkspaceSettings;
  readonly #effectiveObject: EffectiveObject;
  readonly #roots: ReadonlySet<FolderName>;
  readonly #units: Map<FileName, Unit> = new Map();

  constructor(contents: SnapshotContents) {
    this.files = contents.files;
    this.folders = contents.folders;
    this.settings = contents.settings;
    this.#effectiveObject = contents.effectiveObject;
    this.#roots = new Set(contents.settings.roots);
  }

  unitOf(file: FileName, manifest: Manifest): UnitView {
    const profile = this.profileOf(file);
    const namespace = manifest.namespace ?? profile.namespace;
    return new RecordingUnitView(profile, this.#unit(file), manifest, namespace);
  }

  resourceOf(file: FileName, manifest: Manifest): Resource | undefined {
    const kind = knownKindOf(manifest);
    return kind === undefined ? undefined : this.#resource(file, manifest, kind);
  }

  profileOf(_file: FileName): ClusterProfile {
    return this.settings.profile;
  }

  /** The files that a check of this file can see; for `CheckLedger`. */
  scopeOf(file: FileName): Scope {
    return this.#unit(file).scope;
  }

  #unit(name: FileName): Unit {
    const known = this.#units.get(name);
    if (known !== undefined) return known;
    const file = this.files.get(name);
    const scope: Scope =
      file === undefined
        ? { rings: [], top: folderOf(name) }
        : folderScope(file, { files: this.files, folders: this.folders, roots: this.#roots });
    const unit: Unit = { scope, ...this.#contents(scope) };
    this.#units.set(name, unit);
    return unit;
  }

  #contents(scope: Scope): UnitContents {
    const membersByKind = new Map<KnownKind, Member[]>();
    let isIncomplete = false;
    for (const [ring, files] of scope.rings.entries()) {
      for (const file of files) {
        const outline = outlineOf(file);
        isIncomplete ||= outline.isIncomplete;
        for (const manifest of outline.manifests) {
          const kind = knownKindOf(manifest);
          if (kind === undefined) continue;
          const member: Member = { kind, manifest, ring, resource: () => this.#resource(file.name, manifest, kind) };
          const members = membersByKind.get(kind);
          if (members === undefined) membersByKind.set(kind, [member]);
          else members.push(member);
        }
      }
    }
    return { membersByKind, isIncomplete };
  }

  #resource(file: FileName, manifest: Manifest, kind: KnownKind): Resource {
    const profile = this.profileOf(file);
    const byProfile = resourcesOf(profile);
    const known = byProfile.get(manifest);
    if (known !== undefined && known.file === file) return known;
    const namespace = isClusterScoped(kind) ? '' : (manifest.namespace ?? profile.namespace);
    const names = { namespace, name: manifest.name, file };
    const resource = new LazyResource(manifest, kind, names, () => this.#effectiveObject(manifest, kind, profile));
    byProfile.set(manifest, resource);
    return resource;
  }
}

const resourcesByProfile = new WeakMap<ClusterProfile, WeakMap<Manifest, Resource>>();

function resourcesOf(profile: ClusterProfile): WeakMap<Manifest, Resource> {
  const known = resourcesByProfile.get(profile);
  if (known !== undefined) return known;
  const made = new WeakMap<Manifest, Resource>();
  resourcesByProfile.set(profile, made);
  return made;
}

interface ResourceNames {
  readonly namespace: string;
  readonly name: string;
  readonly file: FileName;
}

class LazyResource implements Resource {
  readonly kind: KnownKind;
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  readonly file: FileName;
  readonly #make: () => ObjectTypes[KnownKind];
  #object: ObjectTypes[KnownKind] | undefined;

  constructor(manifest: Manifest, kind: KnownKind, names: ResourceNames, make: () => ObjectTypes[KnownKind]) {
    this.manifest = manifest;
    this.kind = kind;
    this.namespace = names.namespace;
    this.name = names.name;
    this.file = names.file;
    this.#make = make;
  }

  get object(): ObjectTypes[KnownKind] {
    this.#object ??= this.#make();
    return this.#object;
  }
}
