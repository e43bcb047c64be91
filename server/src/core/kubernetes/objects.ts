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

/** The kinds that the product knows, by `kind`; one served API version each. */
export interface ObjectTypes {
  readonly ConfigMap: IConfigMap;
  readonly CronJob: ICronJob;
  readonly DaemonSet: IDaemonSet;
  readonly Deployment: IDeployment;
  readonly HorizontalPodAutoscaler: IHorizontalPodAutoscaler;
  readonly Job: IJob;
  readonly Namespace: INamespace;
  readonly NetworkPolicy: INetworkPolicy;
  readonly Node: INode;
  readonly PersistentVolume: IPersistentVolume;
  readonly PersistentVolumeClaim: IPersistentVolumeClaim;
  readonly Pod: IPod;
  readonly PodDisruptionBudget: IPodDisruptionBudget;
  readonly PriorityClass: IPriorityClass;
  readonly ReplicaSet: IReplicaSet;
  readonly Secret: ISecret;
  readonly Service: IService;
  readonly ServiceAccount: IServiceAccount;
  readonly StatefulSet: IStatefulSet;
  readonly StorageClass: IStorageClass;
  readonly VolumeAttributesClass: IVolumeAttributesClass;
}

export type KnownKind = keyof ObjectTypes;
