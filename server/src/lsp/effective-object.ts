// What the snapshot's resources are made by.

import { effectiveObject as objectOfValue } from '../core/admission/effective-object.ts';
import type { EffectiveObject } from '../core/workspace/settings.ts';

/** What the server would store of the manifest: structure made to conform, defaults filled in. */
export const effectiveObject: EffectiveObject = (manifest, kind, profile) =>
  objectOfValue(manifest.value, kind, profile);
