// Affinity, tolerations and topology spread (P52 to P56).

import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
  SERVER_TEXTS,
} from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, forbidden, invalid, invalidAll, isOn, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, placeOf } from '../field-path.ts';
import { entriesOf, isSet, numberOf, objectOf, objectsOf, structOf, textOf, textsOf } from '../read.ts';
import { validateLabelSelector } from './labels.ts';
import { oneOf, oneOfIfSet } from './scalars.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const WEIGHT_TEXT = 'must be in the range 1-100';

export function validateAffinity(check: Check, affinity: PlainObject | undefined, path: FieldPath): void {
  const nodes = objectOf(affinity, 'nodeAffinity');
  if (nodes) validateNodeAffinity(check, nodes, child(path, 'nodeAffinity'));
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const pods = objectOf(affinity, kind);
    if (!pods) continue;
    for (const [index, term] of objectsOf(pods, REQUIRED).entries()) {
      validatePodTerm(check, term, item(child(path, kind, REQUIRED), index));
    }
    for (const [index, weighted] of objectsOf(pods, PREFERRED).entries()) {
      const own = item(child(path, kind, PREFERRED), index);
      validateWeight(check, 'P56', weighted, own);
      validatePodTerm(check, structOf(weighted, 'podAffinityTerm'), child(own, 'podAffinityTerm'));
    }
  }
}

function validateNodeAffinity(check: Check, affinity: PlainObject, path: FieldPath): void {
  const selector = objectOf(affinity, REQUIRED);
  if (selector) validateNodeSelector(check, 'P54', selector, child(path, REQUIRED));
  for (const [index, term] of objectsOf(affinity, PREFERRED).entries()) {
    const own = item(child(path, PREFERRED), index);
    validateWeight(check, 'P54', term, own);
    validateNodeTerm(check, 'P55', structOf(term, 'preference'), 'preferred', child(own, 'preference'));
  }
}

/** A node selector that must be met, of a Pod (P54, P55) or of a volume (W13, W21). */
export function validateNodeSelector(check: Check, rule: string, selector: PlainObject, path: FieldPath): void {
  const terms = objectsOf(selector, 'nodeSelectorTerms');
  const termsPath = child(path, 'nodeSelectorTerms');
  if (terms.length === 0) required(check, rule, termsPath, 'must have at least one node selector term');
  const expressionRule = rule === 'P54' ? 'P55' : 'W21';
  for (const [index, term] of terms.entries()) {
    validateNodeTerm(check, expressionRule, term, 'required', item(termsPath, index));
  }
}

/** Values are labels where the term is required; a preferred one only warns (Z8). */
function validateNodeTerm(
  check: Check,
  rule: string,
  term: PlainObject,
  strength: 'required' | 'preferred',
  path: FieldPath,
): void {
  for (const [index, expression] of objectsOf(term, 'matchExpressions').entries()) {
    validateNodeExpression(check, rule, expression, strength, item(child(path, 'matchExpressions'), index));
  }
  for (const [index, expression] of objectsOf(term, 'matchFields').entries()) {
    validateNodeField(check, rule, expression, item(child(path, 'matchFields'), index));
  }
}

function validateNodeExpression(
  check: Check,
  rule: string,
  expression: PlainObject,
  strength: 'required' | 'preferred',
  path: FieldPath,
): void {
  const operator = textOf(expression, 'operator');
  const values = textsOf(expression, 'values');
  const at = child(path, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) required(check, rule, at, "must be specified when `operator` is 'In' or 'NotIn'");
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      forbidden(check, rule, at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      required(check, rule, at, "must be specified single value when `operator` is 'Lt' or 'Gt'");
    }
  } else invalid(check, rule, child(path, 'operator'), operator, SERVER_TEXTS['T-SELOP']);
  const key = textOf(expression, 'key');
  invalidAll(check, rule, child(path, 'key'), key, qualifiedNameErrors(key, check.minor));
  // Up to 1.31 values were not looked at here at all.
  if (strength === 'preferred' || check.minor < 32) return;
  for (const [index, value] of values.entries()) {
    invalidAll(check, rule, item(at, index), value, labelValueErrors(value, check.minor));
  }
}

