// The scheduler: gives each Pod a node, and with the node volumes to the claims that wait for it. Where several nodes
// would do, it spreads the Pods of a group and then goes by name; a real one weighs more, so the choice is arbitrary.
// Start at `schedule`.

import type { Change, Cluster, Controller, DerivedSlot } from '../cluster/cluster.ts';
import { controllerOf, keyOfObject, type Stored } from '../cluster/objects.ts';
import { bindPod, markUnschedulable } from '../node/bind-pod.ts';
import { SELECTED_NODE } from '../storage/storage-objects.ts';
import { claimKeysOf, podsUsing } from '../storage/volume-facts.ts';
import { reservedFor, withAnnotation } from '../storage/volume-writes.ts';
import { claimsOf, exclusiveClaimMisfit, type NodeOffer, type PodClaims, volumesOn } from './claim-fit.ts';
import { type Misfit, type Node, nodeMisfit, nodePreference, type Pod } from './node-fit.ts';
import { countsOf, hasEnded, PLACEMENTS, place, unplace } from './pod-counts.ts';
import { podAffinityMisfit, podPreference, spreadMisfit } from './pod-fit.ts';

export const SCHEDULER = 'default-scheduler';
const RETRY = '*';
const MOST_ALTERNATIVES = 20;
const CLAIMS_TO_DEALLOCATE = [34, 36] as const;
const HOSTNAME = 'kubernetes.io/hostname';

interface Waiting {
  /** Pods without a node. */
  readonly pods: Set<string>;
  /** Those of them that wait for other Pods to go or to come. */
  readonly forPods: Set<string>;
  /** Pods whose node is decided and whose volumes are being bound, with the node. */
  readonly assumed: Map<string, string>;
}

const WAITING: DerivedSlot<Waiting> = {
  make(cluster) {
    const pods = new Set<string>();
    for (const pod of cluster.list('Pod')) if (isUnscheduled(pod)) pods.add(keyOfObject(pod));
    return { pods, forPods: new Set(), assumed: new Map() };
  },
};

export function createScheduler(): Controller {
  return {
    name: SCHEDULER,
    observe,
    reconcile(cluster, key) {
      if (key === RETRY) {
        for (const waiting of cluster.derived(WAITING).pods) cluster.enqueue(SCHEDULER, waiting);
        return;
      }
      const pod = cluster.getByKey('Pod', key);
      if (pod && isUnscheduled(pod)) schedule(cluster, pod, key);
    },
  };
}

function observe(cluster: Cluster, change: Change): void {
  const { kind, before, after } = change;
  if (kind === 'Pod') observePod(cluster, change);
  else if (kind === 'PersistentVolumeClaim') {
    for (const pod of podsUsing(cluster, change.key)) {
      if (isUnscheduled(pod)) cluster.enqueue(SCHEDULER, keyOfObject(pod));
    }
  } else if (kind === 'PersistentVolume') {
    // A change of a kind holds objects of that kind.
    const [old, now] = [
      before as Stored<'PersistentVolume'> | undefined,
      after as Stored<'PersistentVolume'> | undefined,
    ];
    if (now?.status?.phase === 'Available' && old?.status?.phase !== 'Available') retryAll(cluster);
  } else if (kind === 'StorageClass') retryAll(cluster);
  else if (kind === 'Node') {
    // Only labels, taints and cordons matter; counts by topology are made anew, as nodes rarely change.
    const [old, now] = [before as Node | undefined, after as Node | undefined];
    if (old?.spec !== now?.spec || old?.metadata.labels !== now?.metadata.labels) retryAll(cluster);
  }
}

function observePod(cluster: Cluster, { key, before, after }: Change): void {
  // A change of a kind holds objects of that kind.
  const [old, now] = [before as Pod | undefined, after as Pod | undefined];
  const waiting = cluster.derived(WAITING);
  const placements = cluster.derived(PLACEMENTS);
  const isPlaced = now?.spec?.nodeName !== undefined && !hasEnded(now);
  if (isPlaced && now?.spec?.nodeName) place(cluster, placements, now, now.spec.nodeName);
  else if (!now || hasEnded(now) || !waiting.assumed.has(key)) unplace(cluster, placements, key);
  if (now && isUnscheduled(now)) {
    waiting.pods.add(key);
    if (!old) cluster.enqueue(SCHEDULER, key);
  } else {
    waiting.pods.delete(key);
    waiting.forPods.delete(key);
    waiting.assumed.delete(key);
  }
  const movesOthers = old?.spec?.nodeName !== now?.spec?.nodeName || !isPlaced || now?.metadata.deletionTimestamp;
  if (movesOthers) for (const other of waiting.forPods) cluster.enqueue(SCHEDULER, other);
}

