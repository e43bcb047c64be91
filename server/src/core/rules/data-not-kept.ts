import { placedSystemOf } from './known-systems.ts';
import { podTemplateOf } from './pod-templates.ts';
import { type Change, defineRule, type Rule } from './rule.ts';

type Facts = { set: string; system: string; volume: string; index: number; path: string };

export const dataNotKept: Rule = defineRule<'StatefulSet', Facts>({
  id: 'data-not-kept',
  family: 'storage',
  severity: 'info',
  isAdvice: true,
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/storage/volumes/#emptydir',
  *check(set) {
    const template = podTemplateOf(set);
    const placed = template === undefined ? undefined : placedSystemOf(template);
    if (template === undefined || placed === undefined) return;
    const templates = new Set((set.object.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name));
    const told = new Set<string>();
    for (const path of placed.system.dataPaths) {
      // Of several mounts above a directory the nearest one holds it.
      const [mount] = (placed.container.volumeMounts ?? [])
        .filter(({ mountPath }) => mountPath !== undefined && isWithin(path, mountPath))
        .sort((a, b) => b.mountPath.length - a.mountPath.length);
      if (mount === undefined || templates.has(mount.name) || told.has(mount.name)) continue;
      const index = (template.spec?.volumes ?? []).findIndex(({ name }) => name === mount.name);
      const volume = template.spec?.volumes?.[index];
      const isHostPath = volume?.hostPath !== undefined;
      // A volume in memory was chosen on purpose.
      if (volume === undefined || (!isHostPath && (volume.emptyDir === undefined || volume.emptyDir.medium))) continue;
      told.add(mount.name);
      yield {
        at: [...template.at, 'spec', 'volumes', index, isHostPath ? 'hostPath' : 'emptyDir'],
        on: 'key',
        facts: { set: set.name, system: placed.system.name, volume: mount.name, index, path: mount.mountPath },
        ...(isHostPath ? { text: 'host-path' } : {}),
      };
    }
  },
  fixes: {
    'use-claim-template': {
      isSafe: false,
      isPreferred: () => true,
      changes: ({ volume, index }, set): readonly Change[] => {
        const volumes = ['spec', 'template', 'spec', 'volumes'];
        const isOnly = (set.object.spec?.template?.spec?.volumes ?? []).length === 1;
        const template = {
          metadata: { name: volume },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        };
        const count = (set.object.spec?.volumeClaimTemplates ?? []).length;
        const at = ['spec', 'volumeClaimTemplates'];
        return [
          { do: 'remove', resource: set, at: isOnly ? volumes : [...volumes, index] },
          count === 0
            ? { do: 'set', resource: set, at, value: [template] }
            : { do: 'insert', resource: set, at, index: count, value: template },
        ];
      },
    },
  },
});

/** While a manifest is being written, a mount may lack its path whatever its type says. */
function isWithin(path: string, mountPath: string | undefined): boolean {
  const mount = (mountPath ?? '').replace(/\/+$/, '');
  return mount !== '' && (path === mount || path.startsWith(`${mount}/`));
}
