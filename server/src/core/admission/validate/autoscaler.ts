// HorizontalPodAutoscaler (H1 to H16).

import { dnsLabelErrors, SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { quantityText } from '../../kubernetes/quantity.ts';
import { type Check, forbidden, invalid, invalidAll, isOn, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { fieldOf, isSet, numberOf, objectOf, objectsOf, structOf, textOf } from '../read.ts';
import { oneOf, oneOfIfSet, quantityField, signOf } from './scalars.ts';

const METRIC_TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];
const BLOCKS = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
const WINDOW_MAX = 3600;
const PERIOD_MAX = 1800;

export function validateAutoscaler(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const least = numberOf(spec, 'minReplicas');
  const lowest = check.minor >= 37 && isOn(check, 'HPAScaleToZero') ? 0 : 1;
  const bound = isOn(check, 'HPAScaleToZero') ? 0 : lowest;
  if (isSet(spec, 'minReplicas') && least < bound) {
    invalid(check, 'H1', child(path, 'minReplicas'), least, `must be greater than or equal to ${bound}`);
  }
  validateMost(check, spec, least, path);
  validateTarget(check, structOf(spec, 'scaleTargetRef'), child(path, 'scaleTargetRef'), 'scale');
  const metrics = objectsOf(spec, 'metrics');
  for (const [index, metric] of metrics.entries()) validateMetric(check, metric, item(child(path, 'metrics'), index));
  const scalesFromZero = metrics.some((metric) => ['Object', 'External'].includes(textOf(metric, 'type')));
  if (isSet(spec, 'minReplicas') && least === 0 && !scalesFromZero) {
    const text = 'must specify at least one Object or External metric to support scaling to zero replicas';
    forbidden(check, 'H1', child(path, 'metrics'), text);
  }
  const behavior = objectOf(spec, 'behavior');
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = objectOf(behavior, direction);
    if (rules) validateRules(check, rules, child(path, 'behavior', direction));
  }
}

function validateMost(check: Check, spec: PlainObject, least: number, path: FieldPath): void {
  const most = numberOf(spec, 'maxReplicas');
  const at = child(path, 'maxReplicas');
  if (check.minor < 35) {
    if (most < 1) invalid(check, 'H2', at, most, SERVER_TEXTS['T-POS0']);
  } else if (most === 0) required(check, 'H2', at, check.minor >= 37 ? '' : 'must be set and greater than 0');
  else if (most < 0) invalid(check, 'H2', at, most, 'must be greater than or equal to 1');
  if (isSet(spec, 'minReplicas') && most < least) {
    invalid(check, 'H3', at, most, 'must be greater than or equal to `minReplicas`');
  }
}

function validateTarget(check: Check, target: PlainObject, path: FieldPath, use: 'scale' | 'metric'): void {
  for (const field of ['kind', 'name']) {
    const text = textOf(target, field);
    if (text === '') required(check, 'H5', child(path, field));
    else validateSegment(check, 'H5', text, child(path, field));
  }
  if (check.minor < 34) return;
  const version = textOf(target, 'apiVersion');
  const parts = version.split('/');
  const at = child(path, 'apiVersion');
  if (parts.length > 2) invalid(check, 'H4', at, version, `unexpected GroupVersion string: ${version}`);
  else if (use === 'scale' && (parts.length < 2 || parts[0] === '')) {
    invalid(check, 'H4', at, version, 'apiVersion must specify API group');
  }
}

/** A text that becomes part of a path of the API. */
export function validateSegment(check: Check, rule: string, text: string, path: FieldPath): void {
  if (text === '.' || text === '..') invalid(check, rule, path, text, `may not be '${text}'`);
  for (const character of ['/', '%']) {
    if (text.includes(character)) invalid(check, rule, path, text, `may not contain '${character}'`);
  }
}

function validateMetric(check: Check, metric: PlainObject, path: FieldPath): void {
  const type = textOf(metric, 'type');
  if (type === '') required(check, 'H6', child(path, 'type'), 'must specify a metric source type');
  oneOf(check, 'H6', metric, 'type', path, METRIC_TYPES);
  const present = BLOCKS.filter((block) => objectOf(metric, block));
  const first = present[0];
  if (first) validateBlock(check, first, structOf(metric, first), child(path, first));
  const wanted = BLOCKS.find((block) => block.toLowerCase() === type.toLowerCase() && METRIC_TYPES.includes(type));
  if (wanted) {
    if (!present.includes(wanted)) {
      required(check, 'H7', child(path, wanted), 'must populate information for the given metric source');
    }
  } else if (check.minor < 37) oneOf(check, 'H6', metric, 'type', path, METRIC_TYPES);
  if (present.length === 1) return;
  for (const block of present) {
    if (block !== wanted) forbidden(check, 'H7', child(path, block), 'must populate the given metric source only');
  }
}

