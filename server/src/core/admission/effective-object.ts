// The object that the server would store of a manifest, as a typed value: made to conform to the structure, so that code
// above needs no checks of its own. Start here for everything that reads objects and not text.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import type { KnownKind, ObjectTypes } from '../kubernetes/objects.ts';
import type { PlainObject } from '../kubernetes/plain-value.ts';
import { servedKind } from '../kubernetes/schema.ts';
import { fillIn } from './answer-create.ts';
import { conform } from './conform.ts';
import { rulesOfKind } from './kinds.ts';
import type { MutableObject } from './read.ts';

/** Wrong types and unknown fields are left out, defaults are filled in, what a closed gate drops is gone. */
export function effectiveObject<K extends KnownKind>(
  value: PlainObject,
  kind: K,
  profile: ClusterProfile,
): ObjectTypes[K] {
  const served = servedKind(kind);
  const object: MutableObject = served ? conform(value, served, profile.minor) : {};
  const rules = rulesOfKind(kind);
  if (rules) fillIn(kind, rules, object, profile);
  // `conform` keeps only what has the type that the published structure gives it, and `ObjectTypes` is that structure.
  return object as unknown as ObjectTypes[K];
}
