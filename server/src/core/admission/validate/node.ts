// Node: taints and address ranges. Errors about taints stand at `metadata.taints`, as the server writes them.

import { parseCidr } from '../../kubernetes/ip-address.ts';
import { labelValueErrors, qualifiedNameErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, internalError, invalid, invalidAll, required } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { objectsOf, structOf, textOf, textsOf } from '../read.ts';
import { addressRange, oneOf } from './scalars.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateNode(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path: FieldPath = { ...child(rootPath('metadata'), 'taints'), at: ['spec', 'taints'] };
  const seen = new Set<string>();
  for (const [index, taint] of objectsOf(spec, 'taints').entries()) {
    const own = item(path, index);
    const key = textOf(taint, 'key');
    const value = textOf(taint, 'value');
    const effect = textOf(taint, 'effect');
    invalidAll(check, 'P52', child(own, 'key'), key, qualifiedNameErrors(key, check.minor));
    const texts = labelValueErrors(value, check.minor);
    if (texts.length > 0) invalid(check, 'P52', child(own, 'value'), value, texts.join(';'));
    if (effect === '') required(check, 'P52', child(own, 'effect'));
    else oneOf(check, 'P52', taint, 'effect', own, EFFECTS);
    const identity = `${effect}/${key}`;
    if (seen.has(identity)) duplicate(check, 'P52', own, taint);
    seen.add(identity);
  }
  const ranges = textsOf(spec, 'podCIDRs');
  const rangesPath = child(rootPath('spec'), 'podCIDRs');
  for (const [index, range] of ranges.entries()) addressRange(check, 'N4', range, item(rangesPath, index));
  if (ranges.length < 2) return;
  const families = new Set(ranges.map((range) => parseCidr(range)?.ip.family));
  if (families.has(undefined))
    internalError(check, 'N4', rangesPath, 'invalid PodCIDRs. failed to check with dual stack');
  if (families.has(undefined) || families.size < 2 || ranges.length > 2) {
    invalid(check, 'N4', rangesPath, [...ranges], 'may specify no more than one CIDR for each IP family');
  }
}
