// Where a StatefulSet starts, for the lens above it; and what its numbers come to, for hints beside them.

import type { Span } from '../../text/span.ts';
import type { Resource, Snapshot } from '../../workspace/snapshot.ts';
import type { StatefulSetNumbers } from './set-numbers.ts';
import { numbersOf } from './set-numbers.ts';

export interface SetLens {
  readonly resource: Resource<'StatefulSet'>;
  /** The `kind` of the set, relative to its document. */
  readonly span: Span;
}

export interface InlayHint {
  readonly resource: Resource<'StatefulSet'>;
  /** Behind which the hint stands, relative to the document. */
  readonly offset: number;
  readonly hint: StatefulSetNumbers;
}

export function lensesOf(snapshot: Snapshot, file: string): readonly SetLens[] {
  return setsOf(snapshot, file).map((resource) => {
    const place = resource.manifest.place(['kind']);
    return { resource, span: place.key ?? place.value };
  });
}

/** Beside `replicas` the names of the Pods, where more than one is meant: what `replicas: 3` comes to. */
export function hintsOf(snapshot: Snapshot, file: string): readonly InlayHint[] {
  return setsOf(snapshot, file).flatMap((resource) => {
    const place = resource.manifest.place(['spec', 'replicas']);
    const hint = numbersOf(resource);
    return place.written && hint !== undefined ? [{ resource, offset: place.value.end, hint }] : [];
  });
}

function setsOf(snapshot: Snapshot, file: string): readonly Resource<'StatefulSet'>[] {
  const sets: Resource<'StatefulSet'>[] = [];
  for (const { document } of snapshot.files.get(file)?.documents ?? [])
    for (const manifest of document.manifests) {
      const resource = snapshot.resourceOf(file, manifest);
      // The kind is the proof of the resource's type.
      if (resource?.kind === 'StatefulSet') sets.push(resource as Resource<'StatefulSet'>);
    }
  return sets;
}