function retryAll(cluster: Cluster): void {
  if (cluster.derived(WAITING).pods.size > 0) cluster.enqueue(SCHEDULER, RETRY);
}

function schedule(cluster: Cluster, pod: Pod, key: string): void {
  const claims = claimsOf(cluster, pod);
  const assumedNode = cluster.derived(WAITING).assumed.get(key);
  if (assumedNode === undefined) choose(cluster, pod, key, claims);
  // Volumes are being bound or made for this node; the Pod follows when all are.
  else if (typeof claims !== 'string' && claims.late.length === 0) assign(cluster, pod, assumedNode);
}

function choose(cluster: Cluster, pod: Pod, key: string, claims: PodClaims | string): void {
  const nodes = [...cluster.list('Node')];
  const none = `0/${nodes.length} nodes are available:`;
  if (nodes.length === 0) refuse(cluster, pod, key, 'no nodes available to schedule pods', false);
  else if (typeof claims === 'string') refuse(cluster, pod, key, `${none} ${claims}. not found`, false);
  else {
    const misfits: Misfit[] = [];
    const feasible: { readonly node: Node; readonly offer: NodeOffer }[] = [];
    for (const node of nodes) {
      const offer = offerOf(cluster, pod, claims, node);
      if ('words' in offer) misfits.push(offer);
      else feasible.push({ node, offer });
    }
    const best = feasible.length > 1 ? bestOf(cluster, pod, feasible) : feasible[0];
    if (!best) {
      const dependsOnPods = misfits.some((misfit) => misfit.dependsOnPods);
      refuse(cluster, pod, key, `${none} ${refusal(cluster, misfits)}`, dependsOnPods);
    } else if (claims.late.length === 0) assign(cluster, pod, best.node.metadata.name);
    else {
      const nodeName = best.node.metadata.name;
      markChoice(cluster, pod, key, best.node, feasible);
      cluster.derived(WAITING).assumed.set(key, nodeName);
      place(cluster, cluster.derived(PLACEMENTS), pod, nodeName);
      reserveVolumes(cluster, pod, best.node, best.offer);
    }
  }
}

function offerOf(cluster: Cluster, pod: Pod, claims: PodClaims, node: Node): NodeOffer | Misfit {
  const refused = nodeMisfit(pod, node, cluster.profile.minor) ?? exclusiveClaimMisfit(cluster, pod, claims);
  if (refused) return refused;
  const offer = volumesOn(cluster, claims, node);
  if ('words' in offer) return offer;
  return spreadMisfit(cluster, pod, node) ?? podAffinityMisfit(cluster, pod, node) ?? offer;
}

/** What the scheduler says of nodes of which none fits. Rule: `framework/types.go`, `FitError`. */
function refusal(cluster: Cluster, misfits: readonly Misfit[]): string {
  const total = misfits.length;
  const histogram = (words: readonly string[]): string => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts]
      .map(([word, count]) => `${count} ${word}`)
      .sort()
      .join(', ');
  };
  const helps = misfits.map(({ dependsOnPods }) =>
    dependsOnPods ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling',
  );
  const { minor } = cluster.profile;
  const claims = minor >= CLAIMS_TO_DEALLOCATE[0] && minor <= CLAIMS_TO_DEALLOCATE[1];
  const preemption = `preemption: 0/${total} nodes are available: ${histogram(helps)}.`;
  const start = histogram(misfits.map(({ words }) => words));
  return `${start}. ${claims ? 'no new claims to deallocate, ' : ''}${preemption}`;
}

/** The node with the best preferences, then the fewest Pods of the same owner, then the fewest Pods, then by name. */
function bestOf<T extends { readonly node: Node }>(cluster: Cluster, pod: Pod, feasible: readonly T[]): T | undefined {
  const owner = controllerOf(pod);
  const { countByNode } = cluster.derived(PLACEMENTS);
  const selector =
    owner?.kind === 'StatefulSet' ? cluster.get('StatefulSet', pod.metadata.namespace, owner.name) : undefined;
  const siblings = countsOf(cluster, {
    namespaces: [pod.metadata.namespace],
    selector: selector?.spec?.selector,
    topologyKey: HOSTNAME,
    countsTerminating: false,
  }).counts;
  const ranked = feasible.map((candidate) => {
    const { node } = candidate;
    const { avoided, preferred } = nodePreference(pod, node);
    const { name, labels } = node.metadata;
    return {
      candidate,
      rank: [
        avoided,
        -preferred,
        -podPreference(cluster, pod, node),
        siblings.get(labels?.[HOSTNAME] ?? '') ?? 0,
        countByNode.get(name) ?? 0,
      ],
      name,
    };
  });
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
    return at < 0 ? (a.name < b.name ? -1 : 1) : (a.rank[at] ?? 0) - (b.rank[at] ?? 0);
  });
  return ranked[0]?.candidate;
}

