// Which fields came and went between Kubernetes 1.27 and 1.37, where the packages of single versions do not show it,
// and the fields of 1.37, for which there is no package. Names and types only. Source: k8s.io/api of each version.
// A test holds the versions 1.33 to 1.36 of this table against the published client models.

/** Per struct: the first minor version that knows a field. */
export const SINCE: Readonly<Record<string, string>> = {
  'apps.DeploymentStatus': 'terminatingReplicas=33',
  'apps.ReplicaSetStatus': 'terminatingReplicas=33',
  'autoscaling.HPAScalingRules': 'tolerance=33',
  'autoscaling.HorizontalPodAutoscalerCondition': 'observedGeneration=37',
  'batch.JobSpec':
    'backoffLimitPerIndex=28 maxFailedIndexes=28 podReplacementPolicy=28 successPolicy=30 managedBy=30 scheduling=37',
  'batch.JobStatus': 'terminating=28 failedIndexes=28',
  'core.ClusterTrustBundleProjection': 'user=37',
  'core.ConfigMapVolumeSource': 'defaultUser=37',
  'core.Container': 'restartPolicy=28 restartPolicyRules=34',
  'core.ContainerStatus': 'volumeMounts=30 user=31 allocatedResourcesStatus=31 stopSignal=33',
  'core.DownwardAPIVolumeFile': 'user=37',
  'core.DownwardAPIVolumeSource': 'defaultUser=37',
  'core.EmptyDirVolumeSource': 'mode=37',
  'core.EnvVarSource': 'fileKeyRef=34',
  'core.EphemeralContainer': 'restartPolicy=28 restartPolicyRules=34',
  'core.GRPCAction': 'mode=37',
  'core.HTTPGetAction': 'protocol=37',
  'core.KeyToPath': 'user=37',
  'core.Lifecycle': 'stopSignal=33',
  'core.LifecycleHandler': 'sleep=29',
  'core.LoadBalancerIngress': 'ipMode=29',
  'core.NodeAllocatableResourceClaimStatus': 'mapping=37 overhead=37',
  'core.NodeRuntimeHandlerFeatures': 'userNamespaces=31',
  'core.NodeSpec': 'podPreemptionPolicy=37',
  'core.NodeStatus': 'runtimeHandlers=30 features=31 declaredFeatures=35',
  'core.NodeSystemInfo': 'swap=33 runningInUserNamespace=37',
  'core.PersistentVolumeClaimSpec': 'volumeAttributesClassName=29',
  'core.PersistentVolumeClaimStatus':
    'allocatedResourceStatuses=28 currentVolumeAttributesClassName=29 modifyVolumeStatus=29 healthStatus=37',
  'core.PersistentVolumeSpec': 'volumeAttributesClassName=29',
  'core.PersistentVolumeStatus': 'lastPhaseTransitionTime=28',
  'core.PodAffinityTerm': 'matchLabelKeys=29 mismatchLabelKeys=29',
  'core.PodCertificateProjection': 'userAnnotations=35 user=37',
  'core.PodCondition': 'observedGeneration=33',
  'core.PodResourceClaim': 'resourceClaimName=31 resourceClaimTemplateName=31',
  'core.PodSecurityContext': 'appArmorProfile=30 supplementalGroupsPolicy=31 seLinuxChangePolicy=32',
  'core.PodSpec': 'resources=32 hostnameOverride=34 schedulingGroup=36 evictionResponders=37',
  'core.PodStatus':
    'hostIPs=28 resourceClaimStatuses=28 observedGeneration=33 extendedResourceClaimStatus=34 allocatedResources=35 resources=35 nodeAllocatableResourceClaimStatuses=36 volumeHealth=37',
  'core.ProjectedVolumeSource': 'defaultUser=37',
  'core.ResourceClaim': 'request=31',
  'core.ResourceHealth': 'message=36',
  'core.SecretVolumeSource': 'defaultUser=37',
  'core.SecurityContext': 'appArmorProfile=30',
  'core.ServiceAccountTokenProjection': 'user=37',
  'core.ServiceSpec': 'trafficDistribution=30',
  'core.Volume': 'image=31',
  'core.VolumeMount': 'recursiveReadOnly=30 bindMountOptions=37',
  'core.VolumeMountStatus': 'volumeStatus=36',
  'core.VolumeProjection': 'clusterTrustBundle=29 podCertificate=34',
};

/** Fields that no longer exist: the last minor version that knows them, and their type. */
export const REMOVED: Readonly<
  Record<string, Readonly<Record<string, { until: number; since?: number; type: string }>>>
> = {
  'core.PodResourceClaim': { source: { until: 30, type: 'core.ClaimSource' } },
  'core.PodSpec': { workloadRef: { since: 35, until: 35, type: 'core.WorkloadReference' } },
  'networking.NetworkPolicy': { status: { until: 27, type: 'networking.NetworkPolicyStatus' } },
  'core.PersistentVolumeClaimStatus': { resizeStatus: { until: 27, type: 'string' } },
  // A claim's resources were the containers' struct up to 1.28.
  'core.VolumeResourceRequirements': { claims: { until: 28, type: '[]core.ResourceClaim' } },
};

