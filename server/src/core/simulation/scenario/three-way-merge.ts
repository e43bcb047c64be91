// What `kubectl apply` makes of the object in the cluster: fields of the manifest are set, fields that only the last
// applied manifest had are removed, everything else stays. Rule: `k8s.io/apimachinery/pkg/util/strategicpatch`.

import { isPlainObject, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';

/** Lists whose items are merged by a key of their own; all other lists are replaced as a whole. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  imagePullSecrets: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};
/** `ports` of a container and of a Service have different keys. */
const PORT_KEYS = ['containerPort', 'port'];

export function mergedObject(last: PlainObject, written: PlainObject, live: PlainObject): PlainObject {
  const merged: Record<string, PlainValue> = { ...live };
  for (const key of Object.keys(last)) if (!Object.hasOwn(written, key)) delete merged[key];
  for (const [key, value] of Object.entries(written)) {
    if (value === null) delete merged[key];
    else merged[key] = mergedValue(key, last[key], value, live[key]);
  }
  return merged;
}

function mergedValue(
  field: string,
  last: PlainValue | undefined,
  written: PlainValue,
  live: PlainValue | undefined,
): PlainValue {
  if (isPlainObject(written)) {
    return mergedObject(isPlainObject(last) ? last : {}, written, isPlainObject(live) ? live : {});
  }
  if (!Array.isArray(written) || !Array.isArray(live)) return written;
  const key = mergeKeyOf(field, written);
  return key === undefined ? written : mergedList(key, Array.isArray(last) ? last : [], written, live);
}

function mergeKeyOf(field: string, items: readonly PlainValue[]): string | undefined {
  const candidates = field === 'ports' ? PORT_KEYS : [MERGE_KEYS[field]];
  return candidates.find(
    (key) => key !== undefined && items.every((item) => isPlainObject(item) && item[key] !== undefined),
  );
}

function mergedList(
  key: string,
  last: readonly PlainValue[],
  written: readonly PlainValue[],
  live: readonly PlainValue[],
): PlainValue {
  const find = (items: readonly PlainValue[], wanted: PlainValue | undefined): PlainObject | undefined =>
    items.filter(isPlainObject).find((item) => item[key] === wanted);
  const merged = written.filter(isPlainObject).map((item) => {
    const present = find(live, item[key]);
    return present ? mergedObject(find(last, item[key]) ?? {}, item, present) : item;
  });
  const others = live.filter(isPlainObject).filter((item) => !find(written, item[key]) && !find(last, item[key]));
  return [...merged, ...others];
}
