// Defaulting rounds quantities up to a thousandth and stores their canonical text (E1; behaviour reference 4.3).

import { quantityOf, quantityText, roundedUpToMilli } from '../../kubernetes/quantity.ts';
import type { MutableObject } from '../read.ts';

/** Rounds every quantity of a map such as `requests`; one that cannot be read stays, decoding has refused it. */
export function roundResources(resources: MutableObject | undefined): void {
  if (!resources) return;
  for (const [name, value] of Object.entries(resources)) {
    const read = quantityOf(typeof value === 'string' || typeof value === 'number' ? value : null);
    if (read.ok) resources[name] = quantityText(roundedUpToMilli(read.quantity));
  }
}
