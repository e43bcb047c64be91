// Whether `kubectl apply` of a manifest would fail, and where one would repair it: asked before anything is played.

import { answerCreate } from '../../admission/answer-create.ts';
import { clientAnswer, clientMetadataError } from '../../admission/client-answer.ts';
import { decode } from '../../admission/decode.ts';
import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { Path } from '../../kubernetes/plain-value.ts';
import { servedKind } from '../../kubernetes/schema.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Span } from '../../text/span.ts';

export interface Refusal {
  /** The words of kubectl or of the API server. */
  readonly message: string;
  /** Relative to the manifest's document. */
  readonly span: Span;
}

/** The first refusal in the order in which a manifest meets them: by kubectl, by the decoder, by validation. */
export function refusalOf(manifest: Manifest, profile: ClusterProfile, file: string): Refusal | undefined {
  const { value } = manifest;
  const byClient = clientAnswer(value, profile.minor, file)?.message ?? clientMetadataError(value, profile.minor, file);
  if (byClient !== undefined) return { message: byClient, span: spanOf(manifest, ['apiVersion'], 'value') };
  const served = servedKind(manifest.kind);
  if (!served) return undefined;
  const { answer, problems } = decode(value, served, profile.minor);
  if (answer) {
    const [first] = problems;
    return { message: answer.message ?? '', span: spanOf(manifest, first?.at ?? [], first?.on ?? 'value') };
  }
  const { accepted, message = '', causes } = answerCreate(value, profile);
  if (accepted) return undefined;
  const [first] = causes;
  return { message, span: spanOf(manifest, first?.at ?? [], first?.on ?? 'value') };
}

function spanOf(manifest: Manifest, path: Path, on: 'key' | 'value'): Span {
  const { written, key, value } = manifest.place(path);
  return (written && on === 'key') || !written ? (key ?? value) : value;
}
