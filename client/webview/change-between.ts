// What the edit would do to the set that runs in the committed version: found by simulating both.

import type { PreviewModel } from '../../server/src/protocol/preview-messages.ts';
import type { Picture } from './picture.ts';
import type { Run } from './run.ts';
import { NOTHING_TRIED, type Tried } from './tried.ts';

export interface ChangeOfSet {
  /** Pods that are there before and after, with another revision, in the order in which they restart. */
  readonly restarts: readonly string[];
  /** Pods, claims and DNS names that only the edited version has. */
  readonly appear: readonly string[];
  readonly vanish: readonly string[];
}

/** The difference, or null where no committed version of this set is known. */
export function changeBetween(
  model: PreviewModel,
  simulate: (model: PreviewModel, tried: Tried) => Run,
): ChangeOfSet | null {
  if (!model.committed) return null;
  const before = lastPicture(simulate({ ...model, objects: model.committed.objects }, NOTHING_TRIED));
  const after = lastPicture(simulate(model, NOTHING_TRIED));
  const revisionsBefore = new Map(before.pods.map((pod) => [pod.name, pod.revision]));
  const restarts = after.pods.filter((pod) => {
    const revision = revisionsBefore.get(pod.name);
    return revision !== undefined && revision !== pod.revision;
  });
  const had = thingsOf(before);
  const has = thingsOf(after);
  return {
    // The controller rolls from the highest ordinal down.
    restarts: restarts.sort((left, right) => right.ordinal - left.ordinal).map((pod) => pod.name),
    appear: [...has].filter((thing) => !had.has(thing)),
    vanish: [...had].filter((thing) => !has.has(thing)),
  };
}

function lastPicture(run: Run): Picture {
  return run.pictureAt(Math.max(0, run.moments.length - 1));
}

function thingsOf(picture: Picture): Set<string> {
  const things = new Set<string>();
  for (const pod of picture.pods) {
    things.add(`Pod ${pod.name}`);
    for (const claim of pod.claims) things.add(`claim ${claim.name}`);
  }
  for (const name of picture.names) if (name.answers.length > 0) things.add(`${name.type} ${name.name}`);
  return things;
}
