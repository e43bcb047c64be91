// Defaults of PersistentVolumeClaims, claim templates and PersistentVolumes (behaviour reference 1.5, 4.1, 4.2).

import { ensureObject, type MutableObject, mutableObjectOf, setIfAbsent, setIfZero } from '../read.ts';
import { roundResources } from './resources.ts';

/** Fills the spec of a claim, wherever it stands. `storageClassName` is left to the claim's own creation. */
export function defaultClaimSpec(spec: MutableObject): void {
  setIfAbsent(spec, 'volumeMode', 'Filesystem');
  const resources = ensureObject(spec, 'resources');
  roundResources(mutableObjectOf(resources, 'limits'));
  roundResources(mutableObjectOf(resources, 'requests'));
}

export function defaultClaim(claim: MutableObject): void {
  defaultClaimSpec(ensureObject(claim, 'spec'));
  setIfZero(ensureObject(claim, 'status'), 'phase', 'Pending');
}

/** A claim template is stored with `apiVersion` and `kind`, also where nobody wrote them. */
export function defaultClaimTemplate(template: MutableObject): void {
  template['apiVersion'] = 'v1';
  template['kind'] = 'PersistentVolumeClaim';
  defaultClaim(template);
}
