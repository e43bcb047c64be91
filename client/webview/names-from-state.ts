// The DNS names of a set with the answers that the simulated DNS server gives at one moment.

import type { ClusterState } from '../../server/src/core/simulation/cluster/cluster.ts';
import { type DnsRow, surveyDns } from '../../server/src/core/simulation/dns/dns-survey.ts';
import type { NamePicture } from './picture.ts';
import { unresolvedReason } from './texts/en.ts';

interface Subject {
  readonly namespace: string;
  readonly name: string;
  readonly serviceName: string;
}

/** The table's rows, and every full name that has an answer. */
export function namePictures(
  state: ClusterState,
  { namespace, name, serviceName }: Subject,
): { readonly names: readonly NamePicture[]; readonly resolving: ReadonlySet<string> } {
  const zone = `svc.${state.profile.clusterDomain}`;
  const isOfSet = (object: { readonly metadata: { readonly namespace: string } }): boolean =>
    object.metadata.namespace === namespace;
  const { dns } = surveyDns({
    clusterDomain: state.profile.clusterDomain,
    namespaces: new Set([namespace, ...[...state.list('Namespace')].map((each) => each.metadata.name)]),
    services: [...state.list('Service')].filter(isOfSet),
    statefulSets: [...state.list('StatefulSet')].filter((set) => isOfSet(set) && set.metadata.name === name),
    pods: [...state.list('Pod')].filter(isOfSet),
  });
  const service = state.get('Service', namespace, serviceName);
  const facts = {
    isDeclared: service !== undefined,
    selects: Object.keys(service?.spec?.selector ?? {}).length > 0,
    publishesNotReady: service?.spec?.publishNotReadyAddresses === true,
  };
  const resolving = new Set<string>();
  const names: NamePicture[] = [];
  for (const row of dns) {
    if (row.type !== 'A' && row.type !== 'SRV') continue;
    if (row.name.includes('{') || row.name.includes('.wrong-service.')) continue;
    const isServiceName = row.name.split('.').length === zone.split('.').length + 2;
    if (row.answers.length > 0) {
      if (row.type === 'A') resolving.add(row.name);
      names.push({
        group: groupOf(row, isServiceName),
        name: row.name,
        type: row.type,
        answers: row.answers,
        reason: '',
      });
      const short = shortForm(row, `.${namespace}.${zone}`);
      if (short) names.push({ group: 'short', name: short, type: 'A', answers: row.answers, reason: '' });
    } else if (row.type === 'A') {
      names.push({ group: 'unresolved', name: row.name, type: 'A', answers: [], reason: unresolvedReason(facts) });
    }
  }
  return { names, resolving };
}

function groupOf(row: DnsRow, isServiceName: boolean): NamePicture['group'] {
  if (row.type === 'SRV') return 'srv';
  return isServiceName ? 'service' : 'pod';
}

/** What the search list of a Pod in the same namespace makes whole again. */
function shortForm(row: DnsRow, suffix: string): string | undefined {
  return row.type === 'A' && row.name.endsWith(suffix) ? row.name.slice(0, -suffix.length) : undefined;
}
