// Which default StorageClass a deployment unit is taken to find on its cluster. Rules, preview and status bar ask here,
// so that all of them rest on the same assumption.

import type { UnitView } from './snapshot.ts';

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
 */
export function assumedStorageClass(unit: UnitView): AssumedStorageClass {
  for (const { object, name } of unit.ofKind('StorageClass'))
    if (DEFAULT_CLASS_ANNOTATIONS.some((annotation) => object.metadata?.annotations?.[annotation] === 'true'))
      return { name, isDeclared: true };
  const setting = unit.profile.defaultStorageClass;
  if (setting === 'none') return { name: null, isDeclared: false };
  if (setting !== 'auto') return { name: setting, isDeclared: false };
  const hasVolumeWithoutClass = unit.ofKind('PersistentVolume').some(({ object }) => !object.spec?.storageClassName);
  return { name: hasVolumeWithoutClass ? null : ASSUMED_CLASS_NAME, isDeclared: false };
}
