// Labels and label selectors (L1 to L8; apimachinery `pkg/apis/meta/v1/validation`, `pkg/labels`).

import { labelValueErrors, qualifiedNameErrors, SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, forbidden, invalid, invalidAll, required } from '../check.ts';
import { child, type FieldPath, item } from '../field-path.ts';
import { entriesOf, objectsOf, textOf, textsOf } from '../read.ts';

/** A map of labels in field `key` of `holder`; errors stand at the map, not at its keys. */
export function validateLabels(check: Check, rule: string, holder: PlainObject, key: string, path: FieldPath): void {
  for (const [name, value] of entriesOf(holder, key)) {
    const inMap: FieldPath = path;
    invalidAll(check, rule, inMap, name, qualifiedNameErrors(name, check.minor), 'key');
    invalidAll(check, rule, inMap, value, labelValueErrors(value, check.minor));
  }
}

/** A label selector that is there; an absent one has no errors of its own. */
export function validateLabelSelector(check: Check, selector: PlainObject | undefined, path: FieldPath): void {
  if (!selector) return;
  validateLabels(check, 'L1', selector, 'matchLabels', child(path, 'matchLabels'));
  for (const [index, expression] of objectsOf(selector, 'matchExpressions').entries()) {
    validateExpression(check, expression, item(child(path, 'matchExpressions'), index));
  }
}

function validateExpression(check: Check, expression: PlainObject, path: FieldPath): void {
  const operator = textOf(expression, 'operator');
  const values = textsOf(expression, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      required(check, 'L3', child(path, 'values'), "must be specified when `operator` is 'In' or 'NotIn'");
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      forbidden(
        check,
        'L4',
        child(path, 'values'),
        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      );
    }
  } else invalid(check, 'L5', child(path, 'operator'), operator, SERVER_TEXTS['T-SELOP']);
  const key = textOf(expression, 'key');
  invalidAll(check, 'L6', child(path, 'key'), key, qualifiedNameErrors(key, check.minor));
  for (const [index, value] of values.entries()) {
    invalidAll(check, 'L7', item(child(path, 'values'), index), value, labelValueErrors(value, check.minor));
  }
}

/** How many requirements a selector has; none means that it selects everything. */
export function requirementCount(selector: PlainObject | undefined): number {
  return entriesOf(selector, 'matchLabels').length + objectsOf(selector, 'matchExpressions').length;
}

/** Whether the server can turn the selector into a matcher (C22): operators, keys and values are well-formed. */
export function isCompilable(check: Check, selector: PlainObject | undefined): boolean {
  const scratch: Check = { ...check, causes: [] };
  validateLabelSelector(scratch, selector, { parent: undefined, step: '', isBracketed: false });
  return scratch.causes.length === 0;
}

/** Whether labels meet every requirement of a compilable selector. */
export function matchesLabels(selector: PlainObject | undefined, labels: ReadonlyMap<string, string>): boolean {
  if (!selector) return false;
  for (const [name, value] of entriesOf(selector, 'matchLabels')) if (labels.get(name) !== value) return false;
  for (const expression of objectsOf(selector, 'matchExpressions')) {
    const value = labels.get(textOf(expression, 'key'));
    const values = textsOf(expression, 'values');
    const operator = textOf(expression, 'operator');
    const isMet =
      operator === 'In'
        ? value !== undefined && values.includes(value)
        : operator === 'NotIn'
          ? value === undefined || !values.includes(value)
          : operator === 'Exists'
            ? value !== undefined
            : value === undefined;
    if (!isMet) return false;
  }
  return true;
}
