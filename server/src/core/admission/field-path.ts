// Where a validator is: the field as the server writes it and, beside it, the place in the user's manifest. Paths are
// linked nodes, so that going one step down costs one small object; texts are made only when something is reported.

import type { Path } from '../kubernetes/plain-value.ts';

export interface FieldPath {
  readonly parent: FieldPath | undefined;
  readonly step: string | number;
  /** Written as `[step]`: list positions and map keys. */
  readonly isBracketed: boolean;
  /** The place in the manifest where it is not the parent's place and one step more. */
  readonly at?: Path;
}

export function rootPath(name: string): FieldPath {
  return { parent: undefined, step: name, isBracketed: false };
}

export function child(parent: FieldPath, ...names: readonly string[]): FieldPath {
  let path = parent;
  for (const step of names) path = { parent: path, step, isBracketed: false };
  return path;
}

export function item(parent: FieldPath, index: number): FieldPath {
  return { parent, step: index, isBracketed: true };
}

/** A list position that differs between the server's list and the manifest's. */
export function itemAt(parent: FieldPath, index: number, at: Path): FieldPath {
  return { parent, step: index, isBracketed: true, at };
}

/** The value of a map's key: `requests[storage]`. */
export function keyed(parent: FieldPath, key: string): FieldPath {
  return { parent, step: key, isBracketed: true };
}

/** Such as `spec.template.spec.containers[0].image`. */
export function fieldText(path: FieldPath): string {
  const own = path.isBracketed ? `[${path.step}]` : String(path.step);
  if (path.parent === undefined) return own;
  return path.isBracketed ? fieldText(path.parent) + own : `${fieldText(path.parent)}.${own}`;
}

/** Keys and positions in the manifest. */
export function placeOf(path: FieldPath): Path {
  if (path.at) return path.at;
  if (path.parent === undefined) return [path.step];
  return [...placeOf(path.parent), path.step];
}