function validateNodeField(check: Check, rule: string, expression: PlainObject, path: FieldPath): void {
  const operator = textOf(expression, 'operator');
  const values = textsOf(expression, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length !== 1) {
      const text = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      required(check, rule, child(path, 'values'), text);
    }
  } else invalid(check, rule, child(path, 'operator'), operator, SERVER_TEXTS['T-SELOP']);
  const key = textOf(expression, 'key');
  if (key !== 'metadata.name') invalid(check, rule, child(path, 'key'), key, 'not a valid field selector key');
  else {
    for (const [index, value] of values.entries()) {
      invalidAll(check, rule, item(child(path, 'values'), index), value, dnsSubdomainErrors(value, check.minor));
    }
  }
}

function validateWeight(check: Check, rule: string, term: PlainObject, path: FieldPath): void {
  const weight = numberOf(term, 'weight');
  if (weight < 1 || weight > 100) invalid(check, rule, child(path, 'weight'), weight, WEIGHT_TEXT);
}

function validatePodTerm(check: Check, term: PlainObject, path: FieldPath): void {
  const selector = objectOf(term, 'labelSelector');
  validateLabelSelector(check, selector, child(path, 'labelSelector'));
  validateLabelSelector(check, objectOf(term, 'namespaceSelector'), child(path, 'namespaceSelector'));
  for (const name of textsOf(term, 'namespaces')) {
    invalidAll(check, 'P56', child(path, 'namespace'), name, dnsLabelErrors(name, check.minor));
  }
  validateLabelKeys(check, term, selector, path);
  const key = textOf(term, 'topologyKey');
  if (key === '') required(check, 'P56', child(path, 'topologyKey'), 'can not be empty');
  invalidAll(check, 'P56', child(path, 'topologyKey'), key, qualifiedNameErrors(key, check.minor));
}

function validateLabelKeys(check: Check, term: PlainObject, selector: PlainObject | undefined, path: FieldPath): void {
  const match = textsOf(term, 'matchLabelKeys');
  const mismatch = textsOf(term, 'mismatchLabelKeys');
  for (const [field, keys] of [
    ['matchLabelKeys', match],
    ['mismatchLabelKeys', mismatch],
  ] as const) {
    if (keys.length === 0) continue;
    if (!selector) {
      forbidden(check, 'P56', child(path, field), 'must not be specified when labelSelector is not set');
      continue;
    }
    for (const [index, key] of keys.entries()) {
      invalidAll(check, 'P56', item(child(path, field), index), key, qualifiedNameErrors(key, check.minor));
    }
  }
  // Only a key that the selector names twice counts: the server itself adds each key once.
  const named = new Set(entriesOf(selector, 'matchLabels').map(([name]) => name));
  for (const expression of objectsOf(selector, 'matchExpressions')) {
    const key = textOf(expression, 'key');
    const index = match.lastIndexOf(key);
    if (index >= 0 && named.has(key)) {
      invalid(check, 'P56', item(path, index), key, 'exists in both matchLabelKeys and labelSelector');
    }
    named.add(key);
  }
  for (const [index, key] of match.entries()) {
    if (!mismatch.includes(key)) continue;
    const text = 'exists in both matchLabelKeys and mismatchLabelKeys';
    invalid(check, 'P56', item(child(path, 'matchLabelKeys'), index), key, text);
  }
}

export function validateTolerations(check: Check, spec: PlainObject, path: FieldPath): void {
  for (const [index, toleration] of objectsOf(spec, 'tolerations').entries()) {
    validateToleration(check, toleration, item(path, index));
  }
}

function validateToleration(check: Check, toleration: PlainObject, path: FieldPath): void {
  const key = textOf(toleration, 'key');
  const operator = textOf(toleration, 'operator');
  const value = textOf(toleration, 'value');
  const effect = textOf(toleration, 'effect');
  const operatorPath = child(path, 'operator');
  if (key !== '') invalidAll(check, 'P52', child(path, 'key'), key, qualifiedNameErrors(key, check.minor));
  else if (operator !== 'Exists') {
    const text = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    invalid(check, 'P52', operatorPath, operator, text);
  }
  if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
    const text = "effect must be 'NoExecute' when `tolerationSeconds` is set";
    invalid(check, 'P52', child(path, 'effect'), effect, text);
  }
  if (operator === 'Equal' || operator === '') {
    const texts = labelValueErrors(value, check.minor);
    if (texts.length > 0) invalid(check, 'P52', operatorPath, value, texts.join(';'));
  } else if (operator === 'Exists') {
    if (value !== '') invalid(check, 'P52', operatorPath, value, "value must be empty when `operator` is 'Exists'");
  } else validateComparison(check, operator, value, path);
  if (effect !== '') oneOf(check, 'P52', toleration, 'effect', path, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
}

