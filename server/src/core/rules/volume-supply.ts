// Whether the volumes of a unit suffice for a set's claims. The binder of the simulation decides; here is only what
// counts: behaviour reference 6.8, which claims must be bound to volumes that somebody made.

import { isGateOn } from '../kubernetes/feature-gates.ts';
import { type Claim, classOf, NO_PROVISIONER, namesClass, type Volume } from '../simulation/storage/storage-objects.ts';
import { createVolumeIndex } from '../simulation/storage/volume-index.ts';
import { mismatchesOf, type VolumeMismatch } from '../simulation/storage/volume-mismatch.ts';
import { assumedStorageClass } from '../workspace/assumed-storage-class.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { volumesNear } from '../workspace/volumes-near.ts';
import { ordinalsOf } from './ordinals.ts';

export interface TemplateSupply {
  /** Position among the claim templates. */
  readonly index: number;
  readonly template: string;
  readonly storageClass: string;
  readonly needed: number;
  /** Names of the first claims that get none; their number is `needed - bound`. */
  readonly pending: readonly string[];
  readonly bound: number;
  /** For the first pending claim: why each volume does not serve it. */
  readonly reasons: readonly VolumeReason[];
  readonly claim: Claim;
}

export interface VolumeReason {
  readonly volume: Resource<'PersistentVolume'>;
  /** The claim of the unit that has it, or the first condition that it does not meet. */
  readonly takenBy?: string;
  readonly mismatch?: VolumeMismatch;
}

/** Claims that are named; the rest is counted. */
const MOST_NAMED = 20;

/** The templates of a set whose claims can only be bound to volumes of the unit; others are provisioned or unknown. */
export function suppliesOf(set: Resource<'StatefulSet'>, unit: UnitView): readonly TemplateSupply[] {
  const all = unit.ofKind('PersistentVolume');
  if (all.length === 0) return [];
  const near = volumesNear(set, unit);
  // Where a class says that nobody provisions, volumes farther away count as well.
  const volumes = near.length > 0 ? near : all;
  const context = { comparesAttributesClass: isGateOn('VolumeAttributesClass', unit.profile) };
  const index = createVolumeIndex(context);
  for (const { object } of volumes) index.set(asAvailable(object));
  const takers = new Map<string, string>();
  // Sets of other files may be variants; those of the same file are applied together and compete.
  const rivals = unit.ofKind('StatefulSet').filter((other) => other.file === set.file);
  const supplies: TemplateSupply[] = [];
  for (const rival of rivals.includes(set) ? rivals : [set]) {
    for (const [position, template] of (rival.object.spec?.volumeClaimTemplates ?? []).entries()) {
      const storageClass = staticClassOf(
        { spec: template.spec ?? {}, metadata: template.metadata ?? {} } as Claim,
        unit,
        near,
      );
      if (storageClass === undefined || template.spec?.volumeName) continue;
      const { start, replicas } = ordinalsOf(rival, unit);
      const claimOf = (ordinal: number): Claim =>
        claimFor(rival, template.metadata?.name ?? '', ordinal, storageClass, unit, position);
      const pending: string[] = [];
      let bound = 0;
      // Behind as many claims as there are volumes none can be bound any more.
      const last = Math.min(replicas, volumes.length + MOST_NAMED);
      for (let step = 0; step < last; step++) {
        const claim = claimOf(start + step);
        const name = claim.metadata?.name ?? '';
        const match = index.findForController(claim, { isLate: false });
        if (match === undefined) {
          if (pending.length < MOST_NAMED) pending.push(name);
          continue;
        }
        bound++;
        takers.set(match.volume.metadata?.name ?? '', name);
        index.delete(match.volume.metadata?.name ?? '');
      }
      if (rival !== set) continue;
      const claim = claimOf(start + firstPending(pending, template.metadata?.name ?? '', rival));
      supplies.push({
        index: position,
        template: template.metadata?.name ?? '',
        storageClass,
        needed: replicas,
        pending,
        bound,
        reasons: pending.length === 0 ? [] : volumes.map((volume) => reasonFor(claim, volume, takers, context)),
        claim,
      });
    }
  }
  return supplies;
}

function firstPending(pending: readonly string[], template: string, set: Resource<'StatefulSet'>): number {
  const [first] = pending;
  if (first === undefined) return 0;
  return Number(first.slice(`${template}-${set.name}-`.length)) - (set.object.spec?.ordinals?.start ?? 0);
}

function reasonFor(
  claim: Claim,
  volume: Resource<'PersistentVolume'>,
  takers: ReadonlyMap<string, string>,
  context: { readonly comparesAttributesClass: boolean },
): VolumeReason {
  const [mismatch] = mismatchesOf(claim, asAvailable(volume.object), context);
  if (mismatch !== undefined) return { volume, mismatch };
  return { volume, takenBy: takers.get(volume.name) ?? '' };
}

/** A volume of a manifest is free until a claim comes. */
function asAvailable(volume: Volume): Volume {
  return { ...volume, status: { phase: 'Available' } };
}

/** The class of a claim that nobody provisions for, or undefined where somebody does or might. */
function staticClassOf(
  claim: Claim,
  unit: UnitView,
  near: readonly Resource<'PersistentVolume'>[],
): string | undefined {
  if (namesClass(claim)) {
    const name = classOf(claim);
    return name === '' ? '' : staticNamed(name, unit, near);
  }
  const assumed = assumedStorageClass(unit);
  if (assumed.name !== null) return assumed.isDeclared ? staticNamed(assumed.name, unit, near) : undefined;
  if (unit.profile.defaultStorageClass === 'none') return '';
  // Only volumes that the claims could meet show that they are meant to be bound by hand.
  return near.some(({ object }) => classOf(object) === '') ? '' : undefined;
}

function staticNamed(name: string, unit: UnitView, near: readonly Resource<'PersistentVolume'>[]): string | undefined {
  const declared = unit.find('StorageClass', '', name);
  if (declared !== undefined) return declared.object.provisioner === NO_PROVISIONER ? name : undefined;
  return near.some(({ object }) => classOf(object) === name) ? name : undefined;
}

/** The claim as the controller makes it, or the one that a manifest makes before. */
function claimFor(
  set: Resource<'StatefulSet'>,
  template: string,
  ordinal: number,
  storageClass: string,
  unit: UnitView,
  position: number,
): Claim {
  const name = `${template}-${set.name}-${ordinal}`;
  const made = unit.find('PersistentVolumeClaim', set.namespace, name);
  const spec = made?.object.spec ?? set.object.spec?.volumeClaimTemplates?.[position]?.spec ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: set.namespace },
    spec: { ...spec, storageClassName: storageClass },
  };
}
