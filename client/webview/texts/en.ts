// Every sentence of the page, made from facts. A second language is a second file of this shape.

import type { VolumeMismatch } from '../../../server/src/core/simulation/storage/volume-mismatch.ts';
import type { ClaimState, PodState } from '../picture.ts';

export const texts = {
  title: 'StatefulSet preview',
  chooseSet: 'StatefulSet',
  pin: 'Keep showing this set',
  exportAs: 'Export',
  exportPicture: 'Picture (SVG)',
  exportMarkdown: 'Markdown',
  exportJson: 'JSON',
  kubernetes: (minor: number): string => `Kubernetes 1.${minor}`,
  defaultClass: (name: string | null): string => (name === null ? 'No default StorageClass' : `Default class ${name}`),
  tabs: { overview: 'Overview', names: 'Names', storage: 'Storage', change: 'Change', findings: 'Findings' },
  stale: 'The manifest cannot be read at the moment. This is its last good state.',
  refused: 'The API server refuses this set',
  hypothetical: 'What follows is what a cluster would make of the rest.',
  nothing: 'No StatefulSet here yet',
  nothingExplained:
    'This panel shows what a cluster makes of a StatefulSet: its Pods, their names, their claims and volumes, step by step.',
  insertSnippet: 'Insert a StatefulSet with its Service',
  governing: 'governing Service',
  headless: 'headless',
  clusterIp: 'cluster IP',
  undeclared: 'not declared in this unit',
  selects: (count: number): string => (count === 1 ? 'selects 1 Pod' : `selects ${count} Pods`),
  omitted: (count: number): string => `${count.toLocaleString('en')} more Pods are not drawn`,
  summary: (count: number, state: PodState): string => `${count.toLocaleString('en')} ${podState[state].toLowerCase()}`,
  noClaims: 'no claims',
  provisioned: 'provisioned',
  arbitrary: 'another volume that fits as well may be taken',
  oldRevision: 'old revision',
  notResolved: 'name not answered',
  node: (name: string): string => `on ${name}`,
  nodeAssumed: 'assumed',
  nodeDown: 'down',
  nodeCordoned: 'cordoned',
  nameColumns: { name: 'Name', type: 'Type', answer: 'Answer' },
  nameGroups: {
    service: 'Service',
    pod: 'Pods',
    srv: 'SRV records',
    short: 'Short forms, from a Pod of the same namespace',
    unresolved: 'Not answered',
  },
  copy: 'Copy',
  copied: 'Copied',
  debug: 'Look it up on the cluster',
  debugManifest: 'A Pod to ask from',
  debugCommand: 'The same in one line',
  storageRequested: (size: string): string => `Storage asked for: ${size}`,
  storageNone:
    'This set has no claim templates: whatever its Pods write is gone with them, unless they mount something else.',
  matrixTitle: 'Claims and declared volumes',
  matrixEmpty: 'No PersistentVolume is declared in this unit.',
  fits: { binds: 'binds', fits: 'fits', unfit: 'does not fit' },
  fatesTitle: 'What becomes of the data',
  fateColumns: { claim: 'Claim', onScaleIn: 'When the set shrinks', onDeletion: 'When the set is deleted' },
  losesData: 'data is lost',
  provisionedTitle: 'Provisioned by a StorageClass',
  timeline: 'Time line',
  play: 'Play',
  pause: 'Pause',
  back: 'One step back',
  forward: 'One step forward',
  first: 'To the start',
  last: 'To the end',
  moment: (index: number, count: number): string => `Step ${index + 1} of ${count}`,
  noMoments: 'Nothing happens.',
  tryTitle: 'Try',
  assumeTitle: 'As if the manifest said',
  happenTitle: 'Let something happen',
  replicas: 'Replicas',
  partition: 'Partition',
  podManagementPolicy: 'Pod management policy',
  startOrdinal: 'Start ordinal',
  image: 'Image',
  setImage: 'Roll out image',
  restart: 'Restart',
  undo: 'Undo roll-out',
  deleteSet: 'Delete the set',
  deletePod: (pod: string): string => `Delete ${pod}`,
  breakPod: (pod: string): string => `Make ${pod} not ready`,
  mendPod: (pod: string): string => `Make ${pod} ready again`,
  drain: (node: string): string => `Drain ${node}`,
  lose: (node: string): string => `Lose ${node}`,
  bringBack: (node: string): string => `Bring ${node} back`,
  uncordon: (node: string): string => `Uncordon ${node}`,
  version: 'Kubernetes version',
  hasDefaultClass: 'Cluster has a default StorageClass',
  reset: 'Back to the manifest',
  write: 'Write this into the manifest',
  save: 'Save as a scenario',
  committedTitle: (reference: string): string => `Against ${reference}`,
  committedNone: 'No committed version is known.',
  committedRestart: 'Pods that would restart, in this order',
  committedNoRestart: 'No Pod would restart.',
  committedAppear: 'New',
  committedVanish: 'Gone',
  committedForbidden: 'The API server forbids',
  noFindings: 'Nothing to report about this set.',
  goTo: (what: string): string => `Go to ${what}`,
  simulationFailed: 'This cannot be simulated',
} as const;

