// Services (V1 to V32; `ValidateService`).

import { type ParsedIp, parseIp } from '../../kubernetes/ip-address.ts';
import { dnsLabelErrors, dnsSubdomainErrors, portNumberErrors, qualifiedNameErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, duplicate, forbidden, invalid, invalidAll, isOn, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { fieldOf, isSet, numberOf, objectOf, objectsOf, structOf, textOf, textsOf } from '../read.ts';
import { validateLabels } from './labels.ts';
import { addressRange, ipAddress, oneOf, oneOfIfSet, portNumberOrName } from './scalars.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const FAMILIES = ['IPv4', 'IPv6'];
const TRAFFIC_WORDS = ['Cluster', 'Local'];
const AFFINITY_MAX = 86400;

export function isHeadless(spec: PlainObject): boolean {
  const ips = textsOf(spec, 'clusterIPs');
  return ips.length === 1 && ips[0] === 'None';
}

/** `old` is the stored Service of an update: its addresses are not looked at again. */
export function validateService(check: Check, object: PlainObject, old?: PlainObject): void {
  const spec = structOf(object, 'spec');
  const oldSpec = objectOf(old, 'spec');
  const path = rootPath('spec');
  const type = textOf(spec, 'type');
  const ports = objectsOf(spec, 'ports');
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') required(check, 'V2', child(path, 'ports'));
  validateByType(check, spec, type, path);
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    validatePort(check, port, ports.length > 1, names, item(child(path, 'ports'), index));
  }
  validateLabels(check, 'V16', spec, 'selector', child(path, 'selector'));
  validateAffinity(check, spec, path);
  validateClusterIps(check, spec, oldSpec, type, path);
  const oldExternal = textsOf(oldSpec, 'externalIPs');
  for (const [index, ip] of textsOf(spec, 'externalIPs').entries()) {
    const at = item(child(path, 'externalIPs'), index);
    const before = check.causes.length;
    const parsed = ipAddress(check, 'V23', ip, at, oldExternal);
    if (parsed && check.causes.length === before) validatePublicIp(check, ip, parsed, at);
  }
  oneOf(check, 'V17', spec, 'type', path, TYPES);
  validatePortsTogether(check, spec, type, path);
  validateLoadBalancer(check, object, oldSpec, type, path);
  validateTraffic(check, spec, type, path);
}

function validateByType(check: Check, spec: PlainObject, type: string, path: FieldPath): void {
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    const text = `may not be set to 'None' for ${type} services`;
    invalid(check, 'V3', item(child(path, 'clusterIPs'), 0), 'None', text);
  }
  if (type !== 'ExternalName') return;
  const text = 'may not be set for ExternalName services';
  if (textsOf(spec, 'clusterIPs').length > 0) forbidden(check, 'V7', child(path, 'clusterIPs'), text);
  if (textsOf(spec, 'ipFamilies').length > 0) forbidden(check, 'V7', child(path, 'ipFamilies'), text);
  if (isSet(spec, 'ipFamilyPolicy')) forbidden(check, 'V7', child(path, 'ipFamilyPolicy'), text);
  const name = textOf(spec, 'externalName').replace(/\.$/, '');
  const at = child(path, 'externalName');
  if (name === '') required(check, 'V8', at);
  else invalidAll(check, 'V8', at, name, dnsSubdomainErrors(name, check.minor));
}

function validatePort(check: Check, port: PlainObject, needsName: boolean, names: Set<string>, path: FieldPath): void {
  const name = textOf(port, 'name');
  const namePath = child(path, 'name');
  if (name === '') {
    if (needsName) required(check, 'V9', namePath);
  } else {
    invalidAll(check, 'V10', namePath, name, dnsLabelErrors(name, check.minor));
    if (names.has(name)) duplicate(check, 'V11', namePath, name);
    names.add(name);
  }
  const number = numberOf(port, 'port');
  invalidAll(check, 'V12', child(path, 'port'), number, portNumberErrors(number));
  oneOf(check, 'V17', port, 'protocol', path, PROTOCOLS);
  portNumberOrName(check, 'V13', fieldOf(port, 'targetPort'), child(path, 'targetPort'));
  if (isSet(port, 'appProtocol')) {
    const protocol = textOf(port, 'appProtocol');
    invalidAll(check, 'V29', child(path, 'appProtocol'), protocol, qualifiedNameErrors(protocol, check.minor));
  }
}

