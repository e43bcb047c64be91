// Feature gates that change what the API server answers, with their default per minor version (behaviour reference,
// section 9, and the gates that the recorded servers named).

import type { ClusterProfile, MinorVersion } from './cluster-profile.ts';

const NEVER: MinorVersion = Number.POSITIVE_INFINITY;

export type FeatureGate =
  | 'AllowServiceExternalIPs'
  | 'AppArmorFields'
  | 'AtomicWriteVolumeUserFields'
  | 'ClusterTrustBundleProjection'
  | 'ContainerRestartRules'
  | 'ContainerStopSignals'
  | 'CrossNamespaceVolumeDataSource'
  | 'DynamicResourceAllocation'
  | 'EnvFiles'
  | 'GRPCContainerProbeTLS'
  | 'GitRepoVolumeDriver'
  | 'H2CContainerProbe'
  | 'HPAConfigurableTolerance'
  | 'HPAScaleToZero'
  | 'HostnameOverride'
  | 'ImageVolume'
  | 'MatchLabelKeysInPodTopologySpreadSelectorMerge'
  | 'MaxUnavailableStatefulSet'
  | 'MutablePVNodeAffinity'
  | 'PodCertificateRequest'
  | 'PodLevelResources'
  | 'PreferSameTrafficDistribution'
  | 'ProcMountType'
  | 'ReadWriteOncePod'
  | 'RecoverVolumeExpansionFailure'
  | 'RecursiveReadOnlyMounts'
  | 'RelaxedEnvironmentVariableValidation'
  | 'RelaxedServiceNameValidation'
  | 'RestartAllContainersOnContainerExits'
  | 'SELinuxChangePolicy'
  | 'StatefulSetAutoDeletePVC'
  | 'StatefulSetRecreateStrategy'
  | 'StatefulSetStartOrdinal'
  | 'StrictIPCIDRValidation'
  | 'SupplementalGroupsPolicy'
  | 'TaintTolerationComparisonOperators'
  | 'UserNamespacesHostNetworkSupport'
  | 'UserNamespacesSupport'
  | 'EmptyDirVolumeMode'
  | 'VolumeAttributesClass'
  | 'VolumeBindMountOptions';

/** From which minor version each gate is on by default. */
const onSince: Readonly<Record<FeatureGate, MinorVersion>> = {
  AllowServiceExternalIPs: 0,
  AppArmorFields: 30,
  AtomicWriteVolumeUserFields: NEVER,
  ClusterTrustBundleProjection: 37,
  ContainerRestartRules: 35,
  ContainerStopSignals: NEVER,
  CrossNamespaceVolumeDataSource: NEVER,
  DynamicResourceAllocation: 34,
  EnvFiles: 35,
  GRPCContainerProbeTLS: NEVER,
  GitRepoVolumeDriver: NEVER,
  H2CContainerProbe: NEVER,
  HPAConfigurableTolerance: 35,
  HPAScaleToZero: 37,
  HostnameOverride: 35,
  ImageVolume: 35,
  MatchLabelKeysInPodTopologySpreadSelectorMerge: 34,
  MaxUnavailableStatefulSet: 37,
  MutablePVNodeAffinity: NEVER,
  PodCertificateRequest: 37,
  PodLevelResources: 34,
  PreferSameTrafficDistribution: 34,
  ProcMountType: 33,
  ReadWriteOncePod: 27,
  RecoverVolumeExpansionFailure: 32,
  RecursiveReadOnlyMounts: 31,
  RelaxedEnvironmentVariableValidation: 32,
  RelaxedServiceNameValidation: 36,
  RestartAllContainersOnContainerExits: 35,
  SELinuxChangePolicy: 33,
  StatefulSetAutoDeletePVC: 27,
  StatefulSetRecreateStrategy: NEVER,
  StatefulSetStartOrdinal: 27,
  StrictIPCIDRValidation: 36,
  SupplementalGroupsPolicy: 33,
  TaintTolerationComparisonOperators: NEVER,
  UserNamespacesHostNetworkSupport: NEVER,
  UserNamespacesSupport: 33,
  EmptyDirVolumeMode: NEVER,
  VolumeAttributesClass: 34,
  VolumeBindMountOptions: NEVER,
};

/** Whether a gate is on: as the profile says, else by its default in the profile's version. */
export function isGateOn(gate: FeatureGate, profile: ClusterProfile): boolean {
  return profile.featureGates[gate] ?? profile.minor >= onSince[gate];
}