/** Gives the chosen volumes to the claims, and says on which node the others are to be made. */
function reserveVolumes(cluster: Cluster, pod: Pod, node: Node, offer: NodeOffer): void {
  const facts = { pod: pod.metadata.name, node: node.metadata.name };
  const why = { by: SCHEDULER, sentence: 'volume-chosen-with-node', facts };
  for (const { claim, match } of offer.matches) {
    const volume = cluster.get('PersistentVolume', '', match.volume.metadata?.name ?? '');
    if (volume) cluster.update('PersistentVolume', reservedFor(volume, claim), why);
    const alternatives = match.alternatives(MOST_ALTERNATIVES);
    if (alternatives.length > 1 && volume) {
      const chosen = volume.metadata.name;
      const claimKey = keyOfObject(claim);
      const tie = { choice: 'volume-tie', kind: 'PersistentVolumeClaim', key: claimKey, field: 'volume' } as const;
      cluster.markArbitrary({ ...tie, chosen, alternatives });
    }
  }
  for (const claim of offer.toProvision) {
    cluster.update('PersistentVolumeClaim', withAnnotation(claim, SELECTED_NODE, node.metadata.name), why);
  }
}

/** The node decides which volumes the late claims get: with more than one to choose from, both are arbitrary. */
function markChoice(
  cluster: Cluster,
  pod: Pod,
  key: string,
  node: Node,
  feasible: readonly { readonly node: Node; readonly offer: NodeOffer }[],
): void {
  if (feasible.length < 2) return;
  const alternatives = feasible.map((candidate) => candidate.node.metadata.name);
  cluster.markArbitrary({ choice: 'node', kind: 'Pod', key, field: 'node', chosen: node.metadata.name, alternatives });
  for (const claimKey of claimKeysOf(pod)) {
    const nameOn = ({ matches }: NodeOffer): string | undefined =>
      matches.find(({ claim }) => keyOfObject(claim) === claimKey)?.match.volume.metadata?.name;
    const names = [...new Set(feasible.flatMap(({ offer }) => nameOn(offer) ?? []))];
    const chosen = feasible.find((candidate) => candidate.node === node);
    const volume = chosen && nameOn(chosen.offer);
    if (volume === undefined || names.length < 2) continue;
    const choice = {
      choice: 'volume-with-node',
      kind: 'PersistentVolumeClaim',
      key: claimKey,
      field: 'volume',
    } as const;
    cluster.markArbitrary({ ...choice, chosen: volume, alternatives: names });
  }
}

function assign(cluster: Cluster, pod: Pod, nodeName: string): void {
  const node = cluster.get('Node', '', nodeName);
  if (!node) return;
  const { namespace, name } = pod.metadata;
  bindPod(cluster, pod, node, { by: SCHEDULER, sentence: 'pod-scheduled', facts: { pod: name, node: nodeName } });
  const message = `Successfully assigned ${namespace}/${name} to ${nodeName}`;
  cluster.recordEvent({ type: 'Normal', reason: 'Scheduled', kind: 'Pod', namespace, name, message });
}

function refuse(cluster: Cluster, pod: Pod, key: string, message: string, dependsOnPods: boolean): void {
  const { forPods } = cluster.derived(WAITING);
  if (dependsOnPods) forPods.add(key);
  else forPods.delete(key);
  const known = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (known?.status === 'False' && known.message === message) return;
  const { namespace, name } = pod.metadata;
  const why = { by: SCHEDULER, sentence: 'pod-unschedulable', facts: { pod: name, message } };
  markUnschedulable(cluster, pod, message, why);
  cluster.recordEvent({ type: 'Warning', reason: 'FailedScheduling', kind: 'Pod', namespace, name, message });
}

function isUnscheduled(pod: Pod): boolean {
  return !pod.spec?.nodeName && pod.metadata.deletionTimestamp === undefined && !hasEnded(pod);
}
