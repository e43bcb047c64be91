// What the extension and the language server say to each other beyond the language server protocol: types and method
// names, nothing that runs. An editor that knows none of this loses the status, Git and virtual files, nothing else.

import type { SetIdentity } from './preview-messages.ts';

/** `initializationOptions` of our own client; every key may be missing with other editors. */
export interface InitializationOptions {
  /** The client answers {@link FIND_FILES_REQUEST} and {@link READ_FILE_REQUEST}; a server without a disk asks it. */
  readonly readsFiles?: boolean;
  /** The client answers {@link COMMITTED_FILES_REQUEST}; false in an untrusted workspace. */
  readonly readsCommitted?: boolean;
  /** Another extension that validates, hovers and completes Kubernetes schemas is active: decides `schema: auto`. */
  readonly hasOtherSchemas?: boolean;
  /** Folder URI where the server may keep its cache. */
  readonly cacheFolder?: string;
}

/** From the server, whenever what the answers rest on changes. */
export const STATUS_NOTIFICATION = 'statefulset/status';

export interface ServerStatus {
  /** Minor version of Kubernetes 1. */
  readonly minor: number;
  readonly clusterDomain: string;
  /** As set: `auto`, `none` or a name. */
  readonly defaultStorageClass: string;
  /** By URI of open files with a StatefulSet: the default class that is assumed there; null stands for none. */
  readonly assumedStorageClasses: Readonly<Record<string, string | null>>;
  /** How many objects are known. */
  readonly objects: number;
  /** Why a file is not read as plain manifests, by URI, such as `helm-template`. */
  readonly notPlain: Readonly<Record<string, string>>;
  /** A project file that decides some of these; settings in the editor then do not change them. */
  readonly projectFile?: string;
}

/** From a server without a disk: all manifests below the workspace folders. Answered with `{ uris: string[] }`. */
export const FIND_FILES_REQUEST = 'statefulset/findFiles';

export interface FindFilesResult {
  readonly uris: readonly string[];
}

/** Answered with `{ text }`, null where the file is gone or is not text. */
export const READ_FILE_REQUEST = 'statefulset/readFile';

export interface ReadFileParameters {
  readonly uri: string;
}

export interface ReadFileResult {
  readonly text: string | null;
}

/**
 * From the server: the committed text of these files, and of all manifests in the same repositories that differ from
 * the reference on disk (so that an object that moved to another file is found).
 */
export const COMMITTED_FILES_REQUEST = 'statefulset/committedFiles';

export interface CommittedFilesParameters {
  /** A Git reference such as `HEAD`. */
  readonly reference: string;
  readonly uris: readonly string[];
}

export interface CommittedFilesResult {
  /** Absent where there is no Git, no repository or no trust: the feature is quietly off. */
  readonly reference?: string;
  /** A reference that Git does not know. */
  readonly unknownReference?: string;
  /** Files that did not exist at the reference are left out. */
  readonly files: readonly { readonly uri: string; readonly text: string }[];
}

/** To the server: a repository has another commit checked out, or trust was given; ask again. */
export const COMMITTED_CHANGED_NOTIFICATION = 'statefulset/committedChanged';

/** Commands that code lenses and actions of the server may name; the extension implements them. */
export const OPEN_PREVIEW_COMMAND = 'statefulset.openPreview';

/** The only argument of {@link OPEN_PREVIEW_COMMAND}; absent: the set at the cursor. */
export type OpenPreviewArgument = SetIdentity;
