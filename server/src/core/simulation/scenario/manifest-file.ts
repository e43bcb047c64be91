// The manifests of a file that a step applies: read and refused before anything is played.

import { effectiveObject } from '../../admission/effective-object.ts';
import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { KnownKind } from '../../kubernetes/objects.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { servedKind } from '../../kubernetes/schema.ts';
import { readManifests } from '../../model/read-manifests.ts';
import { readYamlDocument } from '../../yaml/read-yaml.ts';
import { splitDocuments } from '../../yaml/split-documents.ts';
import type { EffectiveObject } from '../simulation.ts';
import type { ScenarioProblem } from './scenario.ts';

export interface WrittenObject {
  readonly kind: KnownKind;
  readonly namespace: string;
  readonly name: string;
  /** As kubectl would send it. */
  readonly value: PlainObject;
}

export interface ManifestFile {
  readonly objects: readonly WrittenObject[];
  readonly problems: readonly ScenarioProblem[];
}

/** Answers of the API server to a manifest: its refusal, if it refuses. */
export type RefusalOf = (value: PlainObject, profile: ClusterProfile) => string | undefined;

export function readManifestFile(
  file: string,
  text: string,
  profile: ClusterProfile,
  refusalOf?: RefusalOf,
): ManifestFile {
  const objects: WrittenObject[] = [];
  const problems: ScenarioProblem[] = [];
  for (const { start, end } of splitDocuments(text)) {
    const document = readYamlDocument(text.slice(start, end));
    const place = (span: { readonly start: number; readonly end: number }): ScenarioProblem['place'] => ({
      file,
      span: { start: start + span.start, end: start + span.end },
    });
    for (const { severity, span, code, facts } of document.problems) {
      if (severity === 'error')
        problems.push({ code: 'yaml-error', place: place(span), facts: { problem: code, ...facts } });
    }
    for (const manifest of readManifests(document)) {
      const { kind, name, namespace, value } = manifest;
      const served = servedKind(kind);
      if (!served) {
        // Kinds that take no part in what is simulated are applied without a trace, but not silently.
        problems.push({ code: 'kind-unknown', place: place(manifest.place(['kind']).value), facts: { kind } });
        continue;
      }
      const refusal = refusalOf?.(value, profile);
      if (refusal !== undefined) {
        problems.push({ code: 'manifest-refused', place: place(manifest.root.span), facts: { kind, name, refusal } });
      }
      // The schema serves exactly the known kinds.
      objects.push({ kind: kind as KnownKind, namespace: namespace ?? profile.namespace, name, value });
    }
  }
  return { objects, problems };
}

/** The object as the server stores it. */
export function effective(kind: KnownKind, value: PlainObject, profile: ClusterProfile): EffectiveObject {
  // `effectiveObject` answers with an object of the kind that it is asked for.
  return { kind, object: effectiveObject(value, kind, profile) } as EffectiveObject;
}
