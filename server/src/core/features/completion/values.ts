// Values that fit a field: allowed ones, true and false, the default, units behind a number.

import { defaultOf } from '../../kubernetes/field-defaults.ts';
import { valuesOf } from '../../kubernetes/field-documentation.ts';
import type { KnownKind } from '../../kubernetes/objects.ts';
import type { Path } from '../../kubernetes/plain-value.ts';
import { type FieldType, fieldAt } from '../../kubernetes/schema.ts';

export interface FittingValue {
  readonly value: string;
  readonly isDefault: boolean;
  /** Whether the field is a text, so that a value that looks like something else needs quotes. */
  readonly isText: boolean;
}

/** Allowed values that the published types leave open, for fields where they are what people write. */
const usualValues: Readonly<Record<string, readonly string[]>> = {
  'EmptyDirVolumeSource.medium': ['Memory'],
  'LabelSelectorRequirement.operator': ['In', 'NotIn', 'Exists', 'DoesNotExist'],
  'PersistentVolumeClaimSpec.accessModes': ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
  'PersistentVolumeSpec.accessModes': ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
  'PodAffinityTerm.topologyKey': ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  'ServiceSpec.clusterIP': ['None'],
  'TopologySpreadConstraint.topologyKey': ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
};

const binaryUnits: readonly string[] = ['Ki', 'Mi', 'Gi', 'Ti'];

export function valuesFor(kind: KnownKind, path: Path, type: FieldType, prefix: string): readonly FittingValue[] {
  if (type.is === 'quantity') return quantityValues(path, prefix);
  const field = fieldAt(kind, path);
  const owner = field?.owner.name ?? '';
  const fallback = field ? defaultOf(owner, field.name) : undefined;
  const isText = type.is === 'text';
  const known = type.is === 'truth' ? ['true', 'false'] : valuesOf(type);
  // What people write goes before the alphabet, where both are known.
  const usual = usualValues[`${owner}.${field?.name}`] ?? [];
  const listed = [...usual, ...known.filter((value) => !usual.includes(value))];
  const all = fallback === undefined || listed.includes(fallback) || !isScalar(type) ? listed : [fallback, ...listed];
  return all.map((value) => ({ value, isDefault: value === fallback, isText }));
}

function isScalar(type: FieldType): boolean {
  return type.is !== 'struct' && type.is !== 'list' && type.is !== 'map';
}

/** Behind a number its units; without one a usual amount. */
function quantityValues(path: Path, prefix: string): readonly FittingValue[] {
  const number = /^\d+(?:\.\d+)?/.exec(prefix)?.[0];
  const isCpu = path.at(-1) === 'cpu';
  const values = isCpu
    ? [`${number ?? '100'}m`, number ?? '1']
    : binaryUnits.map((unit) => `${number ?? (unit === 'Gi' || unit === 'Ti' ? '1' : '128')}${unit}`);
  return values.map((value) => ({ value, isDefault: false, isText: false }));
}
