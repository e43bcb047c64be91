// Which PersistentVolumes of a deployment unit are meant for a StatefulSet. Rules, preview and the assumption about the
// default StorageClass ask here.

import type { Resource, UnitView } from './snapshot.ts';

/**
 * Volumes of the same file, and those of files beside it that declare no StatefulSet: what else lies around belongs to
 * another example or to a variant that is never applied together (8 of 8 findings that looked farther were wrong).
 */
export function volumesNear(set: Resource<'StatefulSet'>, unit: UnitView): readonly Resource<'PersistentVolume'>[] {
  const volumes = unit.ofKind('PersistentVolume');
  const own = volumes.filter(({ file }) => file === set.file);
  if (own.length > 0) return own;
  const filesOfSets = new Set(unit.ofKind('StatefulSet').map(({ file }) => file));
  return volumes.filter(({ file }) => folderOf(file) === folderOf(set.file) && !filesOfSets.has(file));
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
