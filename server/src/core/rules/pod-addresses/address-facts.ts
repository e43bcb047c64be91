// What the address rules share: the resources they look at, and the facts of one address.

import type { Resource, UnitView } from '../../workspace/snapshot.ts';
import type { WorkloadKind } from '../pod-templates.ts';
import { isKind } from '../pod-templates.ts';
import { type KnownAddress, knownAddressesOf } from './known-addresses.ts';

export const ADDRESS_KINDS: readonly (WorkloadKind | 'ConfigMap')[] = [
  'StatefulSet',
  'Deployment',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'ConfigMap',
];

export function textOf({ raw, text }: KnownAddress): string {
  return text.text.slice(raw.start, raw.end);
}

/** The addresses that name a host, by the text that holds them. */
export function hostAddressesOf(resource: Resource, unit: UnitView): readonly KnownAddress[] {
  return knownAddressesOf(resource, unit).filter(({ service }) => service !== undefined);
}

/** Whether a text belongs to the set itself, so that it speaks of the set's own peers. */
export function isOwnText(resource: Resource, set: Resource<'StatefulSet'>): boolean {
  return resource === set || (isKind(resource, 'ConfigMap') && resource.namespace === set.namespace);
}