function validateAffinity(check: Check, spec: PlainObject, path: FieldPath): void {
  const affinity = textOf(spec, 'sessionAffinity');
  oneOf(check, 'V17', spec, 'sessionAffinity', path, ['ClientIP', 'None']);
  const config = objectOf(spec, 'sessionAffinityConfig');
  const at = child(path, 'sessionAffinityConfig');
  if (affinity === 'None' && config) forbidden(check, 'V28', at, 'must not be set when session affinity is None');
  if (affinity !== 'ClientIP') return;
  const seconds = numberOf(objectOf(config, 'clientIP'), 'timeoutSeconds');
  if (seconds > 0 && seconds <= AFFINITY_MAX) return;
  const text = `must be greater than 0 and less than ${AFFINITY_MAX}`;
  invalid(check, 'V28', child(at, 'clientIP', 'timeoutSeconds'), seconds, text);
}

/** Both spellings of the addresses and the families that go with them (V4 to V6, V18, V19). */
export function validateClusterIps(
  check: Check,
  spec: PlainObject,
  oldSpec: PlainObject | undefined,
  type: string,
  path: FieldPath,
): void {
  if (type === 'ExternalName') return;
  const ips = textsOf(spec, 'clusterIPs');
  const ip = textOf(spec, 'clusterIP');
  const at = child(path, 'clusterIPs');
  if (ip !== '') {
    if (ips.length === 0) required(check, 'V4', at);
    else if (ips[0] !== ip) invalid(check, 'V4', at, [...ips], 'first value must match `clusterIP`');
  } else if (ips.length > 0) invalid(check, 'V4', at, [...ips], 'must be empty when `clusterIP` is not specified');
  validateFamilies(check, spec, path);
  const old = textsOf(oldSpec, 'clusterIPs');
  const before = check.causes.length;
  for (const [index, value] of ips.entries()) {
    if (index === 0 && value === 'None') {
      if (ips.length > 1) invalid(check, 'V5', at, [...ips], "'None' must be the first and only value");
    } else ipAddress(check, 'V6', value, item(at, index), old);
  }
  const hasBadIps = check.causes.length > before;
  if (ips.length > 2) invalid(check, 'V5', at, [...ips], 'may only hold up to 2 values');
  if (hasBadIps) return;
  const families = ips.map((value) => parseIp(value)?.family);
  if (ips.length > 1 && new Set(families).size < 2) {
    invalid(check, 'V6', at, [...ips], 'may specify no more than one IP for each IP family');
  }
  if (isHeadless(spec)) return;
  const wanted = textsOf(spec, 'ipFamilies');
  for (const [index, value] of ips.entries()) {
    const family = wanted[index];
    if (!family || !FAMILIES.includes(family) || families[index] === family) continue;
    invalid(
      check,
      'V6',
      item(at, index),
      value,
      `expected an ${family} value as indicated by \`ipFamilies[${index}]\``,
    );
  }
}

function validateFamilies(check: Check, spec: PlainObject, path: FieldPath): void {
  const seen = new Set<string>();
  for (const [index, family] of textsOf(spec, 'ipFamilies').entries()) {
    const at = item(child(path, 'ipFamilies'), index);
    if (!FAMILIES.includes(family)) notSupported(check, 'V18', at, family, FAMILIES);
    if (seen.has(family)) duplicate(check, 'V18', at, family);
    seen.add(family);
  }
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  oneOfIfSet(check, 'V19', spec, 'ipFamilyPolicy', path, policies);
}

