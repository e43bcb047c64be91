import { defineRule, type Rule } from './rule.ts';

type Facts = { storageClass: string; sets: string[]; users: number };

/** Directories of Nodes and exported directories have no size that could be changed. */
const HAS_NO_SIZE: RegExp = /no-provisioner|local-path|hostpath|host-path|nfs/;

export const classCannotExpand: Rule = defineRule<'StorageClass', Facts>({
  id: 'class-cannot-expand',
  family: 'storage',
  severity: 'hint',
  isAdvice: true,
  kinds: ['StorageClass'],
  since: '0.1.0',
  reference: 'concepts/storage/storage-classes/#allow-volume-expansion',
  *check(storageClass, { unit }) {
    const { provisioner, allowVolumeExpansion } = storageClass.object;
    if (allowVolumeExpansion !== undefined || !provisioner || HAS_NO_SIZE.test(provisioner)) return;
    const users = unit
      .ofKind('StatefulSet')
      .filter((set) =>
        (set.object.spec?.volumeClaimTemplates ?? []).some(({ spec }) => spec?.storageClassName === storageClass.name),
      );
    const [user] = users;
    if (user === undefined) return;
    yield {
      at: ['provisioner'],
      facts: { storageClass: storageClass.name, sets: users.map(({ name }) => name), users: users.length },
      related: [
        {
          resource: user,
          at: ['spec', 'volumeClaimTemplates'],
          on: 'key',
          text: 'set',
          facts: { set: user.name },
        },
      ],
    };
  },
  fixes: {
    allow: {
      isSafe: false,
      isPreferred: () => true,
      changes: (_, storageClass) => [{ do: 'set', resource: storageClass, at: ['allowVolumeExpansion'], value: true }],
    },
  },
});
