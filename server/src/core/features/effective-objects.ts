// What the snapshots' resources are made by, for the server and the command line alike.

import { effectiveObject } from '../admission/effective-object.ts';
import type { EffectiveObject } from '../workspace/settings.ts';

/** The object that the API server would store. */
export const makeEffectiveObject: EffectiveObject = (manifest, kind, profile) =>
  effectiveObject(manifest.value, kind, profile);
