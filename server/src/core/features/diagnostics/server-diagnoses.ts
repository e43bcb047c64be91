// What the API server would refuse or warn about, as findings: what its decoder says, and what validation says of the
// rest, so that one mistake does not hide another. Of an object that runs already, what the change would be told.

import type { Cause } from '../../admission/answer.ts';
import { answerCreate } from '../../admission/answer-create.ts';
import { decode } from '../../admission/decode.ts';
import { distinctCauses } from '../../admission/findings.ts';
import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { Path, PlainObject } from '../../kubernetes/plain-value.ts';
import { servedKind } from '../../kubernetes/schema.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Severity } from '../../rules/rule.ts';
import type { WorkspaceDocument } from '../../workspace/snapshot.ts';
import { appliedAnswer } from '../answers/answers.ts';
import type { BeforeObjects } from '../committed/before-objects.ts';
import { type ForbiddenEdit, forbiddenEdits } from '../committed/forbidden-edits.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fieldText } from './field-text.ts';
import { spanOfPlace } from './place-span.ts';
import { versionDiagnoses } from './version-diagnoses.ts';

export function serverDiagnoses(
  document: WorkspaceDocument,
  manifest: Manifest,
  profile: ClusterProfile,
  before?: BeforeObjects,
): readonly Diagnosis[] {
  const unserved = versionDiagnoses(document, manifest, profile.minor);
  if (unserved !== undefined) return unserved;
  const served = servedKind(manifest.kind);
  if (served === undefined) return [];
  const made = new Maker(document, manifest);
  const { problems } = decode(manifest.value, served, profile.minor);
  for (const problem of problems)
    made.add(problem.rule, 'error', problem.at, problem.on, problem.text, fieldText(problem.at), problem.facts);
  const old = before?.find(manifest);
  const changed = old === undefined || before === undefined ? undefined : appliedAnswer(manifest, profile, before);
  const answer = changed ?? answerCreate(manifest.value, profile);
  for (const cause of distinctCauses(answer.causes, problems, manifest.value)) {
    const edits = old === undefined ? [] : forbiddenEdits(cause, old, manifest, profile);
    for (const edit of edits) made.addEdit(cause, edit);
    if (edits.length === 0)
      made.add(cause.rule, 'error', cause.at, cause.on, `${cause.field}: ${cause.message}`, cause.field, cause.facts);
  }
  // A refusal without causes, such as that of an admission plugin, has its message alone.
  if (!answer.accepted && answer.causes.length === 0 && answer.message !== undefined && old !== undefined)
    made.add('U0', 'error', ['spec'], 'key', answer.message, 'spec', {});
  // An object that the server only warns of is accepted and works.
  for (const warning of answer.warnings)
    made.add(warning.rule, 'info', warning.at, 'value', warning.text, fieldText(warning.at), {});
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

  addEdit(cause: Cause, edit: ForbiddenEdit): void {
    this.diagnoses.push({
      source: 'server',
      rule: FORBIDDEN_EDIT,
      severity: 'error',
      document: this.#document,
      manifest: this.#manifest,
      span: spanOfPlace(this.#manifest, { at: edit.at }),
      message: edit.message,
      detail: `${cause.field}: ${cause.message}`,
      field: fieldText(edit.at),
      isRefused: true,
      facts: cause.facts,
      related: [],
      fixes: edit.restore,
    });
  }
}

/** Id of findings about edits that the API server forbids for an object that runs. */
export const FORBIDDEN_EDIT = 'edit-forbidden';
