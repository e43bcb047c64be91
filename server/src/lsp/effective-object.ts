// What the snapshot's resources are made by.

import type { ObjectTypes } from '../core/kubernetes/objects.ts';
import type { EffectiveObject } from '../core/workspace/settings.ts';

/** The manifest's plain value, until admission fills it. */
export const effectiveObject: EffectiveObject = (manifest, kind) =>
  manifest.value as unknown as ObjectTypes[typeof kind];
