// Why a volume cannot serve a claim, as facts. The texts are made by whoever shows them; which volume is chosen is
// decided in `volume-index.ts`.

import {
  firstFailingRequirement,
  type LabelRequirement,
  type NodeSelectorTerm,
} from '../../kubernetes/label-selector.ts';
import { wholeUnits } from './size.ts';
import {
  type AccessMode,
  accessModesOf,
  attributesClassOf,
  type Claim,
  capacityOf,
  claimKeyOf,
  claimRefKeyOf,
  classOf,
  isReservedFor,
  requestOf,
  type Volume,
  type VolumeMode,
  volumeModeOf,
} from './storage-objects.ts';

export type VolumeMismatch =
  /** The reference of the volume names another claim (`namespace/name`). */
  | { readonly reason: 'taken'; readonly claim: string }
  /** The reference names this claim by the UID of one that is gone: the volume was released by it. */
  | { readonly reason: 'released'; readonly claim: string }
  | {
      readonly reason: 'access-modes';
      readonly offered: readonly AccessMode[];
      readonly requested: readonly AccessMode[];
    }
  | { readonly reason: 'too-small'; readonly capacity: string; readonly request: string }
  | { readonly reason: 'volume-mode'; readonly offered: VolumeMode; readonly requested: VolumeMode }
  | { readonly reason: 'attributes-class'; readonly offered: string; readonly requested: string }
  | { readonly reason: 'deleting' }
  /** Such as `Released` or `Failed`; only `Available` volumes are bound. */
  | { readonly reason: 'phase'; readonly phase: string }
  | { readonly reason: 'selector'; readonly requirement: LabelRequirement }
  | { readonly reason: 'storage-class'; readonly offered: string; readonly requested: string }
  /** The claim names another volume in `volumeName`. */
  | { readonly reason: 'not-requested'; readonly requested: string }
  /** None of the declared nodes is one that the volume can be used on. */
  | { readonly reason: 'no-node'; readonly terms: readonly NodeSelectorTerm[] }
  /** The volume can be used on certain nodes only and no node is declared, so it cannot be said whether they exist. */
  | { readonly reason: 'node-unknown'; readonly terms: readonly NodeSelectorTerm[] }
  /** The Pod may not run on any node of the volume; the first of them and the scheduler's words about it. */
  | { readonly reason: 'node-refused'; readonly node: string; readonly words: string };

export interface MismatchContext {
  /** Whether attributes classes are compared (feature VolumeAttributesClass); without it a volume with one never fits. */
  readonly comparesAttributesClass: boolean;
}

/**
 * Every condition of the binder that the volume does not meet for this claim, in the order in which the binder tests
 * them; an empty list where the volume could be bound now.
 * Rules: `k8s.io/component-helpers/storage/volume/pv_helpers.go`, `FindMatchingVolume`, and the access-mode groups of
 * `pkg/controller/volume/persistentvolume/index.go`.
 */
export function mismatchesOf(claim: Claim, volume: Volume, context: MismatchContext): readonly VolumeMismatch[] {
  const found: VolumeMismatch[] = [];
  const reference = claimRefKeyOf(volume);
  const isReserved = isReservedFor(volume, claim);
  if (reference !== undefined && !isReserved) {
    found.push({ reason: reference === claimKeyOf(claim) ? 'released' : 'taken', claim: reference });
  }
  const [offered, requested] = [accessModesOf(volume), accessModesOf(claim)];
  if (!requested.every((mode) => offered.includes(mode))) found.push({ reason: 'access-modes', offered, requested });
  if (capacityOf(volume) < requestOf(claim)) found.push(tooSmall(claim, volume));
  const volumeMode = volumeModeMismatch(claim, volume);
  if (volumeMode) found.push(volumeMode);
  const attributesClass = attributesClassMismatch(claim, volume, context);
  if (attributesClass) found.push(attributesClass);
  if (volume.metadata?.deletionTimestamp) found.push({ reason: 'deleting' });
  if (isReserved) return found;
  const phase = volume.status?.phase ?? 'Pending';
  if (phase !== 'Available' && reference === undefined) found.push({ reason: 'phase', phase });
  const requirement = claim.spec?.selector && firstFailingRequirement(claim.spec.selector, volume.metadata?.labels);
  if (requirement) found.push({ reason: 'selector', requirement });
  const storageClass = classMismatch(claim, volume);
  if (storageClass) found.push(storageClass);
  return found;
}

/**
 * What keeps a claim from the volume that it asks for in `volumeName`, and the words of the event; `undefined` where it
 * fits. Sizes are compared in whole bytes, labels not at all.
 * Rule: `pkg/controller/volume/persistentvolume/pv_controller.go`, `checkVolumeSatisfyClaim`.
 */
export function requestedVolumeMismatch(
  claim: Claim,
  volume: Volume,
  context: MismatchContext,
): { readonly mismatch: VolumeMismatch; readonly words: string } | undefined {
  if (volume.metadata?.deletionTimestamp) {
    const words = `the volume is marked for deletion "${volume.metadata.name ?? ''}"`;
    return { mismatch: { reason: 'deleting' }, words };
  }
  if (wholeUnits(capacityOf(volume)) < wholeUnits(requestOf(claim))) {
    return { mismatch: tooSmall(claim, volume), words: 'requested PV is too small' };
  }
  const storageClass = classMismatch(claim, volume);
  if (storageClass) return { mismatch: storageClass, words: 'storageClassName does not match' };
  const attributesClass = attributesClassMismatch(claim, volume, context);
  if (attributesClass) {
    const words = context.comparesAttributesClass
      ? 'volumeAttributesClassName does not match'
      : 'volumeAttributesClassName is not supported when the feature-gate VolumeAttributesClass is disabled';
    return { mismatch: attributesClass, words };
  }
  const volumeMode = volumeModeMismatch(claim, volume);
  if (volumeMode) return { mismatch: volumeMode, words: 'incompatible volumeMode' };
  const [offered, requested] = [accessModesOf(volume), accessModesOf(claim)];
  if (requested.every((mode) => offered.includes(mode))) return undefined;
  return { mismatch: { reason: 'access-modes', offered, requested }, words: 'incompatible accessMode' };
}

function tooSmall(claim: Claim, volume: Volume): VolumeMismatch {
  return {
    reason: 'too-small',
    capacity: String(volume.spec?.capacity?.['storage'] ?? '0'),
    request: String(claim.spec?.resources?.requests?.['storage'] ?? '0'),
  };
}

function volumeModeMismatch(claim: Claim, volume: Volume): VolumeMismatch | undefined {
  const [offered, requested] = [volumeModeOf(volume), volumeModeOf(claim)];
  return offered === requested ? undefined : { reason: 'volume-mode', offered, requested };
}

function attributesClassMismatch(claim: Claim, volume: Volume, context: MismatchContext): VolumeMismatch | undefined {
  const [offered, requested] = [attributesClassOf(volume), attributesClassOf(claim)];
  const fits = context.comparesAttributesClass ? offered === requested : offered === '' && requested === '';
  return fits ? undefined : { reason: 'attributes-class', offered, requested };
}

function classMismatch(claim: Claim, volume: Volume): VolumeMismatch | undefined {
  const [offered, requested] = [classOf(volume), classOf(claim)];
  return offered === requested ? undefined : { reason: 'storage-class', offered, requested };
}
