// Paths as the API server writes them.

import type { Path } from '../../kubernetes/plain-value.ts';

/** Such as `spec.template.spec.containers[0].image`; keys with dots are put in brackets. */
export function fieldText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/[.[\]/]/.test(step)) text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
