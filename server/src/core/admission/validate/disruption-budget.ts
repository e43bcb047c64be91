// PodDisruptionBudget (B1 to B8).

import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, invalid } from '../check.ts';
import { child, rootPath } from '../field-path.ts';
import { fieldOf, isSet, objectOf, structOf } from '../read.ts';
import { validateLabelSelector } from './labels.ts';
import { notMoreThan100Percent, oneOfIfSet, positiveIntOrPercent } from './scalars.ts';

export function validateDisruptionBudget(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const bounds = ['minAvailable', 'maxUnavailable'].filter((bound) => isSet(spec, bound));
  if (bounds.length === 2) invalid(check, 'B2', path, spec, 'minAvailable and maxUnavailable cannot be both set');
  for (const bound of bounds) {
    const value = fieldOf(spec, bound);
    positiveIntOrPercent(check, typeof value === 'string' ? 'B5' : 'B3', value, child(path, bound));
    notMoreThan100Percent(check, 'B4', value, child(path, bound));
  }
  validateLabelSelector(check, objectOf(spec, 'selector'), child(path, 'selector'));
  oneOfIfSet(check, 'B7', spec, 'unhealthyPodEvictionPolicy', path, ['AlwaysAllow', 'IfHealthyBudget']);
}
