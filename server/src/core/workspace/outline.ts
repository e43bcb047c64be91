// What other files need to know of a file: which objects it declares. Derived once per file object.

import type { Manifest } from '../model/manifest.ts';
import { groupOf, isClusterScoped, knownKindOf } from './known-kinds.ts';
import type { WorkspaceDocument, WorkspaceFile } from './snapshot.ts';

export interface Outline {
  readonly manifests: readonly Manifest[];
  /**
   * What two files of one unit cannot both declare. Objects that whole clusters share, such as Namespaces, are missing:
   * each part of a deployment likes to bring its own copy.
   */
  readonly identities: ReadonlySet<string>;
  /** A template, a patch, an encrypted text or an unknown kind is in the file. */
  readonly isIncomplete: boolean;
}

const outlines = new WeakMap<WorkspaceFile, Outline>();

export function outlineOf(file: WorkspaceFile): Outline {
  const known = outlines.get(file);
  if (known !== undefined) return known;
  const manifests = file.documents.flatMap(({ document }) => document.manifests);
  const outline: Outline = {
    manifests,
    identities: new Set(manifests.map(identityOf).filter((identity) => identity !== undefined)),
    isIncomplete:
      file.documents.some(({ document }) => leavesOut(document)) ||
      manifests.some((manifest) => knownKindOf(manifest) === undefined && !isHarmless(manifest)),
  };
  outlines.set(file, outline);
  return outline;
}

function leavesOut({ notPlain }: WorkspaceDocument): boolean {
  return notPlain === 'helm-template' || notPlain === 'kustomize-patch' || notPlain === 'encrypted';
}

/** Kinds that are unknown here and yet never make Services, claims, Pods or configuration. */
const harmlessGroups = new Set(['rbac.authorization.k8s.io', 'apiextensions.k8s.io', 'monitoring.coreos.com']);

function isHarmless(manifest: Manifest): boolean {
  const group = groupOf(manifest.apiVersion);
  return harmlessGroups.has(group) || manifest.kind === 'Ingress' || (group === '' && manifest.kind.endsWith('Quota'));
}

function identityOf(manifest: Manifest): string | undefined {
  const { kind, name, namespace } = manifest;
  if (name === '' || (isClusterScoped(kind) && kind !== 'PersistentVolume')) return undefined;
  return `${groupOf(manifest.apiVersion)}/${kind}/${namespace ?? ''}/${name}`;
}
