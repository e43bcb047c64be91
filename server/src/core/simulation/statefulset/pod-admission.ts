// Why the API server refuses a Pod that a controller makes of a template which it accepted: names that became too long.
// Rules: 1.6 of the behaviour notes (labels, hostname, name of the Pod); texts of `k8s.io/apimachinery` validation.

import type { NewObject } from '../cluster/cluster.ts';

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
const FIRST_WITH_BYTES = 35;

/** The API server's sentence, or `undefined` where it accepts the Pod. */
export function podRefusal(pod: NewObject<'Pod'>, minor: number): string | undefined {
  const { name, labels = {} } = pod.metadata;
  const unit = minor >= FIRST_WITH_BYTES ? 'bytes' : 'characters';
  const errors: string[] = [];
  if (name.length > LONGEST_NAME) errors.push(tooLong('metadata.name', name, LONGEST_NAME, 'characters'));
  for (const [, value] of Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value.length > LONGEST_LABEL) errors.push(tooLong('metadata.labels', value, LONGEST_LABEL, unit));
  }
  const hostname = pod.spec?.hostname ?? '';
  if (hostname.length > LONGEST_LABEL) errors.push(tooLong('spec.hostname', hostname, LONGEST_LABEL, 'characters'));
  if (errors.length === 0) return undefined;
  return `Pod "${name}" is invalid: ${errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`}`;
}

function tooLong(field: string, value: string, limit: number, unit: string): string {
  return `${field}: Invalid value: "${value}": must be no more than ${limit} ${unit}`;
}
