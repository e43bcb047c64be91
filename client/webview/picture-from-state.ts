// Turns the simulated cluster's state at one moment into what the views draw. Everything that needs knowledge of
// Kubernetes is asked of the simulation.

import type { ClusterState } from '../../server/src/core/simulation/cluster/cluster.ts';
import type { Stored } from '../../server/src/core/simulation/cluster/objects.ts';
import {
  hasEnded,
  isPodReady,
  isTerminating,
  ordinalOf,
  revisionOf,
} from '../../server/src/core/simulation/statefulset/pod-state.ts';
import { classOf, PROVISIONED_BY } from '../../server/src/core/simulation/storage/storage-objects.ts';
import { namePictures } from './names-from-state.ts';
import type {
  ClaimPicture,
  ClaimState,
  Picture,
  PodPicture,
  PodState,
  ServicePicture,
  VolumePicture,
} from './picture.ts';
import { storagePicture } from './storage-from-state.ts';

type Pod = Stored<'Pod'>;
type Claim = Stored<'PersistentVolumeClaim'>;
type Volume = Stored<'PersistentVolume'>;

/** Pods that are drawn at most; the rest is told as a number. */
export const MOST_PODS = 1000;

export interface PictureOptions {
  readonly namespace: string;
  readonly name: string;
  /** Whether the nodes are assumed because none is declared. */
  readonly areNodesAssumed: boolean;
  /** Replicas that are asked for; more than are simulated where there are too many. */
  readonly wanted: number;
  /** Why a claim waits, in one sentence; empty where nothing is known. */
  readonly claimReason: (claim: Claim) => string;
}

/** The picture of the set, also when it is gone and left Pods or claims behind. */
export function pictureFromState(state: ClusterState, options: PictureOptions): Picture {
  const { namespace, name } = options;
  const set = state.get('StatefulSet', namespace, name);
  const start = set?.spec?.ordinals?.start ?? 0;
  const replicas = set?.spec?.replicas ?? 0;
  const podsByOrdinal = new Map<number, Pod>();
  for (const pod of state.list('Pod')) {
    if (pod.metadata.namespace !== namespace) continue;
    const ordinal = ordinalOf(pod.metadata.name, name);
    if (ordinal >= 0) podsByOrdinal.set(ordinal, pod);
  }
  const ordinals = new Set<number>();
  for (let index = 0; index < Math.min(replicas, MOST_PODS); index++) ordinals.add(start + index);
  for (const ordinal of podsByOrdinal.keys()) ordinals.add(ordinal);
  const shown = [...ordinals].sort((left, right) => left - right).slice(0, MOST_PODS);
  const templates = (set?.spec?.volumeClaimTemplates ?? []).map((template) => template.metadata?.name ?? '');
  const serviceName = set?.spec?.serviceName ?? '';
  const { names, resolving } = namePictures(state, { namespace, name, serviceName });
  const newest = set?.status?.updateRevision ?? '';
  const pods = shown.map((ordinal) =>
    podPicture(state, {
      options,
      ordinal,
      pod: podsByOrdinal.get(ordinal),
      templates,
      serviceName,
      newest,
      resolving,
    }),
  );
  const isDeclared = state.get('Service', namespace, serviceName) !== undefined;
  return {
    name,
    namespace,
    replicas: options.wanted,
    omitted: Math.max(0, options.wanted - MOST_PODS),
    isOrdered: set?.spec?.podManagementPolicy !== 'Parallel',
    services: [
      ...(serviceName && !isDeclared ? [undeclaredService(namespace, serviceName)] : []),
      ...servicePictures(state, namespace, serviceName, [...podsByOrdinal.values()]),
    ],
    pods,
    nodes: [...state.list('Node')].map((node) => ({
      name: node.metadata.name,
      isReady: node.status?.conditions?.find(({ type }) => type === 'Ready')?.status !== 'Unknown',
      isCordoned: node.spec?.unschedulable === true,
      isAssumed: options.areNodesAssumed,
    })),
    names,
    storage: storagePicture(state, { set, namespace, pods }),
  };
}

function undeclaredService(namespace: string, name: string): ServicePicture {
  return { namespace, name, isGoverning: true, isHeadless: false, isDeclared: false, ports: '', selected: 0 };
}

