// The first and last Pod of a set, and how many claims its templates make.

import type { Resource } from '../../workspace/snapshot.ts';

export interface StatefulSetNumbers {
  readonly first: string;
  readonly last: string;
  readonly claims: number;
}

/** Undefined where no Pods are meant or the set has no name. */
export function numbersOf({ object, name }: Resource<'StatefulSet'>): StatefulSetNumbers | undefined {
  const replicas = object.spec?.replicas ?? 1;
  const start = object.spec?.ordinals?.start ?? 0;
  if (name === '' || replicas < 1) return undefined;
  const templates = object.spec?.volumeClaimTemplates?.length ?? 0;
  return { first: `${name}-${start}`, last: `${name}-${start + replicas - 1}`, claims: templates * replicas };
}
