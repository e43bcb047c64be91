// What the API server does with an object that is created or replaced: metadata, status and addresses are its own.
// Whether it accepts the object is admission's matter and decided before.

import type { KnownKind, ObjectTypes } from '../../kubernetes/objects.ts';
import { admittedClaim } from '../storage/claim-admission.ts';
import type { Cause, Cluster, DerivedSlot, NewObject } from './cluster.ts';
import { sharing } from './equal-value.ts';
import { isNamespaced, type Stored } from './objects.ts';

export type Applied = 'created' | 'configured' | 'unchanged';

type StringMap = Readonly<Record<string, string>>;

/** How many cluster addresses have been given to Services. */
const ADDRESSES: DerivedSlot<{ count: number }> = { make: () => ({ count: 0 }) };

/**
 * Creates an object, or replaces the one of this name.
 *
 * @param object as the server would store it, defaults filled in.
 */
export function applyObject<K extends KnownKind>(
  cluster: Cluster,
  kind: K,
  object: ObjectTypes[K],
  cause: Cause,
): Applied {
  const { name = '', namespace, labels, annotations, finalizers } = object.metadata ?? {};
  const place = isNamespaced(kind) ? (namespace ?? cluster.profile.namespace) : '';
  const before = cluster.get(kind, place, name);
  // Only the metadata differs between what is applied and what is stored.
  const body = object as unknown as Omit<Stored<K>, 'metadata'>;
  if (before) return replaceObject(cluster, kind, before, body, { labels, annotations }, cause);
  const created: NewObject<K> = {
    ...body,
    metadata: {
      name,
      namespace: place,
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      finalizers: [...(finalizers ?? []), ...protectionOf(kind)],
    },
  };
  cluster.create(kind, admitted(cluster, kind, created), cause);
  return 'created';
}

function replaceObject<K extends KnownKind>(
  cluster: Cluster,
  kind: K,
  before: Stored<K>,
  body: Omit<Stored<K>, 'metadata'>,
  written: { readonly labels: StringMap | undefined; readonly annotations: StringMap | undefined },
  cause: Cause,
): Applied {
  const { labels: _, annotations: __, ...metadata } = before.metadata;
  // The kinds share these two fields where they have them.
  const [old, fresh] = [before as { spec?: unknown; status?: unknown }, body as { spec?: unknown }];
  const spec = sharing(old.spec, keptFields(kind, old.spec, fresh.spec));
  const isSpecChanged = spec !== old.spec;
  const changed = {
    ...body,
    ...(fresh.spec === undefined ? {} : { spec }),
    ...(old.status === undefined ? {} : { status: old.status }),
    metadata: {
      ...metadata,
      generation: metadata.generation + (isSpecChanged ? 1 : 0),
      ...(written.labels ? { labels: written.labels } : {}),
      ...(written.annotations ? { annotations: written.annotations } : {}),
    },
  } as unknown as Stored<K>;
  const shared = sharing(before, changed);
  if (shared === before) return 'unchanged';
  cluster.update(kind, shared, cause);
  return 'configured';
}

/** What the server fills in once and a later manifest need not repeat. */
function keptFields(kind: KnownKind, before: unknown, after: unknown): unknown {
  const kept: Readonly<Record<string, readonly string[]>> = {
    Service: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'],
    PersistentVolumeClaim: ['volumeName', 'storageClassName', 'volumeMode'],
    PersistentVolume: ['claimRef'],
    Node: ['taints', 'unschedulable'],
  };
  const fields = kept[kind];
  if (!fields || typeof before !== 'object' || typeof after !== 'object') return after;
  const old = before as Readonly<Record<string, unknown>>;
  return {
    ...Object.fromEntries(fields.flatMap((field) => (old[field] === undefined ? [] : [[field, old[field]]]))),
    ...after,
  };
}

function protectionOf(kind: KnownKind): readonly string[] {
  if (kind === 'PersistentVolumeClaim') return ['kubernetes.io/pvc-protection'];
  return kind === 'PersistentVolume' ? ['kubernetes.io/pv-protection'] : [];
}

/** Admission plugins and the first status. */
function admitted<K extends KnownKind>(cluster: Cluster, kind: K, object: NewObject<K>): NewObject<K> {
  // `kind` says which type the object has.
  const any = object as unknown;
  const result = (): unknown => {
    switch (kind) {
      case 'PersistentVolumeClaim':
        return admittedClaim(cluster, {
          ...(any as NewObject<'PersistentVolumeClaim'>),
          status: { phase: 'Pending' },
        });
      case 'PersistentVolume':
        return { ...(any as NewObject<'PersistentVolume'>), status: { phase: 'Pending' } };
      case 'Pod':
        return { ...(any as NewObject<'Pod'>), status: { phase: 'Pending' } };
      case 'StatefulSet':
        return { ...(any as NewObject<'StatefulSet'>), status: { replicas: 0, availableReplicas: 0 } };
      case 'Service':
        return withAddress(cluster, any as NewObject<'Service'>);
      default:
        return any;
    }
  };
  return result() as NewObject<K>;
}

/** A Service with a cluster address gets the next free one; which one it is says nothing. */
function withAddress(cluster: Cluster, service: NewObject<'Service'>): NewObject<'Service'> {
  const { clusterIP, type } = service.spec ?? {};
  if (type === 'ExternalName' || (clusterIP !== undefined && clusterIP !== '')) return service;
  const addresses = cluster.derived(ADDRESSES);
  addresses.count += 1;
  const address = `10.96.${(addresses.count >> 8) & 255}.${addresses.count & 255}`;
  return { ...service, spec: { ...service.spec, clusterIP: address, clusterIPs: [address] } };
}
