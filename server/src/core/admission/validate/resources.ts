// Requests and limits of containers and Pods (P29; `validateResourceRequirements`).

import { dnsLabelErrors, qualifiedNameErrors, SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import {
  compareQuantities,
  isWholeQuantity,
  type Quantity,
  quantityOf,
  quantityText,
} from '../../kubernetes/quantity.ts';
import { type Check, duplicate, forbidden, invalid, invalidAll, notFound, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, keyed } from '../field-path.ts';
import { isSet, objectsOf, structOf, textOf } from '../read.ts';
import { quantityField, signOf } from './scalars.ts';

const standardNames: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
]);
const containerNames: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const podLevelNames = ['cpu', 'hugepages-', 'memory'];

type NameRule = (check: Check, name: string, path: FieldPath) => void;

export function validateContainerResources(
  check: Check,
  resources: PlainObject,
  claimNames: ReadonlySet<string>,
  path: FieldPath,
): void {
  validateResources(check, resources, containerResourceName, claimNames, path);
}

export function validatePodLevelResources(
  check: Check,
  resources: PlainObject,
  claimNames: ReadonlySet<string>,
  path: FieldPath,
): void {
  if (isSet(resources, 'claims')) {
    forbidden(check, 'P29', child(path, 'claims'), 'claims may not be set for Resources at pod-level');
  }
  validateResources(check, resources, podResourceName, claimNames, path);
}

function validateResources(
  check: Check,
  resources: PlainObject,
  nameRule: NameRule,
  claimNames: ReadonlySet<string>,
  path: FieldPath,
): void {
  const limits = structOf(resources, 'limits');
  const requests = structOf(resources, 'requests');
  const limitsPath = child(path, 'limits');
  const requestsPath = child(path, 'requests');
  let hasCompute = false;
  let hasHugePages = false;
  for (const name of Object.keys(limits)) {
    validateAmount(check, name, quantityField(limits, name), nameRule, keyed(limitsPath, name));
    hasHugePages ||= isHugePages(name);
    hasCompute ||= name === 'cpu' || name === 'memory';
  }
  for (const name of Object.keys(requests)) {
    const request = quantityField(requests, name);
    validateAmount(check, name, request, nameRule, keyed(requestsPath, name));
    if (Object.hasOwn(limits, name)) {
      const limit = quantityField(limits, name);
      const order = compareQuantities(request, limit);
      const shown = `${name} limit of ${quantityText(limit)}`;
      if (order !== 0 && !mayOvercommit(name)) {
        invalid(check, 'P29', requestsPath, quantityText(request), `must be equal to ${shown}`);
      } else if (order > 0) {
        invalid(check, 'P29', requestsPath, quantityText(request), `must be less than or equal to ${shown}`);
      }
    } else if (!mayOvercommit(name)) {
      required(check, 'P29', limitsPath, 'Limit must be set for non overcommitable resources');
    }
    hasHugePages ||= isHugePages(name);
    hasCompute ||= name === 'cpu' || name === 'memory';
  }
  if (hasHugePages && !hasCompute) forbidden(check, 'P29', path, 'HugePages require cpu or memory');
  validateClaims(check, resources, claimNames, child(path, 'claims'));
}

function validateAmount(check: Check, name: string, amount: Quantity, nameRule: NameRule, path: FieldPath): void {
  nameRule(check, name, path);
  if (signOf(amount) < 0) invalid(check, 'P29', path, quantityText(amount), SERVER_TEXTS['T-NEG']);
  if (isIntegerResource(name) && !isWholeQuantity(amount)) {
    invalid(check, 'P29', path, quantityText(amount), 'must be an integer');
  }
  if (isHugePages(name) && !isMultipleOfPage(name, amount)) {
    const text = `${quantityText(amount)} is not positive integer multiple of ${name}`;
    invalid(check, 'P29', path, quantityText(amount), text);
  }
}

function containerResourceName(check: Check, name: string, path: FieldPath): void {
  if (!resourceName(check, name, path)) return;
  if (!name.includes('/')) {
    if (!containerNames.has(name) && !isHugePages(name)) {
      invalid(check, 'P29', path, name, 'must be a standard resource for containers', 'key');
    }
  } else if (!isNative(name) && !isExtended(check, name)) {
    invalid(check, 'P29', path, name, "doesn't follow extended resource name standard", 'key');
  }
}

function podResourceName(check: Check, name: string, path: FieldPath): void {
  const before = check.causes.length;
  if (!resourceName(check, name, path) || check.causes.length > before) return;
  if (name !== 'cpu' && name !== 'memory' && !isHugePages(name)) {
    notSupported(
      check,
      'P29',
      path,
      name,
      podLevelNames.filter((known) => known !== 'hugepages-'),
    );
  }
}

/** The format of a resource's name; false where it is so bad that nothing more is said. */
function resourceName(check: Check, name: string, path: FieldPath): boolean {
  const texts = qualifiedNameErrors(name, check.minor);
  invalidAll(check, 'P29', path, name, texts, 'key');
  if (texts.length === 0 && !name.includes('/') && !standardNames.has(name) && !isHugePages(name)) {
    invalid(check, 'P29', path, name, 'must be a standard resource type or fully qualified', 'key');
  }
  return true;
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtended(check: Check, name: string): boolean {
  if (isNative(name) || name.startsWith('requests.')) return false;
  return qualifiedNameErrors(`requests.${name}`, check.minor).length === 0;
}

/** Extended resources and huge pages are handed out whole and never lent twice. */
function mayOvercommit(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

function isIntegerResource(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.');
}

function isMultipleOfPage(name: string, amount: Quantity): boolean {
  const page = quantityOf(name.slice('hugepages-'.length));
  if (!page.ok || signOf(page.quantity) <= 0) return false;
  const exponent = Math.min(page.quantity.exponent, amount.exponent);
  const pageUnits = page.quantity.unscaled * 10n ** BigInt(page.quantity.exponent - exponent);
  const units = amount.unscaled * 10n ** BigInt(amount.exponent - exponent);
  return units % pageUnits === 0n;
}

function validateClaims(check: Check, resources: PlainObject, known: ReadonlySet<string>, path: FieldPath): void {
  const seen = new Set<string>();
  const seenNames = new Set<string>();
  for (const [index, claim] of objectsOf(resources, 'claims').entries()) {
    const own = item(path, index);
    const name = textOf(claim, 'name');
    const request = textOf(claim, 'request');
    if (name === '') {
      required(check, 'P29', own);
      continue;
    }
    if (seen.has(name)) duplicate(check, 'P29', own, name);
    else {
      const key = request === '' ? name : `${name}/${request}`;
      if (request !== '') {
        invalidAll(check, 'P29', child(own, 'request'), request, dnsLabelErrors(request, check.minor));
      }
      if (seen.has(key)) duplicate(check, 'P29', own, key);
      else if (request === '' && seenNames.has(name)) duplicate(check, 'P29', own, name);
      seen.add(key);
      seenNames.add(name);
    }
    if (known.has(name)) continue;
    const all = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
    notFound(check, 'P29', own, name, `must be one of the names in pod.spec.resourceClaims${all}`);
  }
}
