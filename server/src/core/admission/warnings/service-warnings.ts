// Warnings about Services (Z13, Z14, Z17).

import { ipText, parseCidr, parseIp } from '../../kubernetes/ip-address.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { child, type FieldPath, fieldText, item, placeOf, rootPath } from '../field-path.ts';
import { isSet, objectOf, structOf, textOf, textsOf } from '../read.ts';
import { goQuoted } from '../server-value.ts';
import type { Warnings } from './collect.ts';

export function serviceWarnings(warnings: Warnings, service: PlainObject): void {
  const { minor } = warnings.profile;
  const spec = structOf(service, 'spec');
  const path = rootPath('spec');
  const annotations = objectOf(structOf(service, 'metadata'), 'annotations');
  const hints = 'service.kubernetes.io/topology-aware-hints';
  if (isSet(annotations, hints)) {
    const text = `annotation ${hints} is deprecated, please use service.kubernetes.io/topology-mode instead`;
    warnings.add('Z14', ['metadata', 'annotations', hints], text);
  }
  const type = textOf(spec, 'type');
  const ip = textOf(spec, 'clusterIP');
  if (type !== 'ExternalName' && ip !== 'None' && ip !== '') {
    for (const [index, value] of textsOf(spec, 'clusterIPs').entries()) {
      addressWarning(warnings, value, item(child(path, 'clusterIPs'), index));
    }
  }
  const external = textsOf(spec, 'externalIPs');
  const isHeadless = type === 'ClusterIP' && ip === 'None';
  if (isHeadless && minor >= 34) {
    if (textOf(spec, 'loadBalancerIP') !== '') {
      warnings.add('Z13', ['spec', 'loadBalancerIP'], 'spec.loadBalancerIP is ignored for headless services');
    }
    if (external.length > 0) {
      warnings.add('Z13', ['spec', 'externalIPs'], 'spec.externalIPs is ignored for headless services');
    }
    if (textOf(spec, 'sessionAffinity') !== 'None') {
      warnings.add('Z13', ['spec', 'sessionAffinity'], 'spec.SessionAffinity is ignored for headless services');
    }
  }
  for (const [index, value] of external.entries()) {
    addressWarning(warnings, value, item(child(path, 'externalIPs'), index));
  }
  if (external.length > 0 && !isHeadless && type !== 'ExternalName' && minor >= 36) {
    const text = 'spec.externalIPs is deprecated and may no longer be implemented in some clusters';
    warnings.add('Z14', ['spec', 'externalIPs'], text);
  }
  if (textOf(spec, 'loadBalancerIP') !== '') {
    addressWarning(warnings, textOf(spec, 'loadBalancerIP'), child(path, 'loadBalancerIP'));
  }
  for (const [index, value] of textsOf(spec, 'loadBalancerSourceRanges').entries()) {
    rangeWarning(warnings, value, item(child(path, 'loadBalancerSourceRanges'), index));
  }
  if (type === 'ExternalName' && external.length > 0) {
    warnings.add('Z14', ['spec', 'externalIPs'], 'spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && textOf(spec, 'externalName') !== '') {
    warnings.add('Z14', ['spec', 'externalName'], 'spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (textOf(spec, 'trafficDistribution') === 'PreferClose' && minor >= 35) {
    const text = 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"';
    warnings.add('Z14', ['spec', 'trafficDistribution'], text);
  }
}

/** Z17: an address in another notation than the usual one. */
export function addressWarning(warnings: Warnings, value: string, path: FieldPath): void {
  const ip = parseIp(value);
  if (!ip) return;
  const usual = ipText(ip);
  const field = fieldText(path);
  if (ip.hasLeadingZeros || ip.isMapped) {
    const when =
      warnings.profile.minor >= 36 ? 'is invalid' : 'will be considered invalid in a future Kubernetes release';
    warnings.add('Z17', placeOf(path), `${field}: non-standard IP address ${goQuoted(value)} ${when}: use "${usual}"`);
  } else if (ip.family === 'IPv6' && usual !== value) {
    const text = `${field}: IPv6 address ${goQuoted(value)} should be in RFC 5952 canonical format ("${usual}")`;
    warnings.add('Z17', placeOf(path), text);
  }
}

function rangeWarning(warnings: Warnings, value: string, path: FieldPath): void {
  const range = parseCidr(value);
  if (!range) return;
  const when =
    warnings.profile.minor >= 36 ? 'is invalid' : 'will be considered invalid in a future Kubernetes release';
  const field = fieldText(path);
  const usual = `${ipText({ ...range.ip, bytes: maskedBytes(range.ip.bytes, range.prefix) })}/${range.prefix}`;
  let count = 0;
  if (range.hasHostBits) {
    const single = `${ipText(range.ip)}/${range.ip.bytes.length * 8}`;
    const text = `CIDR value ${goQuoted(value)} is ambiguous in this context (should be "${usual}" or "${single}"?)`;
    warnings.add('Z17', placeOf(path), `${field}: ${text}`);
    count += 1;
  }
  if (range.ip.hasLeadingZeros || range.prefixHasLeadingZeros || range.ip.isMapped) {
    warnings.add('Z17', placeOf(path), `${field}: non-standard CIDR value ${goQuoted(value)} ${when}: use "${usual}"`);
    count += 1;
  }
  if (count === 0 && range.ip.family === 'IPv6' && usual !== value) {
    const text = `IPv6 CIDR value ${goQuoted(value)} should be in RFC 5952 canonical format ("${usual}")`;
    warnings.add('Z17', placeOf(path), `${field}: ${text}`);
  }
}

function maskedBytes(bytes: readonly number[], prefix: number): readonly number[] {
  return bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - index * 8))) & 255);
}
