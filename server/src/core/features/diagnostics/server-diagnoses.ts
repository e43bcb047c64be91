// What the API server would refuse or warn about, as findings: what its decoder says, and what validation says of the
// rest, so that one mistake does not hide another.

import { answerCreate } from '../../admission/answer-create.ts';
import { decode } from '../../admission/decode.ts';
import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { Path, PlainObject } from '../../kubernetes/plain-value.ts';
import { servedKind } from '../../kubernetes/schema.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Severity } from '../../rules/rule.ts';
import type { WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fieldText } from './field-text.ts';
import { spanOfPlace } from './place-span.ts';

export function serverDiagnoses(
  document: WorkspaceDocument,
  manifest: Manifest,
  profile: ClusterProfile,
): readonly Diagnosis[] {
  const served = servedKind(manifest.kind);
  if (served === undefined) return [];
  const made = new Maker(document, manifest);
  for (const problem of decode(manifest.value, served, profile.minor).problems)
    made.add(problem.rule, 'error', problem.at, problem.on, problem.text, fieldText(problem.at), problem.facts);
  const answer = answerCreate(manifest.value, profile);
  for (const cause of answer.causes)
    made.add(cause.rule, 'error', cause.at, cause.on, `${cause.field}: ${cause.message}`, cause.field, cause.facts);
  for (const warning of answer.warnings)
    made.add(warning.rule, 'warning', warning.at, 'value', warning.text, fieldText(warning.at), {});
  return made.diagnoses;
}

class Maker {
  readonly diagnoses: Diagnosis[] = [];
  readonly #document: WorkspaceDocument;
  readonly #manifest: Manifest;

  constructor(document: WorkspaceDocument, manifest: Manifest) {
    this.#document = document;
    this.#manifest = manifest;
  }

  add(
    rule: string,
    severity: Severity,
    at: Path,
    on: 'key' | 'value',
    message: string,
    field: string,
    facts: PlainObject,
  ): void {
    this.diagnoses.push({
      source: 'server',
      rule: `server-${rule.toLowerCase()}`,
      severity,
      document: this.#document,
      manifest: this.#manifest,
      span: spanOfPlace(this.#manifest, { at, on }),
      message,
      field,
      isRefused: severity === 'error',
      facts,
      related: [],
      fixes: [],
    });
  }
}
