// What the host passes in beside texts.

import { type ClusterProfile, DEFAULT_PROFILE } from '../kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import type { Manifest } from '../model/manifest.ts';
import type { FolderName } from './folder-tree.ts';

/** Makes the object that a server would store: structure made to conform, defaults filled in. Never throws. */
export type EffectiveObject = <K extends KnownKind>(
  manifest: Manifest,
  kind: K,
  profile: ClusterProfile,
) => ObjectTypes[K];

export interface WorkspaceSettings {
  /** Folders above which no unit reaches; file names are texts with `/` between folders. */
  readonly roots: readonly FolderName[];
  readonly profile: ClusterProfile;
}

export const DEFAULT_SETTINGS: WorkspaceSettings = { roots: [], profile: DEFAULT_PROFILE };
