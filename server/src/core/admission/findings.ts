// From the server's causes to one finding per mistake: what only follows from another mistake is left out, and several
// texts about one place become one. The answer itself keeps them all.

import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import { isPlainObject, valueAt } from '../kubernetes/plain-value.ts';
import type { Cause } from './answer.ts';
import type { DecodeProblem } from './decode.ts';
import { objectsOf, structOf, textOf } from './read.ts';

/**
 * The causes that are mistakes of their own, in the server's order; texts about the same place are joined by line feeds,
 * each behind its field. `problems` are what decoding says of the same object: a value that it leaves out cannot also
 * be missing.
 */
export function distinctCauses(
  causes: readonly Cause[],
  problems: readonly DecodeProblem[],
  object: PlainObject,
): readonly Cause[] {
  const undecoded = problems.filter(({ rule }) => rule === 'J3' || rule === 'J4' || rule === 'J5').map(({ at }) => at);
  const rules = new Set(causes.map(({ rule }) => rule));
  const byPlace = new Map<string, Cause>();
  for (const cause of causes) {
    if (followsFrom(rules, cause, causes, object) || undecoded.some((at) => touches(at, cause.at))) continue;
    const place = JSON.stringify([cause.at, cause.on]);
    const first = byPlace.get(place);
    byPlace.set(place, first ? joined(first, cause) : cause);
  }
  return [...byPlace.values()];
}

function joined(first: Cause, second: Cause): Cause {
  if (first.message === second.message || first.message.includes(second.message)) return first;
  return { ...first, message: `${first.message}\n${second.field}: ${second.message}` };
}

/** Whether one place is the other or lies inside it. */
function touches(outer: Path, inner: Path): boolean {
  return outer.length <= inner.length && outer.every((step, index) => step === inner[index]);
}

function followsFrom(rules: ReadonlySet<string>, cause: Cause, causes: readonly Cause[], object: PlainObject): boolean {
  switch (cause.rule) {
    case 'C22':
      // The selector cannot be compiled because of what is told at its parts.
      return causes.some(({ rule, at }) => rule.startsWith('L') && touches(cause.at, at));
    case 'C23':
      return rules.has('C19');
    case 'W5':
      return rules.has('W4');
    case 'P8':
      return isDeclaredVolume(cause, object) || sharesPlace(cause, causes, 'P7');
    case 'P13':
      return cause.reason === 'FieldValueNotFound' && isDeclaredVolume(cause, object);
    default:
      return false;
  }
}

function sharesPlace(cause: Cause, causes: readonly Cause[], rule: string): boolean {
  const place = JSON.stringify(cause.at);
  return causes.some((other) => other.rule === rule && JSON.stringify(other.at) === place);
}

/** Whether the volume is there after all, so that it only counts as unknown for an error of its own. */
function isDeclaredVolume(cause: Cause, object: PlainObject): boolean {
  const name = cause.facts['value'];
  if (typeof name !== 'string' || name === '') return false;
  const index = cause.at.findIndex((step) => step === 'containers' || step === 'initContainers');
  const holder = valueAt(object, cause.at.slice(0, Math.max(0, index)));
  const claims = objectsOf(structOf(object, 'spec'), 'volumeClaimTemplates').map((claim) =>
    structOf(claim, 'metadata'),
  );
  return [...objectsOf(isPlainObject(holder) ? holder : {}, 'volumes'), ...claims].some(
    (one) => textOf(one, 'name') === name,
  );
}
