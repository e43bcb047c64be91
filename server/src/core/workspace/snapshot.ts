// What is known of all files at one moment, as everybody above asks it. Immutable: a change makes a new snapshot that
// shares everything untouched. Nothing here reads files or knows settings' origin: the host passes both in.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { Project } from './project-file.ts';

/** An opaque name of a file, such as a URI or a path. */
export type FileName = string;

export interface DocumentProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** Relative to the document. */
  readonly span: Span;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A document of a file; the same object in every snapshot as long as its own text is the same. */
export interface WorkspaceDocument {
  readonly text: string;
  /** The tree, for what looks at the text itself, such as completion. Made when first asked for. */
  readonly yaml: YamlDocument;
  /** The objects that the document declares: none, one, or the items of a list. */
  readonly manifests: readonly Manifest[];
  readonly problems: readonly DocumentProblem[];
  /** Whether anything but comments and markers is in it. */
  readonly hasContent: boolean;
  /** Why the text is not read as plain manifests, where that is so. */
  readonly notPlain?:
    | 'helm-template'
    | 'kustomize-patch'
    | 'kustomization'
    | 'encrypted'
    | 'not-kubernetes'
    | 'custom-kind'
    | 'project-file'
    | 'excluded';
}

export interface PlacedDocument {
  readonly document: WorkspaceDocument;
  /** Where the document's text starts in its file, in UTF-16 code units. */
  readonly offset: number;
  /** Position among the documents of the file that have content, from 0; one of comments only has that of the next. */
  readonly index: number;
}

export interface WorkspaceFile {
  readonly name: FileName;
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
}

/** A manifest and where it stands in this snapshot. */
export interface Resource<K extends KnownKind = KnownKind> {
  readonly kind: K;
  readonly manifest: Manifest;
  /** Conforming to the API's structure, defaults filled in: what the server would store of it. */
  readonly object: ObjectTypes[K];
  /** What the object is called in the end: namespace and name after defaults and, where one applies, kustomization. */
  readonly namespace: string;
  readonly name: string;
  readonly file: FileName;
}

/** The manifests that belong together, as one check sees them; every question is recorded, answered or not. */
export interface UnitView {
  readonly profile: ClusterProfile;
  ofKind<K extends KnownKind>(kind: K): readonly Resource<K>[];
  find<K extends KnownKind>(kind: K, namespace: string, name: string): Resource<K> | undefined;
  /** Workloads (all kinds with a Pod template, and Pods) of a namespace whose Pods carry all these labels. */
  workloadsSelectedBy(namespace: string, labels: Readonly<Record<string, string>>): readonly Resource[];
  /** Whether objects with an unknown kind, a template or a patch are in the unit, so that absence proves little. */
  readonly isIncomplete: boolean;
  /** The keys of all questions so far, for who keeps results until one of them is touched. */
  readonly asked: ReadonlySet<string>;
}

export interface Snapshot {
  readonly files: ReadonlyMap<FileName, WorkspaceFile>;
  /** The unit of a manifest, asked on behalf of a check of that manifest. */
  unitOf(file: FileName, manifest: Manifest): UnitView;
  /**
   * A manifest as a resource, with the name that it has in its own unit; undefined for kinds that the product does not
   * know. The same object as long as manifest, name and profile are the same.
   */
  resourceOf(file: FileName, manifest: Manifest): Resource | undefined;
  /** What the nearest `.statefulset.yaml` above a file states, and the folder that it stands in. */
  projectOf(file: FileName): { readonly folder: string; readonly project: Project } | undefined;
  /** What is assumed about the cluster for a file: the settings, and over them what its project states. */
  profileOf(file: FileName): ClusterProfile;
}
