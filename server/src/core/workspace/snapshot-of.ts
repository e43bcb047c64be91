// A snapshot of texts in memory, for tests, for rules' examples, and for one-off questions.

import type { ObjectTypes } from '../kubernetes/objects.ts';
import { DEFAULT_SETTINGS, type EffectiveObject, type WorkspaceSettings } from './settings.ts';
import type { FileName, Snapshot } from './snapshot.ts';
import { Workspace } from './workspace.ts';

export interface SnapshotOptions {
  readonly settings?: Partial<WorkspaceSettings>;
  /** Without it a resource's `object` is the manifest's plain value. */
  readonly effectiveObject?: EffectiveObject;
}

/** A snapshot of files by name. */
export function snapshotOf(files: Readonly<Record<FileName, string>>, options: SnapshotOptions = {}): Snapshot {
  const workspace = new Workspace({
    effectiveObject: options.effectiveObject ?? plainObject,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
  });
  return workspace.apply(Object.entries(files).map(([file, text]) => ({ kind: 'text', file, text })));
}

/** Stands in where nobody passed the real one: it checks and fills nothing, so that the type is the caller's promise. */
const plainObject: EffectiveObject = (manifest, kind) => manifest.value as unknown as ObjectTypes[typeof kind];