/** Fields of 1.37 that the packages of 1.36 lack. */
export const ADDED_1_37: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'autoscaling.HorizontalPodAutoscalerCondition': { observedGeneration: 'int64' },
  'batch.JobSpec': { scheduling: 'batch.JobSchedulingConfiguration' },
  'core.ClusterTrustBundleProjection': { user: 'int64' },
  'core.ConfigMapVolumeSource': { defaultUser: 'int64' },
  'core.DownwardAPIVolumeFile': { user: 'int64' },
  'core.DownwardAPIVolumeSource': { defaultUser: 'int64' },
  'core.EmptyDirVolumeSource': { mode: 'int32' },
  'core.GRPCAction': { mode: 'string' },
  'core.HTTPGetAction': { protocol: 'string' },
  'core.KeyToPath': { user: 'int64' },
  'core.NodeAllocatableResourceClaimStatus': {
    mapping: '[]core.NodeAllocatableMappedResources',
    overhead: '[]core.NodeAllocatableOverheadResources',
  },
  'core.NodeSpec': { podPreemptionPolicy: 'core.NodePodPreemptionPolicy' },
  'core.NodeSystemInfo': { runningInUserNamespace: 'bool' },
  'core.PersistentVolumeClaimStatus': { healthStatus: 'core.VolumeHealthStatus' },
  'core.PodCertificateProjection': { user: 'int64' },
  'core.PodSpec': { evictionResponders: '[]core.EvictionResponder' },
  'core.PodStatus': { volumeHealth: '[]core.PodVolumeHealth' },
  'core.ProjectedVolumeSource': { defaultUser: 'int64' },
  'core.SecretVolumeSource': { defaultUser: 'int64' },
  'core.ServiceAccountTokenProjection': { user: 'int64' },
  'core.VolumeMount': { bindMountOptions: '[]string' },
};

/** Structs that the packages of 1.36 lack, of 1.37 or of fields that are gone. A `!` marks a required field. */
export const OTHER_STRUCTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'batch.JobSchedulingConfiguration': {
    disruptionMode: 'scheduling.WorkloadPodGroupDisruptionMode',
    resourceClaims: '[]scheduling.WorkloadPodGroupResourceClaim',
    schedulingConstraints: 'scheduling.WorkloadPodGroupSchedulingConstraints',
    schedulingPolicy: 'scheduling.WorkloadPodGroupSchedulingPolicy',
  },
  'core.ClaimSource': { resourceClaimName: 'string', resourceClaimTemplateName: 'string' },
  'core.EvictionResponder': { name: 'string!', priority: 'int32' },
  'core.NodeAllocatableMappedResources': { name: 'string', quantity: 'quantity' },
  'core.NodeAllocatableOverheadResources': { name: 'string', perContainer: 'quantity', perPod: 'quantity' },
  'core.NodePodPreemptionPolicy': { disableResizePreemption: '[]string' },
  'core.PodVolumeHealth': {
    healthConditions: '[]core.VolumeHealthCondition',
    lastTransitionTime: 'time',
    name: 'string',
  },
  'core.VolumeHealthCondition': { message: 'string', reason: 'string', status: 'string' },
  'core.VolumeHealthStatus': { healthConditions: '[]core.VolumeHealthCondition', lastTransitionTime: 'time' },
  'core.WorkloadReference': { name: 'string!', podGroup: 'string!', podGroupReplicaKey: 'string' },
  'networking.NetworkPolicyStatus': { conditions: '[]meta.Condition' },
  'scheduling.TopologyConstraint': { key: 'string!' },
  'scheduling.WorkloadPodGroupAllDisruptionMode': {},
  'scheduling.WorkloadPodGroupBasicSchedulingPolicy': {},
  'scheduling.WorkloadPodGroupDisruptionMode': {
    all: 'scheduling.WorkloadPodGroupAllDisruptionMode',
    single: 'scheduling.WorkloadPodGroupSingleDisruptionMode',
  },
  'scheduling.WorkloadPodGroupGangSchedulingPolicy': { minCount: 'int32' },
  'scheduling.WorkloadPodGroupResourceClaim': {
    name: 'string!',
    resourceClaimName: 'string',
    resourceClaimTemplateName: 'string',
  },
  'scheduling.WorkloadPodGroupSchedulingConstraints': { topology: '[]scheduling.TopologyConstraint' },
  'scheduling.WorkloadPodGroupSchedulingPolicy': {
    basic: 'scheduling.WorkloadPodGroupBasicSchedulingPolicy',
    gang: 'scheduling.WorkloadPodGroupGangSchedulingPolicy',
  },
  'scheduling.WorkloadPodGroupSingleDisruptionMode': {},
};
