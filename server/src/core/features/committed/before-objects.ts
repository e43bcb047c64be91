// The objects that run already, as far as somebody says: an earlier state of the manifests, from files or from Git.
// Found by kind, namespace and name, in whichever file they were.

import type { UpdateContext } from '../../admission/answer-update.ts';
import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { isPlainObject, type PlainObject, type PlainValue, valueAt } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import { groupOf, isClusterScoped } from '../../workspace/known-kinds.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface BeforeObject {
  readonly manifest: Manifest;
  /** As it was written. */
  readonly written: PlainObject;
  /** As the cluster has it: a claim may be bound meanwhile. */
  readonly stored: PlainObject;
}

export class BeforeObjects {
  readonly #objects: Map<string, BeforeObject> = new Map();
  readonly #expandable: Map<string, boolean> = new Map();
  readonly #namespace: string;

  /**
   * @param snapshot the earlier state, all of it
   * @param boundClaims names of claims that are bound, beside those whose `status.phase` says so
   */
  constructor(snapshot: Snapshot, profile: ClusterProfile, boundClaims: ReadonlySet<string> = new Set()) {
    this.#namespace = profile.namespace;
    for (const { documents } of snapshot.files.values())
      for (const { document } of documents) for (const manifest of document.manifests) this.#add(manifest, boundClaims);
  }

  get size(): number {
    return this.#objects.size;
  }

  /** The earlier state of an object; undefined for one that is new. */
  find(manifest: Manifest): BeforeObject | undefined {
    return manifest.name === '' ? undefined : this.#objects.get(this.#key(manifest));
  }

  get context(): UpdateContext {
    return { allowsExpansion: (className) => this.#expandable.get(className) };
  }

  #add(manifest: Manifest, boundClaims: ReadonlySet<string>): void {
    const { value, kind, name } = manifest;
    if (name === '') return;
    if (kind === 'StorageClass') this.#expandable.set(name, value['allowVolumeExpansion'] === true);
    const isBound = kind === 'PersistentVolumeClaim' && boundClaims.has(name);
    this.#objects.set(this.#key(manifest), { manifest, written: value, stored: isBound ? bound(value) : value });
  }

  #key({ apiVersion, kind, namespace, name }: Manifest): string {
    const own = isClusterScoped(kind) ? '' : (namespace ?? this.#namespace);
    return `${groupOf(apiVersion)}/${kind} ${own}/${name}`;
  }
}

/** A claim as the volume controller leaves it: with a volume, and the capacity that it asked for. */
function bound(claim: PlainObject): PlainObject {
  const requested: PlainValue = valueAt(claim, ['spec', 'resources', 'requests']) ?? {};
  const spec = claim['spec'];
  const withVolume = isPlainObject(spec) ? { ...spec, volumeName: spec['volumeName'] ?? 'bound' } : spec;
  return {
    ...claim,
    ...(withVolume === undefined ? {} : { spec: withVolume }),
    status: { phase: 'Bound', capacity: requested },
  };
}
