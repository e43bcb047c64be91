// What the fields that make a StatefulSet what it is mean in practice: what happens on a change, and what people get
// wrong. English catalogue; the facts come from the behaviour reference, the words are ours.

const texts: Readonly<Record<string, string>> = {
  'StatefulSetSpec.replicas':
    'The Pods are called `<name>-0` to `<name>-<n-1>` (shifted by `ordinals.start`). Scaling in deletes the highest ordinal first; its claim stays unless the retention policy says otherwise, and is used again when the set grows back. A manifest that no longer writes `replicas` asks for 1: leave it out only if an autoscaler sets it and you apply with server-side apply.',
  'StatefulSetSpec.serviceName':
    'Name of the governing Service, which gives every Pod its DNS name `<pod>.<serviceName>.<namespace>.svc`. The server never checks that the Service exists, is headless, or selects these Pods; if one of them is wrong, Pods run but cannot be found by name. It cannot be changed: a typo means making the set anew.',
  'StatefulSetSpec.selector':
    'Which Pods belong to the set. It must match the labels of the template and no other Pods of the namespace, or two controllers fight over them. It cannot be changed later, so keep versions and other labels that change out of it.',
  'StatefulSetSpec.template':
    'The Pod that every ordinal gets. Each change makes a new revision, and with RollingUpdate the Pods are replaced one by one from the highest ordinal down, each awaited until it is Ready. Names of claim templates may be mounted like volumes.',
  'StatefulSetSpec.volumeClaimTemplates':
    'Each Pod gets a claim `<template>-<set>-<ordinal>` of its own, which outlives the Pod and is found again by name. The list cannot be changed, not even the size: enlarge the existing claims one by one, then delete the set with `--cascade=orphan` and create it with the new size.',
  'StatefulSetSpec.podManagementPolicy':
    '`OrderedReady` starts each Pod only when the one before is Ready, so one that never becomes Ready blocks all above it. `Parallel` starts and deletes all at once. It cannot be changed later; clusters whose members wait for each other at start-up need `Parallel`, or a Service that publishes addresses that are not ready.',
  'StatefulSetSpec.updateStrategy':
    'How a changed template reaches the Pods. Turning `RollingUpdate` into `OnDelete` with `kubectl apply` needs `rollingUpdate: null` beside it, because the defaulted block stays and the server refuses both.',
  'StatefulSetUpdateStrategy.type':
    '`RollingUpdate` replaces Pods from the highest ordinal down. With `OnDelete` nothing happens until you delete a Pod yourself; it then comes back with the new template.',
  'StatefulSetUpdateStrategy.rollingUpdate':
    'Allowed with `RollingUpdate` only. If you remove the block, the partition is lost and the whole set is updated.',
  'RollingUpdateStatefulSetStrategy.partition':
    'Only Pods with this ordinal or a higher one get the new template; a deleted Pod below it comes back with the old one. Use it to try an update on the last Pods first, and lower it step by step. A partition above the highest ordinal holds everything back.',
  'RollingUpdateStatefulSetStrategy.maxUnavailable':
    'How many Pods of the update may be down at the same time. Silently dropped where the feature MaxUnavailableStatefulSet is off, which it is before 1.37 (except 1.35.0 to 1.35.3).',
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy':
    'Whether claims are deleted with their set or when it shrinks. Deleting the claim deletes the data if the reclaim policy of the volume is `Delete`. Leaving the block out again returns to keeping everything.',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted':
    'With `Delete`, deleting the set deletes all its claims, also by accident or when a namespace tool prunes it. Not applied when the set is deleted with `--cascade=orphan`.',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled':
    'With `Delete`, scaling in deletes the claims of the Pods that go; scaling out again starts them empty. Deletion waits until the Pod is gone.',
  'StatefulSetSpec.ordinals':
    'Lets the numbering start elsewhere, to move a set between clusters or namespaces piece by piece. Changing the start moves the window: Pods outside of it are deleted, those inside are created.',
  'StatefulSetOrdinals.start':
    'The first ordinal; with `replicas: 3` and `start: 5` the Pods are 5, 6 and 7. Peer lists that are written out by hand do not follow.',
  'StatefulSetSpec.minReadySeconds':
    'How long a Pod must stay Ready before it counts as available and the next one is touched. Without it a Pod that crashes after its first good probe lets a bad update run on.',
  'StatefulSetSpec.revisionHistoryLimit':
    'How many old templates are kept for `kubectl rollout undo`. A negative number keeps all of them.',
  'ServiceSpec.clusterIP':
    '`None` makes the Service headless: DNS answers with the addresses of the Pods themselves, which a StatefulSet needs for its Pod names. It is case-sensitive, and cannot be changed once set; a Service that already has an address must be deleted and made again.',
  'ServiceSpec.publishNotReadyAddresses':
    'With `true`, DNS also names Pods that are not Ready yet. Clustered databases whose members look for each other before they are Ready need this on the headless Service, or they wait forever.',
  'ServiceSpec.selector':
    'Must match the labels of the Pod template. Without a selector nobody fills in addresses, and the Pods have no DNS names.',
  'ServiceSpec.ports':
    'A headless Service needs no ports; named ports give SRV records such as `_client._tcp.<service>`. `targetPort` by name follows the container if its number changes.',
  'ServicePort.name':
    'Required where there is more than one port, and the label of SRV records. At most 63 characters here, but port names of containers end at 15.',
  'ServicePort.targetPort':
    'A number or the name of a container port; without it the same number as `port`. A name that no container has is not refused, it just leads nowhere.',
  'PersistentVolumeClaimSpec.storageClassName':
    'Not written: the default class of the cluster. Written as `""`: no class and no provisioning, only volumes without a class. The two are different, and neither can be changed later.',
  'PersistentVolumeClaimSpec.accessModes':
    'What the volume must be able to do; it is no protection between Pods. `ReadWriteOnce` is one node, not one Pod: two Pods on the same node may both write. `ReadWriteOncePod` is one Pod.',
  'PersistentVolumeClaimSpec.resources':
    'Only `requests.storage` counts. The volume may be larger. A claim can be enlarged later where its class allows expansion, never made smaller.',
  'PersistentVolumeClaimSpec.volumeName':
    'Binds to exactly this volume. In a claim template it is of no use with more than one replica: all Pods would want the same one.',
  'PersistentVolumeClaimSpec.volumeMode':
    '`Block` hands the raw device to the container and must be used through `volumeDevices`; a `volumeMounts` entry for it fails only when the Pod starts.',
  'PersistentVolumeClaimSpec.selector':
    'Restricts binding to volumes with these labels. It switches dynamic provisioning off for the claim.',
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy':
    'What happens to the data when the claim is deleted. `Retain` keeps volume and data, but the volume is not used again by itself: it stays Released until you remove its `claimRef`. `Delete` deletes both. `Recycle` is deprecated.',
  'PersistentVolumeSpec.claimRef':
    'Reserves the volume for one claim. Written by hand it takes namespace and name; left over after a claim was deleted, its `uid` keeps the volume Released.',
  'PersistentVolumeSpec.nodeAffinity':
    'Where the volume can be reached. Required for `local` volumes; the Pod is bound to these nodes for as long as it uses the volume.',
  'PersistentVolumeSpec.capacity': 'What a claim is compared with: the smallest volume that is large enough is taken.',
  'StorageClass.volumeBindingMode':
    '`Immediate` provisions before a Pod is scheduled, which may put the volume into another zone than the Pod can go. `WaitForFirstConsumer` waits for the Pod and is what StatefulSets nearly always want.',
  'StorageClass.allowVolumeExpansion': 'Without it claims can never be enlarged. It can be switched on later.',
  'StorageClass.reclaimPolicy':
    'Copied to volumes when they are provisioned; later changes of a volume have to be made there. `Delete` is the default and deletes the data with the claim.',
  'PodSpec.terminationGracePeriodSeconds':
    'How long a Pod may take to shut down before it is killed. Databases often need more than 30 seconds; 0 kills at once and breaks the promise of at most one Pod per ordinal.',
  'PodSpec.restartPolicy': 'Only `Always` is allowed in the template of a StatefulSet, which is the default.',
  'PodSpec.affinity':
    'Anti-affinity over `kubernetes.io/hostname` keeps members apart. As a requirement it leaves Pods Pending when there are fewer nodes than replicas.',
  'PodSpec.volumes': 'A volume with the name of a claim template is ignored: the claim wins, without an error.',
  'Container.readinessProbe':
    'In a StatefulSet it decides more than traffic: with OrderedReady the next Pod starts, and an update goes on, only when this one is Ready.',
  'Container.livenessProbe':
    'Restarts the container in place; name and claim stay. A probe that is stricter than the database is slow kills it during recovery: use a startupProbe for that.',
  'Container.volumeMounts':
    'Each `name` must be a claim template or a volume of the Pod. A claim template that no container mounts is created all the same.',
  'PodDisruptionBudgetSpec.minAvailable':
    'Counts during drains and evictions, not during updates of the set. A value equal to the number of replicas blocks every drain.',
  'PodDisruptionBudgetSpec.maxUnavailable':
    'For members with a quorum, `1` is usually right and stays right when the set grows. 0 blocks every drain.',
};

/** Two or three sentences on a field, in Markdown with code spans only; absent for most fields. */
export function practiceText(struct: string, field: string): string | undefined {
  return texts[`${struct}.${field}`];
}

/** Structs and fields with a text, for the test that compares them with the structure. */
export const FIELDS_WITH_PRACTICE: readonly string[] = Object.keys(texts);