/** Addresses that cannot lie outside the node: loopback, link-local, unspecified. */
function validatePublicIp(check: Check, value: string, ip: ParsedIp, path: FieldPath): void {
  const [first = 0, second = 0, third = 0] = ip.bytes;
  const isZero = ip.bytes.every((byte) => byte === 0);
  const isV4 = ip.family === 'IPv4';
  const isLoopback = isV4 ? first === 127 : ip.bytes.slice(0, 15).every((byte) => byte === 0) && ip.bytes[15] === 1;
  const isLinkLocal = isV4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
  const isLocalMulticast = isV4 ? first === 224 && second === 0 && third === 0 : first === 0xff && (second & 0xf) === 2;
  if (isZero) invalid(check, 'V23', path, value, `may not be unspecified (${value})`);
  if (isLoopback) invalid(check, 'V23', path, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (isLinkLocal) {
    invalid(check, 'V23', path, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  }
  if (isLocalMulticast) {
    invalid(check, 'V23', path, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
}

function validatePortsTogether(check: Check, spec: PlainObject, type: string, path: FieldPath): void {
  const ports = objectsOf(spec, 'ports');
  const list = child(path, 'ports');
  for (const [index, port] of ports.entries()) {
    if (type !== 'ClusterIP' || numberOf(port, 'nodePort') === 0) continue;
    forbidden(check, 'V15', child(item(list, index), 'nodePort'), "may not be used when `type` is 'ClusterIP'");
  }
  const nodePorts = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const nodePort = numberOf(port, 'nodePort');
    if (nodePort === 0) continue;
    const key = `${textOf(port, 'protocol')}/${nodePort}`;
    if (nodePorts.has(key)) duplicate(check, 'V30', child(item(list, index), 'nodePort'), nodePort);
    nodePorts.add(key);
  }
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const protocol = textOf(port, 'protocol');
    const number = numberOf(port, 'port');
    const key = `${protocol}/${number}`;
    if (seen.has(key)) {
      const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: number, TargetPort: 0, NodePort: 0 };
      duplicate(check, 'V14', item(list, index), shown);
    }
    seen.add(key);
  }
}

const RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";

function validateLoadBalancer(
  check: Check,
  object: PlainObject,
  oldSpec: PlainObject | undefined,
  type: string,
  path: FieldPath,
): void {
  const spec = structOf(object, 'spec');
  const ranges = textsOf(spec, 'loadBalancerSourceRanges');
  const isLoadBalancer = type === 'LoadBalancer';
  const annotations = objectOf(structOf(object, 'metadata'), 'annotations');
  if (ranges.length > 0) {
    // The server writes this field with a capital letter.
    const at: FieldPath = { ...child(path, 'LoadBalancerSourceRanges'), at: ['spec', 'loadBalancerSourceRanges'] };
    if (!isLoadBalancer) forbidden(check, 'V24', at, ONLY_LOAD_BALANCER);
    const old = textsOf(oldSpec, 'loadBalancerSourceRanges').map((range) => range.trim());
    for (const [index, range] of ranges.entries()) addressRange(check, 'V24', range.trim(), item(at, index), old);
  } else if (isSet(annotations, RANGES_ANNOTATION)) {
    const at: FieldPath = {
      parent: child(rootPath('metadata'), 'annotations'),
      step: RANGES_ANNOTATION,
      isBracketed: true,
    };
    if (!isLoadBalancer) forbidden(check, 'V24', at, ONLY_LOAD_BALANCER);
    const value = textOf(annotations, RANGES_ANNOTATION).trim();
    if (value !== '') for (const range of value.split(',')) addressRange(check, 'V24', range.trim(), at);
  }
  if (isSet(spec, 'allocateLoadBalancerNodePorts') && !isLoadBalancer) {
    forbidden(check, 'V25', child(path, 'allocateLoadBalancerNodePorts'), ONLY_LOAD_BALANCER);
  }
  if (!isSet(spec, 'loadBalancerClass')) return;
  const name = textOf(spec, 'loadBalancerClass');
  const at = child(path, 'loadBalancerClass');
  if (isLoadBalancer) invalidAll(check, 'V24', at, name, qualifiedNameErrors(name, check.minor));
  else forbidden(check, 'V24', at, ONLY_LOAD_BALANCER);
}

/** Whether traffic from outside the cluster may arrive. */
export function isExternallyAccessible(spec: PlainObject): boolean {
  const type = textOf(spec, 'type');
  return (
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && textsOf(spec, 'externalIPs').length > 0)
  );
}

export function needsHealthCheck(spec: PlainObject): boolean {
  return textOf(spec, 'type') === 'LoadBalancer' && textOf(spec, 'externalTrafficPolicy') === 'Local';
}

function validateTraffic(check: Check, spec: PlainObject, type: string, path: FieldPath): void {
  const policy = textOf(spec, 'externalTrafficPolicy');
  const policyPath = child(path, 'externalTrafficPolicy');
  if (!isExternallyAccessible(spec)) {
    if (policy !== '') {
      invalid(check, 'V17', policyPath, policy, 'may only be set for externally-accessible services');
    }
  } else if (policy === '') required(check, 'V27', policyPath);
  else if (!TRAFFIC_WORDS.includes(policy)) notSupported(check, 'V27', policyPath, policy, TRAFFIC_WORDS);
  const healthPort = numberOf(spec, 'healthCheckNodePort');
  const healthPath = child(path, 'healthCheckNodePort');
  if (needsHealthCheck(spec)) {
    // The server takes a free port where none is asked for.
    if (healthPort !== 0) invalidAll(check, 'V26', healthPath, healthPort, portNumberErrors(healthPort));
  } else if (healthPort !== 0) {
    const text = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    invalid(check, 'V26', healthPath, healthPort, text);
  }
  const needsInternal = type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP';
  if (!isSet(spec, 'internalTrafficPolicy')) {
    if (needsInternal) required(check, 'V27', child(path, 'internalTrafficPolicy'));
  } else oneOf(check, 'V27', spec, 'internalTrafficPolicy', path, TRAFFIC_WORDS);
  if (!isSet(spec, 'trafficDistribution') || check.minor < 30) return;
  const words = isOn(check, 'PreferSameTrafficDistribution')
    ? ['PreferClose', 'PreferSameZone', 'PreferSameNode']
    : ['PreferClose'];
  oneOf(check, 'V27', spec, 'trafficDistribution', path, words);
}
