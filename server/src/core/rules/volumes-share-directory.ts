import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { defineRule, type Rule } from './rule.ts';

type Facts = { volume: string; other: string; place: string };

export const volumesShareDirectory: Rule = defineRule<'PersistentVolume', Facts>({
  id: 'volumes-share-directory',
  family: 'storage',
  severity: 'warning',
  kinds: ['PersistentVolume'],
  since: '0.1.0',
  reference: 'concepts/storage/persistent-volumes/',
  *check(volume, { unit }) {
    const place = placeOf(volume);
    if (place === undefined) return;
    const [first] = volumesByPlace(unit).get(place) ?? [];
    // Volumes in other files may be those of a variant that is never applied together.
    if (first === undefined || first.name === volume.name || first.file !== volume.file) return;
    yield {
      at: [
        'spec',
        volume.object.spec?.nfs
          ? 'nfs'
          : volume.object.spec?.hostPath
            ? 'hostPath'
            : volume.object.spec?.local
              ? 'local'
              : 'csi',
      ],
      on: 'key',
      facts: { volume: volume.name, other: first.name, place: place.slice(place.indexOf(' ') + 1) },
      related: [{ resource: first, at: ['metadata', 'name'], text: 'other' }],
    };
  },
  fixes: {},
});

const byList = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource<'PersistentVolume'>[]>>();

function volumesByPlace(unit: UnitView): ReadonlyMap<string, readonly Resource<'PersistentVolume'>[]> {
  const list = unit.ofKind('PersistentVolume');
  const known = byList.get(list);
  if (known !== undefined) return known;
  const made = new Map<string, Resource<'PersistentVolume'>[]>();
  for (const volume of list) {
    const place = placeOf(volume);
    if (place === undefined) continue;
    const group = made.get(place);
    if (group === undefined) made.set(place, [volume]);
    else group.push(volume);
  }
  byList.set(list, made);
  return made;
}

/** Where the bytes are; volumes of one directory on different nodes are different places. */
function placeOf(volume: Resource<'PersistentVolume'>): string | undefined {
  const spec = volume.object.spec;
  // Volumes that many may write to are made for sharing.
  if (spec === undefined) return undefined;
  const node = JSON.stringify(spec.nodeAffinity ?? {});
  if (spec.nfs?.path) return `nfs ${spec.nfs.server}:${trimmed(spec.nfs.path)}`;
  if (spec.hostPath?.path) return `hostPath${node.replaceAll(' ', '')} ${trimmed(spec.hostPath.path)}`;
  if (spec.local?.path) return `local${node.replaceAll(' ', '')} ${trimmed(spec.local.path)}`;
  if (spec.csi?.volumeHandle)
    return `csi ${spec.csi.driver} ${spec.csi.volumeHandle}${JSON.stringify(spec.csi.volumeAttributes ?? {})}`;
  return undefined;
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
