// What kubectl says before it sends anything: the first stage of the behaviour reference, where no address could be
// found for an object (J6). Answers of this kind have no status, because no server gave them.

import { apiVersionState } from '../kubernetes/api-versions.ts';
import type { MinorVersion } from '../kubernetes/cluster-profile.ts';
import { type PlainObject, valueAt } from '../kubernetes/plain-value.ts';
import { servedKind } from '../kubernetes/schema.ts';
import type { Answer } from './answer.ts';
import { decode } from './decode.ts';

function refusal(message: string): Answer {
  return { accepted: false, message, causes: [], warnings: [] };
}

/**
 * The refusal of an object that kubectl cannot send; absent where it can, and for kinds that only a cluster with
 * custom resources could know.
 * @param file the name that the texts mention
 */
export function clientAnswer(value: PlainObject, minor: MinorVersion, file: string): Answer | undefined {
  const { apiVersion, kind } = value;
  const missing = isEmpty(apiVersion) ? 'apiVersion' : isEmpty(kind) ? 'kind' : undefined;
  if (missing)
    return refusal(
      `error: error validating "${file}": error validating data: ${missing} not set; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const { state, ...known } = apiVersionState(apiVersion, kind, minor);
  if (state === 'known' || state === 'other-served') return undefined;
  if (state === 'unknown-kind' && !('nearest' in known)) return undefined;
  const metadata = value['metadata'];
  const [name, namespace] = ['name', 'namespace'].map((key) => {
    const text = valueAt(metadata, [key]);
    return typeof text === 'string' ? text : '';
  });
  return refusal(
    `error: resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
  );
}

/**
 * What kubectl prints where it cannot read the object's metadata: it looks at that much itself and then sends nothing,
 * though the server would answer too (v154). Absent where it can.
 */
export function clientMetadataError(value: PlainObject, minor: MinorVersion, file: string): string | undefined {
  const served = servedKind(String(value['kind']));
  const metadata = value['metadata'];
  if (!served || metadata === undefined) return undefined;
  const problem = decode({ metadata }, served, minor).problems.find(({ rule }) => rule !== 'J1');
  if (!problem) return undefined;
  const text = problem.text.replace(
    `struct field ${served.kind}.metadata `,
    'struct field metadataOnlyObject.metadata ',
  );
  return `error: unable to decode "${file}": ${text}`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
