// NetworkPolicy (N1 to N9).

import { parseCidr } from '../../kubernetes/ip-address.ts';
import { portNameErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, forbidden, invalid, invalidAll, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { fieldOf, isSet, numberOf, objectOf, objectsOf, structOf, textOf, textsOf } from '../read.ts';
import { validateLabelSelector } from './labels.ts';
import { addressRange, oneOfIfSet } from './scalars.ts';

const TYPES = ['Ingress', 'Egress'];

/** `old` is the stored policy of an update: its ranges are not looked at again. */
export function validateNetworkPolicy(check: Check, object: PlainObject, old?: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const oldRanges = old ? rangesOf(structOf(old, 'spec')) : [];
  validateLabelSelector(check, objectOf(spec, 'podSelector'), child(path, 'podSelector'));
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [index, rule] of objectsOf(spec, direction).entries()) {
      const own = item(child(path, direction), index);
      for (const [position, port] of objectsOf(rule, 'ports').entries()) {
        validatePort(check, port, item(child(own, 'ports'), position));
      }
      for (const [position, peer] of objectsOf(rule, peers).entries()) {
        validatePeer(check, peer, oldRanges, item(child(own, peers), position));
      }
    }
  }
  const types = textsOf(spec, 'policyTypes');
  const typesPath = child(path, 'policyTypes');
  if (types.length > 2) {
    invalid(check, 'N2', typesPath, [...types], 'may not specify more than two policyTypes');
    return;
  }
  for (const [index, type] of types.entries()) {
    if (!TYPES.includes(type)) notSupported(check, 'N2', item(typesPath, index), type, TYPES);
  }
}

function rangesOf(spec: PlainObject): readonly string[] {
  const ranges: string[] = [];
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const rule of objectsOf(spec, direction)) {
      for (const peer of objectsOf(rule, peers)) {
        const block = objectOf(peer, 'ipBlock');
        if (block) ranges.push(textOf(block, 'cidr'), ...textsOf(block, 'except'));
      }
    }
  }
  return ranges;
}

function validatePort(check: Check, port: PlainObject, path: FieldPath): void {
  oneOfIfSet(check, 'N7', port, 'protocol', path, ['TCP', 'UDP', 'SCTP']);
  const value = fieldOf(port, 'port');
  const hasEnd = isSet(port, 'endPort');
  const end = numberOf(port, 'endPort');
  const endPath = child(path, 'endPort');
  if (value === undefined) {
    if (hasEnd) invalid(check, 'N6', endPath, end, 'may not be specified when `port` is not specified');
  } else if (typeof value === 'string') {
    if (hasEnd) invalid(check, 'N6', endPath, end, 'may not be specified when `port` is non-numeric');
    invalidAll(check, 'N5', child(path, 'port'), value, portNameErrors(value, check.minor));
  } else {
    const number = Number(value);
    invalidAll(check, 'N5', child(path, 'port'), number, portNumberErrors(number));
    if (!hasEnd) return;
    if (end < number) {
      // Up to 1.36 the server prints the other number.
      const shown = check.minor >= 37 ? end : number;
      invalid(check, 'N6', endPath, shown, 'must be greater than or equal to `port`');
    }
    invalidAll(check, 'N6', endPath, end, portNumberErrors(end));
  }
}

function validatePeer(check: Check, peer: PlainObject, oldRanges: readonly string[], path: FieldPath): void {
  const selectors = ['podSelector', 'namespaceSelector'].filter((field) => objectOf(peer, field));
  for (const field of selectors) validateLabelSelector(check, objectOf(peer, field), child(path, field));
  const block = objectOf(peer, 'ipBlock');
  if (block) validateBlock(check, block, oldRanges, child(path, 'ipBlock'));
  if (!block && selectors.length === 0) required(check, 'N3', path, 'must specify a peer');
  else if (block && selectors.length > 0) {
    forbidden(check, 'N3', path, 'may not specify both ipBlock and another peer');
  }
}

function validateBlock(check: Check, block: PlainObject, oldRanges: readonly string[], path: FieldPath): void {
  const cidr = textOf(block, 'cidr');
  if (cidr === '') {
    required(check, 'N4', child(path, 'cidr'));
    return;
  }
  addressRange(check, 'N4', cidr, child(path, 'cidr'), oldRanges);
  const range = parseCidr(cidr);
  // An unreadable range is the whole finding; what it would exclude is then not compared.
  if (!range) return;
  for (const [index, value] of textsOf(block, 'except').entries()) {
    const at = item(child(path, 'except'), index);
    addressRange(check, 'N4', value, at, oldRanges);
    const inner = parseCidr(value);
    if (!inner) continue;
    if (!contains(range, inner) || inner.prefix <= range.prefix) {
      invalid(check, 'N4', at, value, 'must be a strict subset of `cidr`');
    }
  }
}

function contains(
  outer: NonNullable<ReturnType<typeof parseCidr>>,
  inner: NonNullable<ReturnType<typeof parseCidr>>,
): boolean {
  if (outer.ip.family !== inner.ip.family) return false;
  return outer.ip.bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, outer.prefix - index * 8));
    const mask = (0xff00 >> bits) & 0xff;
    return (byte & mask) === ((inner.ip.bytes[index] ?? 0) & mask);
  });
}