function validateComparison(check: Check, operator: string, value: string, path: FieldPath): void {
  const isComparison = (operator === 'Lt' || operator === 'Gt') && check.minor >= 35;
  if (isComparison && isOn(check, 'TaintTolerationComparisonOperators')) {
    if (!/^(0|-?[1-9][0-9]*)$/.test(value)) {
      invalid(check, 'P52', child(path, 'value'), value, 'must be a valid decimal integer in canonical form');
    }
    return;
  }
  const words = isComparison ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'];
  notSupported(check, 'P52', child(path, 'operator'), operator, words);
}

export function validateTopologySpread(check: Check, spec: PlainObject, path: FieldPath): void {
  const constraints = objectsOf(spec, 'topologySpreadConstraints');
  for (const [index, constraint] of constraints.entries()) {
    const own = item(path, index);
    const skew = numberOf(constraint, 'maxSkew');
    if (skew <= 0) invalid(check, 'P53', child(own, 'maxSkew'), skew, SERVER_TEXTS['T-POS']);
    const key = textOf(constraint, 'topologyKey');
    if (key === '') required(check, 'P53', child(own, 'topologyKey'), 'can not be empty');
    const action = textOf(constraint, 'whenUnsatisfiable');
    oneOf(check, 'P53', constraint, 'whenUnsatisfiable', own, ['DoNotSchedule', 'ScheduleAnyway']);
    const isRepeated = constraints
      .slice(index + 1)
      .some((other) => textOf(other, 'topologyKey') === key && textOf(other, 'whenUnsatisfiable') === action);
    if (isRepeated) {
      const at = { ...child(own, '{topologyKey, whenUnsatisfiable}'), at: [...placeOf(own), 'topologyKey'] };
      duplicate(check, 'P53', at, `{${key}, ${action}}`);
    }
    if (isSet(constraint, 'minDomains')) {
      const domains = numberOf(constraint, 'minDomains');
      const at = child(own, 'minDomains');
      if (domains <= 0) invalid(check, 'P53', at, domains, SERVER_TEXTS['T-POS']);
      if (action !== 'DoNotSchedule') {
        const text = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
        invalid(check, 'P53', at, domains, text);
      }
    }
    oneOfIfSet(check, 'P53', constraint, 'nodeAffinityPolicy', own, ['Honor', 'Ignore']);
    oneOfIfSet(check, 'P53', constraint, 'nodeTaintsPolicy', own, ['Honor', 'Ignore']);
    validateSpreadKeys(check, constraint, own);
    validateLabelSelector(check, objectOf(constraint, 'labelSelector'), child(own, 'labelSelector'));
  }
}

function validateSpreadKeys(check: Check, constraint: PlainObject, path: FieldPath): void {
  const selector = objectOf(constraint, 'labelSelector');
  if (isOn(check, 'MatchLabelKeysInPodTopologySpreadSelectorMerge')) {
    validateLabelKeys(check, { matchLabelKeys: constraint['matchLabelKeys'] ?? [] }, selector, path);
    return;
  }
  const keys = textsOf(constraint, 'matchLabelKeys');
  if (keys.length === 0) return;
  const at = child(path, 'matchLabelKeys');
  if (!selector) forbidden(check, 'P53', at, 'must not be specified when labelSelector is not set');
  const named = new Set(entriesOf(selector, 'matchLabels').map(([name]) => name));
  for (const expression of objectsOf(selector, 'matchExpressions')) named.add(textOf(expression, 'key'));
  for (const [index, key] of keys.entries()) {
    invalidAll(check, 'P53', item(at, index), key, qualifiedNameErrors(key, check.minor));
    if (named.has(key)) {
      invalid(check, 'P53', item(at, index), key, 'exists in both matchLabelKeys and labelSelector');
    }
  }
}
