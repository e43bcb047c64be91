import type { RuleCatalogue } from '../rule-texts.ts';

export const storageTexts: RuleCatalogue = {
  'volumes-too-few': {
    summary: 'The volumes among the manifests do not suffice for the claims of a StatefulSet.',
    why: 'Nobody provisions for these claims, so each needs a volume that somebody made. The others stay Pending (FailedBinding), their Pods with them, and with OrderedReady all Pods of higher ordinals do not even start.',
    turnOff: 'Other volumes are on the cluster already.',
    messages: {
      default:
        'No volume for the claims of template "{template}": {pending:quoted} {missing|stays|stay} Pending, as {missing|does its Pod|do their Pods}',
      some: '{bound} of {needed} claims of template "{template}" find a volume: {pending:quoted} {missing|stays|stay} Pending, as {missing|does its Pod|do their Pods}',
    },
    related: {
      taken: 'volume "{volume}" is taken by claim "{claim}"',
      'too-small': 'volume "{volume}" has {capacity}, {request} are asked for',
      'access-modes': 'volume "{volume}" can be used {offered}, {requested} is asked for',
      'storage-class': 'volume "{volume}" has class "{offered}", "{requested}" is asked for',
      'volume-mode': 'volume "{volume}" is {offered}, {requested} is asked for',
      reserved: 'volume "{volume}" is reserved for claim "{claim}"',
      selector: 'volume "{volume}" does not have the label "{key}" that is asked for',
      other: 'volume "{volume}" does not fit',
    },
    fixes: {
      'add-volumes': 'Add {missing} {missing|PersistentVolume|PersistentVolumes} for the claims that have none',
    },
  },
  'claim-selects-no-volume': {
    summary: 'The selector of a claim fits no volume.',
    why: 'A claim with a selector is bound to a volume that somebody made, as most provisioners do not serve it: without a fitting one it stays Pending.',
    turnOff: 'The volumes are made elsewhere.',
    messages: {
      default: 'The selector of claim "{claim}" fits no volume beside it: it stays Pending',
    },
    related: { volume: 'labels of volume "{volume}"' },
    fixes: { remove: 'Remove the selector' },
  },
  'claim-template-unused': {
    summary: 'A claim template that no container mounts.',
    why: 'A claim and a volume are made for every Pod, but what the application writes goes into the container and is lost with it.',
    turnOff: 'A sidecar that is injected later mounts the volume.',
    messages: { default: 'No container of StatefulSet "{set}" mounts claim template "{template}"' },
    fixes: { remove: 'Remove claim template "{template}"' },
  },
  'claim-template-misplaced-field': {
    summary: 'A field of a claim template stands one level too high.',
    why: 'Under strict validation the API server refuses unknown fields; otherwise it drops them, and the claims get other names, annotations or sizes than meant.',
    turnOff: 'Never.',
    messages: {
      default: '"{field}" of a claim template belongs into its metadata',
      spec: '"{field}" of a claim template belongs into its spec',
    },
    fixes: { move: 'Move "{field}" to where it belongs' },
  },
  'claim-template-repeated': {
    summary: 'Two claim templates have one name.',
    why: 'The API server accepts it, but both make the same claims: the second never has any effect of its own.',
    turnOff: 'Never.',
    messages: { default: 'StatefulSet "{set}" has two claim templates "{template}": both make the same claims' },
    related: { first: 'the first template of this name' },
  },
  'claim-template-names-volume': {
    summary: 'A claim template asks for one certain volume, for several Pods.',
    why: 'All claims ask for the same volume and only one can have it. The others stay Pending with FailedBinding: the volume is already bound to a different claim.',
    turnOff: 'Never, with more than one replica.',
    messages: {
      default: 'All claims of template "{template}" ask for volume "{volume}": only one of {replicas} Pods can have it',
    },
    related: { replicas: 'replicas of "{set}"' },
    fixes: { remove: 'Remove volumeName' },
  },
  'block-volume-mounted': {
    summary: 'A raw block volume is mounted as a directory, or a file system is used as a device.',
    why: 'The kubelet cannot mount a block device as a directory: the container never starts, and the Pod reports FailedMount.',
    turnOff: 'Never.',
    messages: {
      default: 'Container "{container}" mounts "{template}", which is a Block volume, as a directory',
      device: 'Container "{container}" uses "{template}", which is a Filesystem volume, as a device',
    },
    related: { template: 'claim template "{template}"' },
    fixes: { 'make-filesystem': 'Change the volumeMode of claim template "{template}"' },
  },
  'volume-shadowed': {
    summary: 'A Pod volume has the name of a claim template.',
    why: 'The claim template wins, and the Pod volume is never looked up.',
    turnOff: 'The volume is kept as a placeholder on purpose.',
    messages: { default: 'Volume "{volume}" ({source}) is replaced by the claim template of the same name' },
    related: { template: 'claim template "{volume}"' },
    fixes: { remove: 'Remove volume "{volume}"' },
  },
  'claim-shared-by-pods': {
    summary: 'All Pods of a StatefulSet use one claim that cannot be shared between Nodes.',
    why: 'A ReadWriteOnce volume can be attached to one Node: Pods on others wait in ContainerCreating with a Multi-Attach error. A ReadWriteOncePod volume can be used by one Pod only, the others stay Pending.',
    turnOff: 'All Pods run on one Node.',
    messages: {
      default: 'All {replicas} Pods use claim "{claim}", which is {mode}: only those on one Node can start',
      exclusive: 'All {replicas} Pods use claim "{claim}", which is {mode}: only one of them can start',
    },
    related: { claim: 'claim "{claim}"' },
  },
  'claim-names-collide': {
    summary: 'Two StatefulSets make claims of the same names.',
    why: 'The later set silently uses the claims of the first: Pods of both write to one volume.',
    turnOff: 'Never.',
    messages: { default: 'Claim "{claim}" would belong to StatefulSet "{set}" and to "{other}"' },
    related: { other: 'StatefulSet "{other}"' },
  },
  'volume-reserved-in-vain': {
    summary: 'A volume is reserved for a claim that never comes.',
    why: 'A `claimRef` keeps a volume for the claim that it names; no other claim can have it.',
    turnOff: 'The claim is made by hand.',
    messages: {
      default: 'Volume "{volume}" waits for claim "{claim}", but the ordinals of StatefulSet "{set}" are {ordinals}',
      template:
        'Volume "{volume}" waits for claim "{claim}", but the claims of StatefulSet "{set}" are called like "{right}"',
      namespace:
        'Volume "{volume}" waits for claim "{claim}" in another namespace than "{namespace}", where StatefulSet "{set}" is',
    },
    related: { set: 'StatefulSet "{set}"' },
    fixes: { correct: 'Change it to "{right}"' },
  },
  'volumes-share-directory': {
    summary: 'Two volumes are the same directory or the same disk.',
    why: 'Kubernetes takes them for two: two claims then write to one place.',
    turnOff: 'The volumes are variants that are never applied together.',
    messages: { default: 'Volumes "{volume}" and "{other}" are the same place: {place}' },
    related: { other: 'volume "{other}"' },
  },
  'claims-deleted-with-data': {
    summary: 'Claims, and with most classes their data, are deleted when Pods are scaled in or the set is deleted.',
    why: 'The claims then belong to the Pods or to the set and are removed with them; a class that reclaims with Delete removes the volume too.',
    turnOff: 'The data can be made again.',
    messages: {
      scaled: 'Scaling in deletes the claims of "{template}" of the Pods that go, and usually their data',
      deleted: 'Deleting StatefulSet "{set}" deletes all claims of "{template}", and usually their data',
    },
    fixes: { retain: 'Retain the claims' },
  },
  'default-class-missing': {
    summary: 'A claim template names no class, and the cluster has no default one.',
    why: 'Without a class nobody provisions: the claims stay Pending (FailedBinding, no persistent volumes available for this claim and no storage class is set), and their Pods with them.',
    turnOff: 'Volumes without a class are on the cluster already.',
    messages: {
      default: 'Template "{template}" names no class, and the cluster has no default class: its claims stay Pending',
    },
    fixes: {
      'name-class': 'Use class "{storageClass}"',
      'make-default': 'Make "{storageClass}" the default class',
    },
  },
  'storage-class-missing': {
    summary: 'The class of a claim template is a slip away from one that is declared.',
    why: 'A claim of a class that does not exist stays Pending: ProvisioningFailed, storageclass not found.',
    turnOff: 'Both classes exist.',
    messages: { default: 'Class "{storageClass}" is not among the manifests here; there is "{nearest}"' },
    fixes: { rename: 'Change it to "{nearest}"' },
  },
  'data-not-kept': {
    summary: 'The data of a database lies in a volume that does not follow the Pod.',
    why: 'An `emptyDir` is deleted with its Pod: with each update, eviction or loss of a Node the member starts empty. A `hostPath` stays on its Node while the Pod may be put on another one, and Pods on one Node share it.',
    turnOff: 'The data can be made again.',
    messages: {
      default: 'What {system} keeps in {path} is deleted with each Pod of StatefulSet "{set}"',
      'host-path': 'What {system} keeps in {path} stays behind when a Pod of StatefulSet "{set}" changes its Node',
    },
    fixes: { 'use-claim-template': 'Make "{volume}" a claim template of 1Gi' },
  },
  'class-cannot-expand': {
    summary: 'Claims of a class can never be enlarged.',
    why: 'Without `allowVolumeExpansion` the API server refuses to enlarge a claim: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize.',
    turnOff: 'The driver cannot expand volumes.',
    messages: {
      default: 'Claims of class "{storageClass}", which {sets:quoted} {users|uses|use}, can never be enlarged',
    },
    related: { set: 'claim templates of StatefulSet "{set}"' },
    fixes: { allow: 'Allow expansion' },
  },
  'volumes-on-other-nodes': {
    summary: 'The Pods select other Nodes than those on which their volumes lie.',
    why: 'A volume with a node affinity can be used on those Nodes only. The Pods stay Pending: FailedScheduling, volume node affinity conflict, or no available persistent volumes to bind.',
    turnOff: 'Other volumes are on the cluster already.',
    messages: {
      default:
        'Pods of "{set}" want Nodes with {key}={value}; the volumes for template "{template}" lie on Nodes with {values:quoted}',
    },
    related: { volume: 'volume "{volume}"' },
    fixes: { 'select-their-node': 'Select the Node of the volumes' },
  },
};
