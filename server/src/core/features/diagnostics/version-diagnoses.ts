// Objects whose API version the cluster does not serve, and the one built-in kind that it discourages as a whole.
// Nothing else is said of them: of another version the product knows no structure to judge by.

import { clientAnswer } from '../../admission/client-answer.ts';
import { type ApiVersionState, apiVersionState } from '../../kubernetes/api-versions.ts';
import type { MinorVersion } from '../../kubernetes/cluster-profile.ts';
import type { Path } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis, DiagnosisFix } from './diagnosis.ts';
import { spanOfPlace } from './place-span.ts';
import { versionTexts } from './version-texts.ts';

/**
 * What the object's `apiVersion` and `kind` alone lead to.
 * @returns undefined where the version is the one whose structure is known, so that the rest can be judged
 */
export function versionDiagnoses(
  document: WorkspaceDocument,
  manifest: Manifest,
  minor: MinorVersion,
): readonly Diagnosis[] | undefined {
  const { apiVersion, kind } = manifest.value;
  if (typeof apiVersion !== 'string' || apiVersion === '' || typeof kind !== 'string') return undefined;
  const found = apiVersionState(apiVersion, kind, minor);
  if (found.state === 'known') return undefined;
  const make = (at: Path, about: Pick<Diagnosis, 'rule' | 'severity' | 'message' | 'fixes'>): Diagnosis => ({
    source: 'server',
    document,
    manifest,
    span: spanOfPlace(manifest, { at, on: 'value' }),
    field: String(at[0]),
    isRefused: about.severity === 'error',
    facts: { apiVersion, kind },
    related: [],
    ...about,
  });
  if (kind === 'Endpoints' && apiVersion === 'v1' && minor >= ENDPOINTS_DISCOURAGED)
    return [
      make(['kind'], {
        rule: 'api-version-deprecated',
        severity: 'info',
        message: versionTexts.endpoints,
        fixes: [],
      }),
    ];
  const refusal = clientAnswer(manifest.value, minor, '');
  if (refusal === undefined) return [];
  const nearest = found.state === 'unknown-kind' ? found.nearest : undefined;
  const at: Path = [nearest === undefined ? 'apiVersion' : 'kind'];
  return [
    make(at, {
      rule: found.state === 'removed' ? 'api-version-removed' : 'api-version-not-served',
      severity: 'error',
      message: sentence(found, apiVersion, kind, minor),
      fixes: repair(at, nearest ?? ('use' in found && found.state !== 'not-yet' ? found.use : undefined)),
    }),
  ];
}

/** Minor version from which on the API server warns of every Endpoints object (KEP-4974). */
const ENDPOINTS_DISCOURAGED: MinorVersion = 33;

function sentence(found: ApiVersionState, apiVersion: string, kind: string, minor: MinorVersion): string {
  switch (found.state) {
    case 'removed':
      return versionTexts.removed(kind, apiVersion, found.removedIn, found.use);
    case 'not-yet':
      return versionTexts.notYet(kind, apiVersion, found.since, minor);
    case 'wrong':
      return versionTexts.wrong(kind, apiVersion, found.use);
    default:
      return versionTexts.unknownKind(kind, apiVersion);
  }
}

function repair(at: Path, value: string | undefined): readonly DiagnosisFix[] {
  if (value === undefined) return [];
  const title = versionTexts.write(String(at[0]), value);
  // The newer version may ask for more fields, so a look at the rest is needed.
  return [{ id: 'write', title, isPreferred: true, isSafe: false, change: { do: 'set', at, value } }];
}
