// The controller's Event objects, in its own words. 1.37 begins them with a capital letter, earlier versions do not.

import type { Cluster, EventRecord } from '../cluster/cluster.ts';
import type { StatefulSet } from './new-objects.ts';

const FIRST_WITH_CAPITALS = 37;

export type Verb = 'create' | 'update' | 'delete';

/** Rule: `stateful_pod_control.go`, `recordPodEvent`. */
export function recordPodEvent(cluster: Cluster, set: StatefulSet, verb: Verb, podName: string, error?: string): void {
  const end = error === undefined ? 'successful' : `failed error: ${error}`;
  record(cluster, set, verb, error !== undefined, `Pod ${podName} in StatefulSet ${set.metadata.name} ${end}`);
}

/** Rule: `stateful_pod_control.go`, `recordClaimEvent`. */
export function recordClaimEvent(
  cluster: Cluster,
  set: StatefulSet,
  claimName: string,
  podName: string,
  error?: string,
): void {
  const inSet = `in StatefulSet ${set.metadata.name}`;
  const text =
    error === undefined
      ? `Claim ${claimName} Pod ${podName} ${inSet} success`
      : `Claim ${claimName} for Pod ${podName} ${inSet} failed error: ${error}`;
  record(cluster, set, 'create', error !== undefined, text);
}

export function recordSetEvent(
  cluster: Cluster,
  set: StatefulSet,
  event: Pick<EventRecord, 'type' | 'reason' | 'message'>,
): void {
  cluster.recordEvent({
    ...event,
    kind: 'StatefulSet',
    namespace: set.metadata.namespace,
    name: set.metadata.name,
  });
}

function record(cluster: Cluster, set: StatefulSet, verb: Verb, isFailure: boolean, text: string): void {
  const capital = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
  const word = cluster.profile.minor >= FIRST_WITH_CAPITALS ? capital : verb;
  recordSetEvent(cluster, set, {
    type: isFailure ? 'Warning' : 'Normal',
    reason: `${isFailure ? 'Failed' : 'Successful'}${capital}`,
    message: `${word} ${text}`,
  });
}
