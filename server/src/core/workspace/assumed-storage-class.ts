// Which default StorageClass a deployment unit is taken to find on its cluster. Rules, preview and status bar ask here,
// so that all of them rest on the same assumption.

import type { Resource, UnitView } from './snapshot.ts';
import { volumesNear } from './volumes-near.ts';

/** Name of the class that is assumed where the unit declares none and the setting is `auto`. */
export const ASSUMED_CLASS_NAME = 'standard';

const DEFAULT_CLASS_ANNOTATIONS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

export interface AssumedStorageClass {
  /** The default class's name, or null where the cluster has none. */
  readonly name: string | null;
  /** Whether a manifest of the unit declares it; otherwise it is assumed, and provisions. */
  readonly isDeclared: boolean;
}

/**
 * A class that the unit marks as default is the default. Otherwise the setting decides, and with `auto` the unit:
 * one that declares PersistentVolumes without a class means to bind them statically, so no default class is assumed.
 *
 * @param set whose claims are meant; then only the volumes near it count
 */
export function assumedStorageClass(unit: UnitView, set?: Resource<'StatefulSet'>): AssumedStorageClass {
  for (const { object, name } of unit.ofKind('StorageClass'))
    if (DEFAULT_CLASS_ANNOTATIONS.some((annotation) => object.metadata?.annotations?.[annotation] === 'true'))
      return { name, isDeclared: true };
  const setting = unit.profile.defaultStorageClass;
  if (setting === 'none') return { name: null, isDeclared: false };
  if (setting !== 'auto') return { name: setting, isDeclared: false };
  const volumes = set ? volumesNear(set, unit) : unit.ofKind('PersistentVolume');
  const hasVolumeWithoutClass = volumes.some(({ object }) => !object.spec?.storageClassName);
  return { name: hasVolumeWithoutClass ? null : ASSUMED_CLASS_NAME, isDeclared: false };
}