export const podState: Readonly<Record<PodState, string>> = {
  absent: 'Not created',
  pending: 'Pending',
  starting: 'Starting',
  'not-ready': 'Not ready',
  ready: 'Ready',
  failed: 'Failed',
  terminating: 'Terminating',
};

export const claimState: Readonly<Record<ClaimState, string>> = {
  pending: 'Pending',
  bound: 'Bound',
  lost: 'Lost',
  terminating: 'Terminating',
};

/** Why a name has no answer. */
export function unresolvedReason(facts: {
  readonly isDeclared: boolean;
  readonly selects: boolean;
  readonly publishesNotReady: boolean;
}): string {
  if (!facts.isDeclared) return 'The governing Service is not declared';
  if (!facts.selects) return 'The Service has no selector';
  return facts.publishesNotReady
    ? 'The Service does not select the Pod, or the Pod has no address yet'
    : 'The Service does not select the Pod, or the Pod is not ready';
}

/** Why a volume does not fit a claim. */
export function mismatchText(mismatch: VolumeMismatch): string {
  switch (mismatch.reason) {
    case 'taken':
      return `reserved for ${mismatch.claim}`;
    case 'released':
      return `released by an earlier ${mismatch.claim}`;
    case 'access-modes':
      return `offers ${mismatch.offered.join(', ') || 'no access mode'}`;
    case 'too-small':
      return `${mismatch.capacity} is less than ${mismatch.request}`;
    case 'volume-mode':
      return `volume mode ${mismatch.offered}`;
    case 'attributes-class':
      return `attributes class "${mismatch.offered}"`;
    case 'deleting':
      return 'is being deleted';
    case 'phase':
      return mismatch.phase;
    case 'selector':
      return `labels do not match on ${mismatch.requirement.key}`;
    case 'storage-class':
      return mismatch.offered ? `class ${mismatch.offered}` : 'no class';
    case 'not-requested':
      return `the claim asks for ${mismatch.requested}`;
    case 'no-node':
      return 'on no declared node';
    case 'node-unknown':
      return 'its node is not known here';
    case 'node-refused':
      return `the Pod may not run on ${mismatch.node}: ${mismatch.words}`;
  }
}

/** What happens to a claim and its data, when the claim is deleted or kept. */
export function fateTexts(isDeleted: boolean, reclaimPolicy: string): string {
  if (!isDeleted) return 'The claim stays, and its data with it';
  switch (reclaimPolicy) {
    case 'Retain':
      return 'The claim is deleted; the volume stays with its data, but no new claim binds it by itself';
    case 'Recycle':
      return 'The claim is deleted and the volume is wiped';
    case 'Delete':
      return 'The claim is deleted, and the volume with its data';
    default:
      return 'The claim is deleted';
  }
}