/** The governing Service first, then the others that select a Pod of the set. */
function servicePictures(
  state: ClusterState,
  namespace: string,
  governing: string,
  pods: readonly Pod[],
): ServicePicture[] {
  const found: ServicePicture[] = [];
  for (const service of state.list('Service')) {
    if (service.metadata.namespace !== namespace) continue;
    const selector = Object.entries(service.spec?.selector ?? {});
    const selected =
      selector.length === 0
        ? 0
        : pods.filter((pod) => selector.every(([key, value]) => pod.metadata.labels?.[key] === value)).length;
    const isGoverning = service.metadata.name === governing;
    if (selected === 0 && !isGoverning) continue;
    found.push({
      namespace,
      name: service.metadata.name,
      isGoverning,
      isHeadless: service.spec?.clusterIP === 'None',
      isDeclared: true,
      ports: (service.spec?.ports ?? [])
        .map((port) => (port.name ? `${port.name}:${port.port}` : `${port.port}`))
        .join(' '),
      selected,
    });
  }
  return found.sort((left, right) => Number(right.isGoverning) - Number(left.isGoverning));
}

interface PodFacts {
  readonly options: PictureOptions;
  readonly ordinal: number;
  readonly pod: Pod | undefined;
  readonly templates: readonly string[];
  readonly serviceName: string;
  readonly newest: string;
  readonly resolving: ReadonlySet<string>;
}

function podPicture(state: ClusterState, facts: PodFacts): PodPicture {
  const { options, ordinal, pod, templates, serviceName, newest, resolving } = facts;
  const podName = pod?.metadata.name ?? `${options.name}-${ordinal}`;
  const fullName = serviceName
    ? `${podName}.${serviceName}.${options.namespace}.svc.${state.profile.clusterDomain}`
    : '';
  const revision = pod ? revisionOf(pod) : '';
  return {
    ordinal,
    name: podName,
    state: pod ? stateOf(pod) : 'absent',
    reason: pod ? waitingReason(pod) : '',
    hostname: pod?.spec?.hostname ?? '',
    fullName,
    resolves: resolving.has(fullName),
    node: pod?.spec?.nodeName ?? '',
    image: pod?.spec?.containers[0]?.image ?? '',
    revision: revision.slice(revision.lastIndexOf('-') + 1),
    isNewestRevision: newest === '' || revision === newest,
    claims: templates.flatMap((template) => {
      const claim = state.get('PersistentVolumeClaim', options.namespace, `${template}-${podName}`);
      return claim ? [claimPicture(state, options, template, claim)] : [];
    }),
  };
}

function stateOf(pod: Pod): PodState {
  if (isTerminating(pod)) return 'terminating';
  if (hasEnded(pod)) return 'failed';
  if (isPodReady(pod)) return 'ready';
  if (pod.status?.phase === 'Running') return 'not-ready';
  return pod.spec?.nodeName ? 'starting' : 'pending';
}

function waitingReason(pod: Pod): string {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return scheduled?.status === 'False' ? (scheduled.message ?? '') : '';
}

function claimPicture(state: ClusterState, options: PictureOptions, template: string, claim: Claim): ClaimPicture {
  const volumeName = claim.status?.phase === 'Bound' ? claim.spec?.volumeName : undefined;
  const volume = volumeName ? state.get('PersistentVolume', '', volumeName) : undefined;
  const claimState = claimStateOf(claim);
  return {
    template,
    name: claim.metadata.name,
    state: claimState,
    request: String(claim.spec?.resources?.requests?.['storage'] ?? ''),
    storageClass: classOf(claim),
    ...(volume ? { volume: volumePicture(volume) } : {}),
    reason: claimState === 'pending' ? options.claimReason(claim) : '',
    isArbitrary: false,
  };
}

function claimStateOf(claim: Claim): ClaimState {
  if (isTerminating(claim)) return 'terminating';
  if (claim.status?.phase === 'Bound') return 'bound';
  return claim.status?.phase === 'Lost' ? 'lost' : 'pending';
}

export function volumePicture(volume: Volume): VolumePicture {
  const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const reachable = terms.flatMap((term) => (term.matchExpressions ?? []).flatMap(({ values }) => values ?? []));
  return {
    name: volume.metadata.name,
    size: String(volume.spec?.capacity?.['storage'] ?? ''),
    storageClass: classOf(volume),
    reachableFrom: [...new Set(reachable)].join(', '),
    phase: volume.status?.phase ?? '',
    isProvisioned: volume.metadata.annotations?.[PROVISIONED_BY] !== undefined,
  };
}
