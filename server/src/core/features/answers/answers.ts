// What lives here: the API server's whole answer to a manifest, put together in the server's order: kubectl's own
// refusal, decoding, then creation or change. It predicts nothing itself (`admission/` does).

import type { Answer } from '../../admission/answer.ts';
import { answerCreate } from '../../admission/answer-create.ts';
import { answerUpdate, type UpdateWay } from '../../admission/answer-update.ts';
import { clientAnswer } from '../../admission/client-answer.ts';
import { decode } from '../../admission/decode.ts';
import { apiVersionState } from '../../kubernetes/api-versions.ts';
import type { ClusterProfile, MinorVersion } from '../../kubernetes/cluster-profile.ts';
import { dnsLabelErrors } from '../../kubernetes/names.ts';
import { servedKind } from '../../kubernetes/schema.ts';
import type { Manifest } from '../../model/manifest.ts';
import { isClusterScoped } from '../../workspace/known-kinds.ts';
import type { BeforeObjects } from '../committed/before-objects.ts';

export interface ObjectAnswers {
  /** To creating the object, or to replacing it where it existed before. */
  readonly answer: Answer;
  /** Where it comes to another verdict than `answer`. */
  readonly apply?: Answer;
  readonly serverSideApply?: Answer;
}

/**
 * The answers to one manifest; undefined for kinds that only the cluster itself could know.
 * @param file the name that kubectl's own texts mention
 */
export function answersTo(
  manifest: Manifest,
  profile: ClusterProfile,
  file: string,
  before?: BeforeObjects,
): ObjectAnswers | undefined {
  const unsent = clientAnswer(manifest.value, profile.minor, file);
  if (unsent !== undefined) return { answer: unsent };
  const served = servedKind(manifest.kind);
  if (served === undefined || isOfOtherVersion(manifest, profile.minor)) return undefined;
  const decoded = decode(manifest.value, served, profile.minor, manifest.serverRepeatedKeys).answer;
  if (decoded !== undefined) return { answer: decoded };
  const lost = withoutNamespace(manifest, profile);
  if (lost !== undefined) return { answer: lost };
  const old = before?.find(manifest);
  if (old === undefined || before === undefined) return { answer: answerCreate(manifest.value, profile) };
  const answer = answerUpdate(old.stored, manifest.value, profile, 'put', before.context);
  const other = (way: UpdateWay): Answer =>
    answerUpdate(old.written, manifest.value, profile, way, { ...before.context, stored: old.stored });
  const apply = other('apply');
  const serverSideApply = other('server-side-apply');
  return {
    answer,
    ...(apply.accepted === answer.accepted ? {} : { apply }),
    ...(serverSideApply.accepted === answer.accepted ? {} : { serverSideApply }),
  };
}

/** The refusal of an object in a namespace that cannot exist, given by admission before validation (v008). */
function withoutNamespace({ kind, namespace }: Manifest, { minor }: ClusterProfile): Answer | undefined {
  if (namespace === undefined || isClusterScoped(kind) || dnsLabelErrors(namespace, minor).length === 0)
    return undefined;
  const message = `namespaces "${namespace}" not found`;
  return { accepted: false, status: 404, reason: 'NotFound', message, causes: [], warnings: [] };
}

/** Whether the object is of a version, or of a foreign group's kind of the same name, whose structure is not known. */
function isOfOtherVersion(manifest: Manifest, minor: MinorVersion): boolean {
  const { apiVersion, kind } = manifest.value;
  if (typeof apiVersion !== 'string' || apiVersion === '' || typeof kind !== 'string') return false;
  return apiVersionState(apiVersion, kind, minor).state !== 'known';
}

/** What `kubectl apply` would be told of a change; findings follow it, since that is what people use. */
export function appliedAnswer(manifest: Manifest, profile: ClusterProfile, before: BeforeObjects): Answer | undefined {
  const old = before.find(manifest);
  if (old === undefined) return undefined;
  return answerUpdate(old.written, manifest.value, profile, 'apply', { ...before.context, stored: old.stored });
}
