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
import { refusalOf } from './refusal.ts';
import type { ScenarioNote, ScenarioProblem } from './scenario.ts';

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
  /** What is left out, and said. */
  readonly notes: readonly ScenarioNote[];
}

/** The manifests of a file that kubectl would read, as `file` names it. */
export function readManifestFile(file: string, text: string, profile: ClusterProfile): ManifestFile {
  const objects: WrittenObject[] = [];
  const notes: ScenarioNote[] = [];
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
      const refusal = refusalOf(manifest, profile, file);
      if (refusal) {
        const facts = { kind, name, refusal: refusal.message };
        problems.push({ code: 'manifest-refused', place: place(refusal.span), facts });
        continue;
      }
      if (!servedKind(kind)) {
        // Kinds that take no part in what is simulated are applied without a trace, but not silently.
        notes.push({ code: 'kind-unknown', place: place(manifest.place(['kind']).value), facts: { kind, name } });
        continue;
      }
      // The schema serves exactly the known kinds.
      objects.push({ kind: kind as KnownKind, namespace: namespace ?? profile.namespace, name, value });
    }
  }
  return { objects, problems, notes };
}

/** The object as the server stores it. */
export function effective(kind: KnownKind, value: PlainObject, profile: ClusterProfile): EffectiveObject {
  // `effectiveObject` answers with an object of the kind that it is asked for.
  return { kind, object: effectiveObject(value, kind, profile) } as EffectiveObject;
}
