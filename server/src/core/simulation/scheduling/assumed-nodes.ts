// The nodes of a cluster of which none is declared. They are an assumption: they never make a volume or a Pod "not fit".

import type { ObjectTypes } from '../../kubernetes/objects.ts';
import type { NewObject } from '../cluster/cluster.ts';
import type { Volume } from '../storage/storage-objects.ts';
import { isUsableOn } from '../storage/volume-index.ts';

type PodSpec = NonNullable<ObjectTypes['Pod']['spec']>;

/** Marks a node that nobody declared. */
const ASSUMED = 'statefulset.preview/assumed-node';
const ZONES = ['a', 'b', 'c'];
const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/** Three nodes in three zones. */
export function assumedNodes(): readonly NewObject<'Node'>[] {
  return ZONES.map((zone) => nodeWith(`node-${zone}`, { [HOSTNAME]: `node-${zone}`, [ZONE]: zone }));
}

/**
 * The three nodes, with the labels that Pods select nodes by, and one more for each volume that is tied to a node which
 * is not among them: that it is not known here is no reason to say that it does not exist.
 */
export function assumedNodesFor(volumes: Iterable<Volume>, podSpecs: Iterable<PodSpec>): readonly NewObject<'Node'>[] {
  const selected: Record<string, string> = {};
  for (const { nodeSelector } of podSpecs) {
    for (const [key, value] of Object.entries(nodeSelector ?? {}))
      if (key !== HOSTNAME && key !== ZONE) selected[key] = value;
  }
  const nodes = assumedNodes().map(({ metadata }) => nodeWith(metadata.name, { ...metadata.labels, ...selected }));
  for (const volume of volumes) {
    if (nodes.some((node) => isUsableOn(volume, node))) continue;
    const node = nodeFor(volume, selected);
    if (node && !nodes.some(({ metadata }) => metadata.name === node.metadata.name)) nodes.push(node);
  }
  return nodes;
}

/** The node that the first term of a volume's affinity describes, as far as it says which labels it has. */
function nodeFor(volume: Volume, selected: Readonly<Record<string, string>>): NewObject<'Node'> | undefined {
  const [term] = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  if (!term) return undefined;
  const labels: Record<string, string> = { ...selected };
  for (const { key, operator, values } of term.matchExpressions ?? []) {
    if (operator === 'In' && values?.[0] !== undefined) labels[key] = values[0];
    else if (operator === 'Exists') labels[key] = '';
  }
  const field = term.matchFields?.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
  const name = field?.values?.[0] ?? labels[HOSTNAME] ?? `node-of-${volume.metadata?.name ?? ''}`;
  const node = nodeWith(name, { ...labels, [HOSTNAME]: labels[HOSTNAME] ?? name });
  return isUsableOn(volume, node) ? node : undefined;
}

export function isAssumedNode(node: {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}): boolean {
  return node.metadata.annotations?.[ASSUMED] !== undefined;
}

function nodeWith(name: string, labels: Readonly<Record<string, string>>): NewObject<'Node'> {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, namespace: '', labels, annotations: { [ASSUMED]: 'yes' } },
    status: { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: '' }] },
  };
}