function validateBlock(check: Check, kind: (typeof BLOCKS)[number], block: PlainObject, path: FieldPath): void {
  const target = structOf(block, 'target');
  const at = child(path, 'target');
  const has = (field: string): boolean => isSet(target, field);
  if (kind === 'resource' || kind === 'containerResource') {
    if (textOf(block, 'name') === '') required(check, 'H8', child(path, 'name'), 'must specify a resource name');
    if (kind === 'containerResource') {
      const container = textOf(block, 'container');
      if (container === '') required(check, 'H8', child(path, 'container'), 'must specify a container');
      else invalidAll(check, 'H8', child(path, 'container'), container, dnsLabelErrors(container, check.minor));
    }
    validateMetricTarget(check, target, at);
    if (!has('averageUtilization') && !has('averageValue')) {
      const text = 'must set either a target raw value or a target utilization';
      required(check, 'H10', child(at, 'averageUtilization'), text);
    }
    if (has('averageUtilization') && has('averageValue')) {
      const text = 'may not set both a target raw value and a target utilization';
      forbidden(check, 'H10', child(at, 'averageValue'), text);
    }
    return;
  }
  if (kind === 'object') {
    validateTarget(check, structOf(block, 'describedObject'), child(path, 'describedObject'), 'metric');
  }
  const name = textOf(structOf(block, 'metric'), 'name');
  const namePath = child(path, 'metric', 'name');
  if (name === '') required(check, 'H8', namePath, 'must specify a metric name');
  else validateSegment(check, 'H8', name, namePath);
  validateMetricTarget(check, target, at);
  if (kind === 'pods') {
    if (!has('averageValue')) {
      required(check, 'H10', child(at, 'averageValue'), 'must specify a positive target averageValue');
    }
  } else if (!has('value') && !has('averageValue')) {
    const text =
      kind === 'object'
        ? 'must set either a target value or averageValue'
        : 'must set either a target value for metric or a per-pod target';
    required(check, 'H10', child(at, 'averageValue'), text);
  }
  if (kind === 'external' && has('value') && has('averageValue')) {
    const text = 'may not set both a target value for metric and a per-pod target';
    forbidden(check, 'H10', child(at, 'value'), text);
  }
}

function validateMetricTarget(check: Check, target: PlainObject, path: FieldPath): void {
  const type = textOf(target, 'type');
  if (type === '') required(check, 'H9', child(path, 'type'), 'must specify a metric target type');
  if (!TARGET_TYPES.includes(type)) {
    invalid(check, 'H9', child(path, 'type'), type, 'must be either Utilization, Value, or AverageValue');
  }
  for (const field of ['value', 'averageValue']) {
    if (!isSet(target, field)) continue;
    const amount = quantityField(target, field);
    if (signOf(amount) <= 0) invalid(check, 'H10', child(path, field), quantityText(amount), 'must be positive');
  }
  const utilization = fieldOf(target, 'averageUtilization');
  if (utilization !== undefined && Number(utilization) < 1) {
    invalid(check, 'H10', child(path, 'averageUtilization'), utilization, SERVER_TEXTS['T-POS0']);
  }
}

function validateRules(check: Check, rules: PlainObject, path: FieldPath): void {
  const window = numberOf(rules, 'stabilizationWindowSeconds');
  const windowPath = child(path, 'stabilizationWindowSeconds');
  if (window < 0) invalid(check, 'H14', windowPath, window, 'must be greater than or equal to zero');
  if (window > WINDOW_MAX) invalid(check, 'H14', windowPath, window, `must be less than or equal to ${WINDOW_MAX}`);
  oneOfIfSet(check, 'H12', rules, 'selectPolicy', path, ['Disabled', 'Max', 'Min']);
  const policies = objectsOf(rules, 'policies');
  if (policies.length === 0) required(check, 'H11', child(path, 'policies'), 'must specify at least one Policy');
  for (const [index, policy] of policies.entries()) {
    const own = item(child(path, 'policies'), index);
    const type = textOf(policy, 'type');
    if (type !== 'Pods' && type !== 'Percent') {
      notSupported(check, 'H12', child(own, 'type'), type, ['Percent', 'Pods']);
    }
    const value = numberOf(policy, 'value');
    if (value <= 0) invalid(check, 'H13', child(own, 'value'), value, SERVER_TEXTS['T-POS']);
    const period = numberOf(policy, 'periodSeconds');
    const at = child(own, 'periodSeconds');
    if (period <= 0) invalid(check, 'H13', at, period, SERVER_TEXTS['T-POS']);
    if (period > PERIOD_MAX) invalid(check, 'H13', at, period, `must be less than or equal to ${PERIOD_MAX}`);
  }
  if (!isSet(rules, 'tolerance') || !isOn(check, 'HPAConfigurableTolerance')) return;
  const tolerance = quantityField(rules, 'tolerance');
  if (signOf(tolerance) < 0) {
    invalid(check, 'H14', child(path, 'tolerance'), quantityText(tolerance), SERVER_TEXTS['T-NEG']);
  }
}
