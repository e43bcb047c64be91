// The page that explains what a finding is about.

import { ruleById } from '../../rules/registry.ts';

/** Address of the Kubernetes documentation for a rule; undefined for findings that no rule made. */
export function referenceOf(rule: string): string | undefined {
  const reference = ruleById(rule)?.reference;
  return reference === undefined ? undefined : `https://kubernetes.io/docs/${reference}`;
}
