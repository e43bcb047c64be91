// What the simulated API server stores: the API's own objects, with the metadata that every stored object has.

import type { KnownKind, ObjectTypes } from '../../kubernetes/objects.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** Metadata of a stored object. Times are logical: seconds and milliseconds since the run began, written as the API does. */
export interface StoredMetadata {
  readonly name: string;
  /** Empty for kinds that live outside of namespaces. */
  readonly namespace: string;
  readonly uid: string;
  readonly generation: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
}

/** A template as one StatefulSet had it at some time: `apps/v1` ControllerRevision. */
export interface ControllerRevision {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'ControllerRevision';
  /** `{"spec": {"template": …}}`, the part of the set that the revision keeps. */
  readonly data: PlainObject;
  readonly revision: number;
}

export interface SimulatedTypes extends ObjectTypes {
  readonly ControllerRevision: ControllerRevision;
}

export type SimulatedKind = KnownKind | 'ControllerRevision';

/** An object of the API as the store holds it. Never changed in place: a change stores another object. */
export type Stored<K extends SimulatedKind = SimulatedKind> = Omit<SimulatedTypes[K], 'metadata'> & {
  readonly metadata: StoredMetadata;
};

/** The key of an object among those of its kind. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

export function keyOfObject(object: { readonly metadata: StoredMetadata }): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

/** The owner that manages an object, if any. */
export function controllerOf(object: { readonly metadata: StoredMetadata }): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
  'VolumeAttributesClass',
]);

export function isNamespaced(kind: SimulatedKind): boolean {
  return !CLUSTER_SCOPED.has(kind);
}
