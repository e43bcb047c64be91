// What lives here: the Kubernetes objects that a YAML document declares, each with its identity, its plain value and the
// place of every field. It never judges an object (that is `admission/`) and knows no other document.
// How to use it: `readManifests(readYamlDocument(text))` gives the manifests; `manifest.place(['spec', 'replicas'])`
// gives the place of a field, written or not; `manifest.value` the whole object. All of it is made when asked for first.

import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { MappingNode, YamlNode } from '../yaml/node.ts';
import { fieldPlace } from './field-place.ts';
import type { FieldPlace, Manifest } from './manifest.ts';
import { entryNamed, followAlias, nodeValue } from './node-value.ts';
import { type RepeatedKey, repeatedKeysOf } from './repeated-keys.ts';
import { type ServerRepeatedKey, serverRepeatedKeys } from './server-repeated-keys.ts';

/** Kinds that are so particular to Kubernetes that an object without `apiVersion` is taken for one. */
const tellingKinds = new Set([
  ...['ConfigMap', 'CronJob', 'DaemonSet', 'Deployment', 'HorizontalPodAutoscaler', 'Ingress', 'Namespace'],
  ...['NetworkPolicy', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodDisruptionBudget', 'PriorityClass'],
  ...['ReplicaSet', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet', 'StorageClass', 'VolumeAttributesClass'],
]);

/** Where manifests take their tree from: a document that may drop it and read it again. */
export interface TreeSource {
  readonly text: string;
  readonly yaml: YamlDocument;
}

/** The objects of a document, in its order: none where it is no Kubernetes text, several for the items of a list. */
export function readManifests(document: YamlDocument): readonly Manifest[] {
  return manifestsOf({ text: document.text, yaml: document });
}

/** The same of a document that may drop its tree: manifests then read it again when somebody asks for places or values. */
export function manifestsOf(source: TreeSource): readonly ReleasableManifest[] {
  const document = source.yaml;
  const root = followAlias(document.root, document);
  if (root?.type !== 'mapping') return [];
  const apiVersion = textOf(root, 'apiVersion', document);
  const kind = textOf(root, 'kind', document);
  if (kind.endsWith('List') && apiVersion !== '') {
    const items = followAlias(entryNamed(root, 'items', document)?.value ?? null, document);
    if (items?.type === 'sequence') return listItems(items.items, { apiVersion, kind }, source);
  }
  if (!looksLikeObject(root, apiVersion, kind, document)) return [];
  return [new LocatedManifest(source, root)];
}

function looksLikeObject(root: MappingNode, apiVersion: string, kind: string, document: YamlDocument): boolean {
  if (apiVersion !== '' && kind !== '') return true;
  if (kind !== '') return tellingKinds.has(kind) && entryNamed(root, 'metadata', document) !== undefined;
  return (
    /^(?:[a-z0-9.-]+\/)?v[0-9]/.test(apiVersion) &&
    entryNamed(root, 'metadata', document) !== undefined &&
    entryNamed(root, 'spec', document) !== undefined
  );
}

function listItems(
  nodes: readonly (YamlNode | null)[],
  list: { readonly apiVersion: string; readonly kind: string },
  source: TreeSource,
): readonly LocatedManifest[] {
  const document = source.yaml;
  const manifests: LocatedManifest[] = [];
  // An item without both takes them from its list (apimachinery unstructured/helpers.go, `decodeToList`).
  const itemKind = list.kind.slice(0, -4);
  for (const [item, node] of nodes.entries()) {
    const root = followAlias(node, document);
    if (root?.type !== 'mapping') continue;
    const isBare = textOf(root, 'apiVersion', document) === '' && textOf(root, 'kind', document) === '';
    const inherited = isBare && itemKind !== '' ? { apiVersion: list.apiVersion, kind: itemKind } : undefined;
    manifests.push(new LocatedManifest(source, root, item, inherited));
  }
  return manifests;
}

function textOf(mapping: MappingNode, name: string, document: YamlDocument): string {
  const node = followAlias(entryNamed(mapping, name, document)?.value ?? null, document);
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : '';
}

export interface ReleasableManifest extends Manifest {
  /** Forgets the value; it is made again when asked for. */
  readonly release: () => void;
}

class LocatedManifest implements ReleasableManifest {
  readonly text: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly item?: number;
  readonly #source: TreeSource;
  readonly #inherited: { readonly apiVersion: string; readonly kind: string } | undefined;
  #value: PlainObject | undefined;
  #repeatedKeys: readonly RepeatedKey[] | undefined;
  #serverRepeatedKeys: readonly ServerRepeatedKey[] | undefined;

  constructor(
    source: TreeSource,
    root: MappingNode,
    item?: number,
    inherited?: { readonly apiVersion: string; readonly kind: string },
  ) {
    this.#source = source;
    this.#inherited = inherited;
    this.text = source.text;
    if (item !== undefined) this.item = item;
    const document = source.yaml;
    this.apiVersion = inherited?.apiVersion ?? textOf(root, 'apiVersion', document);
    this.kind = inherited?.kind ?? textOf(root, 'kind', document);
    const metadata = followAlias(entryNamed(root, 'metadata', document)?.value ?? null, document);
    this.name = metadata?.type === 'mapping' ? textOf(metadata, 'name', document) : '';
    const namespace = metadata?.type === 'mapping' ? textOf(metadata, 'namespace', document) : '';
    if (namespace !== '') this.namespace = namespace;
  }

  get root(): MappingNode {
    return rootOf(this.#source.yaml, this.item);
  }

  get value(): PlainObject {
    if (this.#value !== undefined) return this.#value;
    const document = this.#source.yaml;
    // The value of a mapping is an object.
    const written = nodeValue(rootOf(document, this.item), document).value as PlainObject;
    const value: PlainObject =
      this.#inherited === undefined ? written : Object.assign(Object.create(null), this.#inherited, written);
    this.#value = value;
    return value;
  }

  get repeatedKeys(): readonly RepeatedKey[] {
    this.#repeatedKeys ??= repeatedKeysOf(this.root, this.#source.yaml);
    return this.#repeatedKeys;
  }

  get serverRepeatedKeys(): readonly ServerRepeatedKey[] {
    // kubectl unpacks lists and sends their items as JSON, where no key stands twice.
    this.#serverRepeatedKeys ??= this.item === undefined ? serverRepeatedKeys(this.root, this.#source.yaml) : [];
    return this.#serverRepeatedKeys;
  }

  readonly place = (path: Path): FieldPlace => fieldPlace(this.root, path, this.#source.yaml);

  readonly release = (): void => {
    this.#value = undefined;
  };
}

/** The same text gives the same tree, so that a manifest's mapping is where it was. */
function rootOf(document: YamlDocument, item: number | undefined): MappingNode {
  const root = followAlias(document.root, document);
  if (root?.type === 'mapping' && item === undefined) return root;
  const items =
    root?.type === 'mapping' ? followAlias(entryNamed(root, 'items', document)?.value ?? null, document) : null;
  const node = items?.type === 'sequence' ? followAlias(items.items[item ?? 0] ?? null, document) : null;
  if (node?.type !== 'mapping') throw new Error('a document read again has the tree that it had');
  return node;
}
