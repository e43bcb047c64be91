// Fields that name other objects: which kind they mean, in which namespace. Data only.

import type { KnownKind } from '../../kubernetes/objects.ts';
import type { Path } from '../../kubernetes/plain-value.ts';

export interface ReferenceField {
  /** From the object's top; `*` stands for any list position or key. */
  readonly path: readonly string[];
  readonly kind: KnownKind;
}

/** Below a Pod's spec. */
const podFields: readonly ReferenceField[] = [
  { path: ['serviceAccountName'], kind: 'ServiceAccount' },
  { path: ['priorityClassName'], kind: 'PriorityClass' },
  { path: ['imagePullSecrets', '*', 'name'], kind: 'Secret' },
  { path: ['volumes', '*', 'configMap', 'name'], kind: 'ConfigMap' },
  { path: ['volumes', '*', 'secret', 'secretName'], kind: 'Secret' },
  { path: ['volumes', '*', 'persistentVolumeClaim', 'claimName'], kind: 'PersistentVolumeClaim' },
  { path: ['volumes', '*', 'projected', 'sources', '*', 'configMap', 'name'], kind: 'ConfigMap' },
  { path: ['volumes', '*', 'projected', 'sources', '*', 'secret', 'name'], kind: 'Secret' },
  ...['containers', 'initContainers'].flatMap((containers): readonly ReferenceField[] => [
    { path: [containers, '*', 'env', '*', 'valueFrom', 'configMapKeyRef', 'name'], kind: 'ConfigMap' },
    { path: [containers, '*', 'env', '*', 'valueFrom', 'secretKeyRef', 'name'], kind: 'Secret' },
    { path: [containers, '*', 'envFrom', '*', 'configMapRef', 'name'], kind: 'ConfigMap' },
    { path: [containers, '*', 'envFrom', '*', 'secretRef', 'name'], kind: 'Secret' },
  ]),
];

/** Below a claim's spec. */
const claimFields: readonly ReferenceField[] = [
  { path: ['storageClassName'], kind: 'StorageClass' },
  { path: ['volumeAttributesClassName'], kind: 'VolumeAttributesClass' },
  { path: ['volumeName'], kind: 'PersistentVolume' },
];

const templated = ['spec', 'template', 'spec'];

const fieldsByKind: Readonly<Partial<Record<KnownKind, readonly ReferenceField[]>>> = {
  StatefulSet: [
    { path: ['spec', 'serviceName'], kind: 'Service' },
    ...below(templated, podFields),
    ...below(['spec', 'volumeClaimTemplates', '*', 'spec'], claimFields),
  ],
  Deployment: below(templated, podFields),
  DaemonSet: below(templated, podFields),
  ReplicaSet: below(templated, podFields),
  Job: below(templated, podFields),
  CronJob: below(['spec', 'jobTemplate', 'spec', 'template', 'spec'], podFields),
  Pod: [{ path: ['spec', 'subdomain'], kind: 'Service' }, ...below(['spec'], podFields)],
  PersistentVolumeClaim: below(['spec'], claimFields),
  PersistentVolume: [
    { path: ['spec', 'storageClassName'], kind: 'StorageClass' },
    { path: ['spec', 'claimRef', 'name'], kind: 'PersistentVolumeClaim' },
  ],
};

function below(path: readonly string[], fields: readonly ReferenceField[]): readonly ReferenceField[] {
  return fields.map((field) => ({ path: [...path, ...field.path], kind: field.kind }));
}

/** What a field names, or undefined where it names nothing. */
export function referenceFieldAt(kind: KnownKind, path: Path): ReferenceField | undefined {
  return fieldsByKind[kind]?.find((field) => isAt(field.path, path));
}

export function referenceFieldsOf(kind: KnownKind): readonly ReferenceField[] {
  return fieldsByKind[kind] ?? [];
}

function isAt(pattern: readonly string[], path: Path): boolean {
  return pattern.length === path.length && pattern.every((step, index) => step === '*' || step === path[index]);
}
