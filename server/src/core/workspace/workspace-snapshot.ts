// The answers to a snapshot's questions.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Declarations } from './declarations.ts';
import { MAX_UNIT_MANIFESTS } from './folder-scope.ts';
import { type FolderName, type FolderTree, folderOf } from './folder-tree.ts';
import { isClusterScoped, knownKindOf } from './known-kinds.ts';
import { outlineOf } from './outline.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { Project } from './project-file.ts';
import type { EffectiveObject, WorkspaceSettings } from './settings.ts';
import type { FileName, Resource, Snapshot, UnitView, WorkspaceFile } from './snapshot.ts';
import { type Naming, type UnitScope, unitScope } from './unit-scope.ts';
import { type Member, RecordingUnitView, type UnitContents } from './unit-view.ts';
import type { Releasable, WarmData } from './warm-data.ts';

export interface SnapshotContents {
  readonly files: PersistentMap<WorkspaceFile>;
  readonly folders: FolderTree;
  readonly declarations: Declarations;
  readonly settings: WorkspaceSettings;
  readonly effectiveObject: EffectiveObject;
  readonly warm: WarmData;
}

interface Unit extends UnitContents {
  readonly scope: UnitScope;
}

export class WorkspaceSnapshot implements Snapshot {
  readonly files: PersistentMap<WorkspaceFile>;
  readonly folders: FolderTree;
  readonly declarations: Declarations;
  readonly settings: WorkspaceSettings;
  readonly #effectiveObject: EffectiveObject;
  readonly #warm: WarmData;
  readonly #roots: ReadonlySet<FolderName>;
  readonly #units: Map<FileName, Unit> = new Map();

  constructor(contents: SnapshotContents) {
    this.files = contents.files;
    this.folders = contents.folders;
    this.declarations = contents.declarations;
    this.settings = contents.settings;
    this.#effectiveObject = contents.effectiveObject;
    this.#warm = contents.warm;
    this.#roots = new Set(contents.settings.roots);
  }

  unitOf(file: FileName, manifest: Manifest): UnitView {
    const profile = this.profileOf(file);
    const namespace = manifest.namespace ?? profile.namespace;
    return new RecordingUnitView(profile, this.#unit(file), manifest, namespace);
  }

  resourceOf(file: FileName, manifest: Manifest): Resource | undefined {
    const kind = knownKindOf(manifest);
    return kind === undefined ? undefined : this.#resource(file, manifest, kind, this.scopeOf(file).namings.get(file));
  }

  projectOf(file: FileName): { readonly folder: FolderName; readonly project: Project } | undefined {
    return this.declarations.projectOf(file);
  }

  profileOf(file: FileName): ClusterProfile {
    const found = this.declarations.projectOf(file);
    const { profile } = this.settings;
    return found === undefined ? profile : mergedProfile(profile, found.project);
  }

  /** The files that a check of this file can see; for who keeps results. */
  scopeOf(file: FileName): UnitScope {
    return this.#unit(file).scope;
  }

  /** Whether a folder holds too many manifests to be part of one unit. */
  isCollection(folder: FolderName): boolean {
    return (this.folders.get(folder)?.manifestCount ?? 0) > MAX_UNIT_MANIFESTS;
  }

  #unit(name: FileName): Unit {
    const known = this.#units.get(name);
    if (known !== undefined) return known;
    const file = this.files.get(name);
    const scope: UnitScope =
      file === undefined
        ? { rings: [], top: folderOf(name), namings: new Map(), isIncomplete: false }
        : unitScope(file, {
            files: this.files,
            folders: this.folders,
            roots: this.#roots,
            declarations: this.declarations,
          });
    const unit: Unit = { scope, ...this.#contents(scope) };
    this.#units.set(name, unit);
    return unit;
  }

  #contents(scope: UnitScope): UnitContents {
    const membersByKind = new Map<KnownKind, Member[]>();
    let { isIncomplete } = scope;
    for (const [ring, files] of scope.rings.entries()) {
      for (const file of files) {
        const outline = outlineOf(file);
        isIncomplete ||= outline.isIncomplete;
        const naming = scope.namings.get(file.name);
        for (const manifest of outline.manifests) {
          const kind = knownKindOf(manifest);
          if (kind === undefined) continue;
          const resource = (): Resource => this.#resource(file.name, manifest, kind, naming);
          const member: Member = { kind, manifest, ring, resource };
          const members = membersByKind.get(kind);
          if (members === undefined) membersByKind.set(kind, [member]);
          else members.push(member);
        }
      }
    }
    return { membersByKind, isIncomplete };
  }

  #resource(file: FileName, manifest: Manifest, kind: KnownKind, naming: Naming | undefined): Resource {
    const profile = this.profileOf(file);
    const byManifest = resourcesOf(profile);
    const inNamespace = naming?.namespace ?? manifest.namespace ?? profile.namespace;
    const namespace = isClusterScoped(kind) ? '' : inNamespace;
    const isNamed = naming !== undefined && manifest.name !== '' && kind !== 'Namespace';
    const name = isNamed ? `${naming.prefix}${manifest.name}${naming.suffix}` : manifest.name;
    const made = byManifest.get(manifest);
    const known = made?.find((other) => other.name === name && other.namespace === namespace && other.file === file);
    if (known !== undefined) return known;
    const make = (): ObjectTypes[KnownKind] => this.#effectiveObject(manifest, kind, profile);
    const resource = new LazyResource(manifest, kind, { namespace, name, file }, this.#warm, make);
    if (made === undefined) byManifest.set(manifest, [resource]);
    else made.push(resource);
    return resource;
  }
}

const mergedProfiles = new WeakMap<Project, { readonly base: ClusterProfile; readonly profile: ClusterProfile }>();

/** The same object as long as settings and project are the same: caches are keyed by it. */
function mergedProfile(base: ClusterProfile, project: Project): ClusterProfile {
  const known = mergedProfiles.get(project);
  if (known?.base === base) return known.profile;
  const profile = { ...base, ...project.profile };
  mergedProfiles.set(project, { base, profile });
  return profile;
}

const resourcesByProfile = new WeakMap<ClusterProfile, WeakMap<Manifest, Resource[]>>();

function resourcesOf(profile: ClusterProfile): WeakMap<Manifest, Resource[]> {
  const known = resourcesByProfile.get(profile);
  if (known !== undefined) return known;
  const made = new WeakMap<Manifest, Resource[]>();
  resourcesByProfile.set(profile, made);
  return made;
}

interface ResourceNames {
  readonly namespace: string;
  readonly name: string;
  readonly file: FileName;
}

class LazyResource implements Resource, Releasable {
  readonly kind: KnownKind;
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  readonly file: FileName;
  readonly #make: () => ObjectTypes[KnownKind];
  readonly #warm: WarmData;
  #object: ObjectTypes[KnownKind] | undefined;

  constructor(
    manifest: Manifest,
    kind: KnownKind,
    names: ResourceNames,
    warm: WarmData,
    make: () => ObjectTypes[KnownKind],
  ) {
    this.manifest = manifest;
    this.kind = kind;
    this.namespace = names.namespace;
    this.name = names.name;
    this.file = names.file;
    this.#warm = warm;
    this.#make = make;
  }

  get object(): ObjectTypes[KnownKind] {
    if (this.#object === undefined) {
      this.#object = this.#make();
      this.#warm.add(this, this.manifest.text.length);
    }
    return this.#object;
  }

  release(): void {
    this.#object = undefined;
  }
}
