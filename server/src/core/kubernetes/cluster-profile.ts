// What is assumed about the cluster that the manifests are meant for. Data only; settings and project files fill it.

/** Minor version of Kubernetes 1: 27 stands for 1.27. */
export type MinorVersion = number;

export const OLDEST_MINOR: MinorVersion = 27;
export const NEWEST_MINOR: MinorVersion = 37;

/**
 * - `auto`: a deployment unit that declares PersistentVolumes without a class has no default class, any other has one
 *   that provisions.
 * - `none`: the cluster has no default StorageClass.
 * - any other text: the name of the default StorageClass, which provisions.
 */
export type DefaultStorageClass = string;

export interface ClusterProfile {
  readonly minor: MinorVersion;
  /** Feature gates that differ from their defaults in this version, by name. */
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** Such as `cluster.local`, without a final dot. */
  readonly clusterDomain: string;
  readonly defaultStorageClass: DefaultStorageClass;
  /** The namespace of objects that name none. */
  readonly namespace: string;
}

export const DEFAULT_PROFILE: ClusterProfile = {
  minor: NEWEST_MINOR,
  featureGates: {},
  clusterDomain: 'cluster.local',
  defaultStorageClass: 'auto',
  namespace: 'default',
};
