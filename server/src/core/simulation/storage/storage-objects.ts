// Claims, volumes and classes as the volume controllers read them: names of annotations, class of an object, identity.

import type { ObjectTypes } from '../../kubernetes/objects.ts';
import { type NanoQuantity, parseQuantity } from './size.ts';

/** What is read of metadata; both objects of manifests and stored ones have it. */
interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}
type Readable<K extends 'Node' | 'PersistentVolume' | 'PersistentVolumeClaim' | 'StorageClass'> = Omit<
  ObjectTypes[K],
  'metadata'
> & { readonly metadata?: Metadata };

export type Claim = Readable<'PersistentVolumeClaim'>;
export type Volume = Readable<'PersistentVolume'>;
export type StorageClass = Readable<'StorageClass'>;
export type Node = Readable<'Node'>;
export type AccessMode = 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOnce' | 'ReadWriteOncePod';
export type VolumeMode = 'Block' | 'Filesystem';

export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
export const STORAGE_PROVISIONER = 'volume.kubernetes.io/storage-provisioner';
export const BETA_STORAGE_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner';
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const BETA_DEFAULT_CLASS = 'storageclass.beta.kubernetes.io/is-default-class';
const DEFAULT_NAMESPACE = 'default';

/** `namespace/name`, the key by which volumes are reserved for claims. */
export function claimKeyOf(claim: Claim): string {
  return `${claim.metadata?.namespace ?? DEFAULT_NAMESPACE}/${claim.metadata?.name ?? ''}`;
}

/** The claim that a volume's `claimRef` names, as a key; `undefined` without a reference. */
export function claimRefKeyOf(volume: Pick<Volume, 'spec'>): string | undefined {
  const reference = volume.spec?.claimRef;
  return reference && `${reference.namespace ?? DEFAULT_NAMESPACE}/${reference.name ?? ''}`;
}

/**
 * Class of a claim or volume: the legacy annotation, else the field; absent and empty are both `''`.
 * Rule: `k8s.io/component-helpers/storage/volume`, `GetPersistentVolumeClaimClass`, `GetPersistentVolumeClass`.
 */
export function classOf(object: Claim | Volume): string {
  return object.metadata?.annotations?.[BETA_CLASS] ?? object.spec?.storageClassName ?? '';
}

/** Whether a claim says anything about its class; `storageClassName: ""` does. */
export function namesClass(claim: Claim): boolean {
  return claim.metadata?.annotations?.[BETA_CLASS] !== undefined || claim.spec?.storageClassName !== undefined;
}

/**
 * The class that claims without one get: of several that are marked the newest, then the first by name.
 * Rule: `pkg/volume/util/storageclass.go`, `GetDefaultClass` (newest first since 1.26).
 */
export function defaultClassOf(classes: Iterable<StorageClass>): StorageClass | undefined {
  let best: StorageClass | undefined;
  for (const storageClass of classes) {
    if (!isDefaultClass(storageClass)) continue;
    if (!best || compareDefaults(storageClass, best) < 0) best = storageClass;
  }
  return best;
}

export function isDefaultClass(storageClass: StorageClass): boolean {
  const annotations = storageClass.metadata?.annotations;
  return annotations?.[DEFAULT_CLASS] === 'true' || annotations?.[BETA_DEFAULT_CLASS] === 'true';
}

export function volumeModeOf(object: Claim | Volume): VolumeMode {
  return object.spec?.volumeMode ?? 'Filesystem';
}

export function attributesClassOf(object: Claim | Volume): string {
  return object.spec?.volumeAttributesClassName ?? '';
}

export function requestOf(claim: Claim): NanoQuantity {
  return sizeOf(claim.spec?.resources?.requests?.['storage']);
}

export function capacityOf(volume: Volume): NanoQuantity {
  return sizeOf(volume.spec?.capacity?.['storage']);
}

export function accessModesOf(object: Claim | Volume): readonly AccessMode[] {
  return object.spec?.accessModes ?? [];
}

/** Whether the volume's reference is for this claim: its name and namespace, and its UID if the reference has one. */
export function isReservedFor(volume: Volume, claim: Claim): boolean {
  if (claimRefKeyOf(volume) !== claimKeyOf(claim)) return false;
  const uid = volume.spec?.claimRef?.uid;
  return !uid || uid === claim.metadata?.uid;
}

/** Whether the claim's volume is chosen only when a Pod that uses it is scheduled. An undeclared class is immediate. */
export function bindsLate(storageClass: StorageClass | undefined): boolean {
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

function sizeOf(quantity: string | number | undefined): NanoQuantity {
  return quantity === undefined ? 0n : parseQuantity(quantity);
}

function compareDefaults(a: StorageClass, b: StorageClass): number {
  const [createdA = '', createdB = ''] = [a.metadata?.creationTimestamp, b.metadata?.creationTimestamp];
  if (createdA !== createdB) return createdA > createdB ? -1 : 1;
  return (a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1;
}
