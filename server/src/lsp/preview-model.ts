// The preview's data as the page receives it: places become lines and characters, objects stay as they are.

import type { PreviewData, PreviewedObject, SetOfFile } from '../core/features/preview/preview-data.ts';
import { type MinorVersion, NEWEST_MINOR, OLDEST_MINOR } from '../core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../core/kubernetes/plain-value.ts';
import type { Span } from '../core/text/span.ts';
import type { FileName } from '../core/workspace/snapshot.ts';
import type {
  PreviewCommitted,
  PreviewFinding,
  PreviewModel,
  PreviewObject,
  PreviewRefusal,
  SetIdentity,
  SourcePlace,
} from '../protocol/preview-messages.ts';

export interface PreviewContext {
  /** A range of a file as a place of the protocol. */
  readonly placeOf: (file: FileName, span: Span) => SourcePlace;
  readonly uriOf: (file: FileName) => string;
  readonly findings: readonly PreviewFinding[];
  readonly refusals: readonly PreviewRefusal[];
  readonly committed?: PreviewCommitted;
  /** For a workspace without a set, whose unit could not be asked. */
  readonly fallback: { readonly minor: MinorVersion; readonly clusterDomain: string };
}

const MINORS: readonly MinorVersion[] = Array.from(
  { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
  (_, index) => NEWEST_MINOR - index,
);

export function previewModel(data: PreviewData, context: PreviewContext): PreviewModel {
  const { shown, sets, isStale } = data;
  const profile = shown?.unit.profile ?? context.fallback;
  return {
    ...(shown ? { set: identityOf(shown.set, context) } : {}),
    sets: sets.map((set) => identityOf(set, context)),
    isStale,
    refusals: context.refusals,
    minor: profile.minor,
    minors: MINORS,
    clusterDomain: profile.clusterDomain,
    defaultStorageClass: shown?.defaultStorageClass ?? null,
    objects: shown?.objects.map((each) => objectOf(each, context)) ?? [],
    findings: context.findings,
    ...(context.committed ? { committed: context.committed } : {}),
  };
}

function identityOf({ file, namespace, name }: SetOfFile, context: PreviewContext): SetIdentity {
  return { uri: context.uriOf(file), namespace, name };
}

function objectOf({ resource, place, fields }: PreviewedObject, context: PreviewContext): PreviewObject {
  return {
    kind: resource.kind,
    namespace: resource.namespace,
    name: resource.name,
    // An effective object is plain data: it was made from a manifest's plain value.
    object: resource.object as unknown as PlainObject,
    place: context.placeOf(resource.file, place),
    fields: Object.fromEntries([...fields].map(([field, span]) => [field, context.placeOf(resource.file, span)])),
  };
}
