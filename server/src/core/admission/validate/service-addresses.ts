// What a Service takes from the cluster once everything else is right: IP families and addresses (V6, V20, V21, V31).
// The cluster is taken to have IPv4 only and the usual range of addresses.

import { parseIp } from '../../kubernetes/ip-address.ts';
import { type Check, invalid } from '../check.ts';
import { child, item, rootPath } from '../field-path.ts';
import { entriesOf, isSet, type MutableObject, mutableObjectOf, setIfAbsent, textOf, textsOf } from '../read.ts';
import { validateClusterIps } from './service.ts';

const RANGE = '10.96.0.0/16';

/** Chooses families in place and reports what the cluster cannot give. */
export function takeAddresses(check: Check, service: MutableObject, old?: MutableObject): void {
  const spec = mutableObjectOf(service, 'spec');
  if (!spec || textOf(spec, 'type') === 'ExternalName') return;
  const path = rootPath('spec');
  validateClusterIps(check, spec, mutableObjectOf(old, 'spec'), textOf(spec, 'type'), path);
  if (check.causes.length > 0) return;
  const ips = textsOf(spec, 'clusterIPs');
  const isHeadless = ips.length === 1 && ips[0] === 'None';
  const hasNoSelector = entriesOf(spec, 'selector').length === 0;
  const written = textsOf(spec, 'ipFamilies');
  const families = written.length > 0 ? [...written] : familiesOf(isHeadless ? [] : ips);
  if (!isSet(spec, 'ipFamilyPolicy')) {
    const isDual = families.length === 2 || ips.length === 2;
    spec['ipFamilyPolicy'] = isDual || (isHeadless && hasNoSelector) ? 'RequireDualStack' : 'SingleStack';
  }
  const policy = textOf(spec, 'ipFamilyPolicy');
  const policyPath = child(path, 'ipFamilyPolicy');
  const before = check.causes.length;
  if (policy === 'SingleStack') {
    for (const [count, what] of [
      [ips.length, 'cluster IPs'],
      [families.length, 'IP families'],
    ] as const) {
      if (count < 2) continue;
      const text = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
      invalid(check, 'V20', policyPath, policy, text);
    }
  }
  if (check.causes.length > before) return;
  const isFree = isHeadless && hasNoSelector;
  if (policy === 'RequireDualStack' && !isFree) {
    invalid(check, 'V21', policyPath, policy, 'this cluster is not configured for dual-stack services');
  }
  if (!isFree) {
    for (const [index, family] of families.entries()) {
      if (family === 'IPv4') continue;
      invalid(check, 'V31', item(child(path, 'ipFamilies'), index), family, 'not configured on this cluster');
    }
  }
  if (check.causes.length > before) return;
  if (families.length === 0) families.push('IPv4');
  if (isFree && policy !== 'SingleStack' && families.length === 1) {
    families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
  }
  setIfAbsent(spec, 'ipFamilies', families);
  if (written.length > 0) spec['ipFamilies'] = families;
  const oldIps = textsOf(mutableObjectOf(old, 'spec'), 'clusterIPs');
  for (const ip of isHeadless ? [] : ips) {
    if (oldIps.includes(ip)) continue;
    const parsed = parseIp(ip);
    if (!parsed || (parsed.bytes[0] === 10 && parsed.bytes[1] === 96)) continue;
    const text = `failed to allocate IP ${ip}: the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${RANGE}`;
    invalid(check, 'V6', child(path, 'clusterIPs'), [...ips], text);
  }
}

function familiesOf(ips: readonly string[]): string[] {
  return ips.map((ip) => parseIp(ip)?.family ?? 'IPv4');
}
