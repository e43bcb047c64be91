// Look-ups by something else than kind and name, made once for a unit's list of objects and kept as long as the engine
// hands out the same list. Nothing here decides what is wrong.

import type { KnownKind } from '../kubernetes/objects.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';

type Lists<K extends KnownKind> = ReadonlyMap<string, readonly Resource<K>[]>;

/** A multi-map over `ofKind(kind)`; `keysOf` may give none, one or several keys per object. */
function indexOf<K extends KnownKind>(kind: K, keysOf: (resource: Resource<K>) => readonly string[]) {
  const byList = new WeakMap<readonly Resource<K>[], Lists<K>>();
  return (unit: UnitView): Lists<K> => {
    const list = unit.ofKind(kind);
    const known = byList.get(list);
    if (known !== undefined) return known;
    const made = new Map<string, Resource<K>[]>();
    for (const resource of list)
      for (const key of keysOf(resource)) {
        const group = made.get(key);
        if (group === undefined) made.set(key, [resource]);
        else group.push(resource);
      }
    byList.set(list, made);
    return made;
  };
}

export type UnitIndex<K extends KnownKind> = (unit: UnitView) => Lists<K>;

const setsByServiceName: UnitIndex<'StatefulSet'> = indexOf('StatefulSet', ({ object }) =>
  object.spec?.serviceName ? [object.spec.serviceName] : [],
);

export const setsByName: UnitIndex<'StatefulSet'> = indexOf('StatefulSet', ({ name }) => [name]);

export const servicesByName: UnitIndex<'Service'> = indexOf('Service', ({ name }) => [name]);

/** By `key=value` of the first pair of the selector in alphabetical order. */
const servicesByFirstPair: UnitIndex<'Service'> = indexOf('Service', ({ object }) => {
  const [pair] = Object.entries(object.spec?.selector ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return pair === undefined ? [] : [`${pair[0]}=${pair[1]}`];
});

const autoscalersByTarget: UnitIndex<'HorizontalPodAutoscaler'> = indexOf('HorizontalPodAutoscaler', ({ object }) => {
  const target = object.spec?.scaleTargetRef;
  return target === undefined ? [] : [`${target.kind}/${target.name}`];
});

/** Whether both can land in one namespace: `kubectl -n` decides for an object that names none. */
export function couldMeet(one: Resource, other: Resource): boolean {
  if (one.namespace === other.namespace) return true;
  return one.manifest.namespace === undefined || other.manifest.namespace === undefined;
}

/** All of a kind that can share a namespace with the resource. */
export function neighboursOf<K extends KnownKind>(unit: UnitView, kind: K, resource: Resource): readonly Resource<K>[] {
  return unit.ofKind(kind).filter((other) => couldMeet(other, resource));
}

/** The StatefulSets that name this Service; `undefined` where none does. */
export function setsGovernedBy(
  unit: UnitView,
  service: Resource<'Service'>,
): readonly Resource<'StatefulSet'>[] | undefined {
  const sets = setsByServiceName(unit)
    .get(service.name)
    ?.filter((set) => couldMeet(set, service));
  return sets === undefined || sets.length === 0 ? undefined : sets;
}

export function autoscalerOf(unit: UnitView, workload: Resource): Resource<'HorizontalPodAutoscaler'> | undefined {
  const autoscalers = autoscalersByTarget(unit).get(`${workload.kind}/${workload.name}`);
  return autoscalers?.find((autoscaler) => couldMeet(autoscaler, workload));
}

/** The Services whose selector, as written, the Pods of this workload satisfy. */
export function servicesSelecting(
  unit: UnitView,
  workload: Resource,
  labels: Readonly<Record<string, string>>,
): readonly Resource<'Service'>[] {
  const index = servicesByFirstPair(unit);
  const found: Resource<'Service'>[] = [];
  for (const [key, value] of Object.entries(labels))
    for (const service of index.get(`${key}=${value}`) ?? []) {
      const selector = Object.entries(service.object.spec?.selector ?? {});
      if (couldMeet(service, workload) && selector.every(([k, v]) => labels[k] === v)) found.push(service);
    }
  return found;
}
