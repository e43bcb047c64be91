// What a `kustomization.yaml` tells: which files it takes, what it calls their objects, and which files are patches.

import { isPlainObject, type PlainObject, type PlainValue } from '../kubernetes/plain-value.ts';
import { nodeValue } from '../model/node-value.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { type FolderName, folderOf } from './folder-tree.ts';
import type { FileName } from './snapshot.ts';

export interface Kustomization {
  readonly folder: FolderName;
  /** Files and folders, resolved; those of other hosts are missing. */
  readonly resources: readonly string[];
  readonly patches: readonly FileName[];
  readonly namespace?: string;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  /** Whether it makes or fetches objects that no file of the workspace holds. */
  readonly isIncomplete: boolean;
}

export function isKustomizationFile(file: FileName): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(file);
}

/** Keys that make objects of something else than manifests (kustomize api/types/kustomization.go). */
const making = ['configMapGenerator', 'secretGenerator', 'generators', 'helmCharts', 'helmChartInflationGenerator'];
const changing = [
  'components',
  'transformers',
  'replacements',
  'vars',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
];

export function readKustomization(document: YamlDocument, file: FileName): Kustomization {
  const { value } = nodeValue(document.root, document);
  const object: PlainObject = isPlainObject(value) ? value : {};
  const folder = folderOf(file);
  const listed = [...texts(object['resources']), ...texts(object['bases']), ...texts(object['components'])];
  const resources = listed.map((name) => resolved(folder, name)).filter((name) => name !== undefined);
  const patchFiles = [
    ...texts(object['patchesStrategicMerge']),
    ...objects(object['patches']).map((patch) => text(patch['path'])),
    ...objects(object['patchesJson6902']).map((patch) => text(patch['path'])),
  ];
  const patches = patchFiles
    .filter((name) => name !== '' && !name.includes('\n'))
    .map((name) => resolved(folder, name))
    .filter((name) => name !== undefined);
  const namespace = text(object['namespace']);
  return {
    folder,
    resources,
    patches,
    ...(namespace === '' ? {} : { namespace }),
    namePrefix: text(object['namePrefix']),
    nameSuffix: text(object['nameSuffix']),
    isIncomplete:
      listed.length !== resources.length || [...making, ...changing].some((key) => Object.hasOwn(object, key)),
  };
}

function text(value: PlainValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: PlainValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function objects(value: PlainValue | undefined): readonly PlainObject[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

/** A relative name as a full one; undefined for what lies on another host or above everything. */
function resolved(folder: FolderName, name: string): string | undefined {
  if (/^[a-z+]+:|^git@|\?ref=|^github\.com\//.test(name)) return undefined;
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of name.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..') {
      if (steps.length === 0) return undefined;
      steps.pop();
    } else steps.push(step);
  }
  return steps.join('/');
}
