// What travels between the language server, the extension and the preview page: types only, nothing that runs.
// The page draws and simulates; it never reads files. The extension passes messages on; it never looks inside objects.

import type { PlainObject, PlainValue } from '../core/kubernetes/plain-value.ts';

/** A place in a file, zero-based as in the language server protocol, in UTF-16 code units. */
export interface SourcePlace {
  readonly uri: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Identifies a StatefulSet across edits: its file, namespace and name. */
export interface SetIdentity {
  readonly uri: string;
  readonly namespace: string;
  readonly name: string;
}

export interface PreviewObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Conforming to the API's structure, defaults filled in. */
  readonly object: PlainObject;
  /** Where the object starts, and the fields that the page can lead to, by path such as `spec.replicas`. */
  readonly place: SourcePlace;
  readonly fields: Readonly<Record<string, SourcePlace>>;
}

export interface PreviewFinding {
  readonly id: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  readonly place: SourcePlace;
  readonly fixes: readonly { readonly id: string; readonly title: string }[];
}

/** One refusal of the API server, as its own text says it. */
export interface PreviewRefusal {
  readonly field: string;
  readonly message: string;
  readonly place: SourcePlace;
}

/** An edit that the API server forbids for the running set, found against the committed version. */
export interface PreviewCommitted {
  readonly reference: string;
  readonly objects: readonly PreviewObject[];
  readonly forbidden: readonly PreviewRefusal[];
}

export interface PreviewModel {
  /** The set that is shown; absent where the workspace has none. */
  readonly set?: SetIdentity;
  /** Every StatefulSet of the workspace, for the picker. */
  readonly sets: readonly SetIdentity[];
  /** Whether the document does not parse at the moment and the rest is its last good state. */
  readonly isStale: boolean;
  readonly refusals: readonly PreviewRefusal[];
  readonly minor: number;
  readonly minors: readonly number[];
  readonly clusterDomain: string;
  /** What was assumed of the default StorageClass: its name, or null where the cluster has none. */
  readonly defaultStorageClass: string | null;
  /** The objects of the deployment unit, the set among them. */
  readonly objects: readonly PreviewObject[];
  readonly findings: readonly PreviewFinding[];
  readonly committed?: PreviewCommitted;
}

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'model'; readonly version: number; readonly model: PreviewModel }
  /** The cursor in the editor stands in this field of this object. */
  | {
      readonly type: 'cursor';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly field: string;
    }
  | { readonly type: 'pinned'; readonly isPinned: boolean };

/** A field of the set and the value that was tried in the page. */
export interface TriedValue {
  readonly field: readonly (string | number)[];
  readonly value: PlainValue;
}

/** From the page to the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'pick'; readonly set: SetIdentity }
  | { readonly type: 'pin'; readonly isPinned: boolean }
  | { readonly type: 'reveal'; readonly place: SourcePlace }
  | { readonly type: 'fix'; readonly finding: string; readonly fix: string }
  | { readonly type: 'write'; readonly set: SetIdentity; readonly values: readonly TriedValue[] }
  | { readonly type: 'save'; readonly suggestedName: string; readonly text: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insert-snippet' };

/** Requests of the extension to the language server. */
export const PREVIEW_MODEL_REQUEST = 'statefulset/previewModel';
export const PREVIEW_FIX_REQUEST = 'statefulset/previewFix';
export const PREVIEW_WRITE_REQUEST = 'statefulset/previewWrite';
/** From the server to the extension: something that a shown preview rests on has changed. */
export const PREVIEW_CHANGED_NOTIFICATION = 'statefulset/previewChanged';

export interface PreviewModelParameters {
  /** The set to show; where absent, the one at the position, else the first of the file. */
  readonly set?: SetIdentity;
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
}

/** Answered with a workspace edit of the protocol, or null where the finding is gone. */
export interface PreviewFixParameters {
  readonly set: SetIdentity;
  readonly finding: string;
  readonly fix: string;
}

export interface PreviewWriteParameters {
  readonly set: SetIdentity;
  readonly values: readonly TriedValue[];
}
