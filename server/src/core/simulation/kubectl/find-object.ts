// Finds an object by its name alone: names are unique within a scenario, so that steps need no namespace.

import type { Cluster } from '../cluster/cluster.ts';
import type { SimulatedKind, Stored } from '../cluster/objects.ts';

export function findByName<K extends SimulatedKind>(cluster: Cluster, kind: K, name: string): Stored<K> | undefined {
  const near = cluster.get(kind, cluster.profile.namespace, name) ?? cluster.get(kind, '', name);
  if (near) return near;
  for (const object of cluster.list(kind)) if (object.metadata.name === name) return object;
  return undefined;
}
