// The API's objects as TypeScript types, taken from the published API types (type-only: nothing of that package is
// bundled). A value has such a type only after `admission/effective-object.ts` made it conform to the structure and
// filled the defaults, or because the simulation built it.

import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1/StorageClass';
import type { IVolumeAttributesClass } from 'kubernetes-models/storage.k8s.io/v1/VolumeAttributesClass';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { INode } from 'kubernetes-models/v1/Node';
import type { IPersistentVolume } from 'kubernetes-models/v1/PersistentVolume';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IPod } from 'kubernetes-models/v1/Pod';
import type { ISecret } from 'kubernetes-models/v1/Secret';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';

/** Nobody changes an object in place: a change makes another one. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The kinds that the product knows, by `kind`; one served API version each. */
export interface ObjectTypes {
  readonly ConfigMap: DeepReadonly<IConfigMap>;
  readonly CronJob: DeepReadonly<ICronJob>;
  readonly DaemonSet: DeepReadonly<IDaemonSet>;
  readonly Deployment: DeepReadonly<IDeployment>;
  readonly HorizontalPodAutoscaler: DeepReadonly<IHorizontalPodAutoscaler>;
  readonly Job: DeepReadonly<IJob>;
  readonly Namespace: DeepReadonly<INamespace>;
  readonly NetworkPolicy: DeepReadonly<INetworkPolicy>;
  readonly Node: DeepReadonly<INode>;
  readonly PersistentVolume: DeepReadonly<IPersistentVolume>;
  readonly PersistentVolumeClaim: DeepReadonly<IPersistentVolumeClaim>;
  readonly Pod: DeepReadonly<IPod>;
  readonly PodDisruptionBudget: DeepReadonly<IPodDisruptionBudget>;
  readonly PriorityClass: DeepReadonly<IPriorityClass>;
  readonly ReplicaSet: DeepReadonly<IReplicaSet>;
  readonly Secret: DeepReadonly<ISecret>;
  readonly Service: DeepReadonly<IService>;
  readonly ServiceAccount: DeepReadonly<IServiceAccount>;
  readonly StatefulSet: DeepReadonly<IStatefulSet>;
  readonly StorageClass: DeepReadonly<IStorageClass>;
  readonly VolumeAttributesClass: DeepReadonly<IVolumeAttributesClass>;
}

export type KnownKind = keyof ObjectTypes;
