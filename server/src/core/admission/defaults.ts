// What the server fills in before it looks at an object (behaviour reference 1.5). Start at `applyDefaults`.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import { defaultClaim } from './defaults/claim.ts';
import {
  defaultAutoscaler,
  defaultConfigMap,
  defaultNamespace,
  defaultNetworkPolicy,
  defaultSecret,
  defaultStorageClass,
  defaultVolumeObject,
} from './defaults/other-kinds.ts';
import { defaultService } from './defaults/service.ts';
import {
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultPod,
  defaultReplicaSet,
  defaultStatefulSet,
} from './defaults/workload.ts';
import type { MutableObject } from './read.ts';

type Defaults = (object: MutableObject, profile: ClusterProfile) => void;

const defaultsByKind: ReadonlyMap<string, Defaults> = new Map<string, Defaults>([
  ['ConfigMap', defaultConfigMap],
  ['CronJob', defaultCronJob],
  ['DaemonSet', defaultDaemonSet],
  ['Deployment', defaultDeployment],
  ['HorizontalPodAutoscaler', defaultAutoscaler],
  ['Job', defaultJob],
  ['Namespace', defaultNamespace],
  ['NetworkPolicy', defaultNetworkPolicy],
  ['PersistentVolume', defaultVolumeObject],
  ['PersistentVolumeClaim', defaultClaim],
  ['Pod', defaultPod],
  ['ReplicaSet', defaultReplicaSet],
  ['Secret', defaultSecret],
  ['Service', defaultService],
  ['StatefulSet', defaultStatefulSet],
  ['StorageClass', defaultStorageClass],
]);

/** Fills the defaults of a decoded object in place; kinds without defaults stay as they are. */
export function applyDefaults(kind: string, object: MutableObject, profile: ClusterProfile): void {
  defaultsByKind.get(kind)?.(object, profile);
}
