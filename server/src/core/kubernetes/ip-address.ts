// IP addresses and ranges as the API server reads them: Go's old parser, which takes leading zeros, and the strict one
// (behaviour reference V6, gate StrictIPCIDRValidation).

export type IpFamily = 'IPv4' | 'IPv6';

export interface ParsedIp {
  readonly family: IpFamily;
  readonly hasLeadingZeros: boolean;
  /** An IPv4 address written as IPv6: `::ffff:10.9.8.7`. */
  readonly isMapped: boolean;
  /** 4 or 16 bytes. */
  readonly bytes: readonly number[];
}

const octet = /^[0-9]{1,}$/;

/** An address with dots or colons, leading zeros allowed; `undefined` where it is none. */
export function parseIp(text: string): ParsedIp | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): ParsedIp | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes: number[] = [];
  let hasLeadingZeros = false;
  for (const part of parts) {
    if (!octet.test(part) || Number(part) > 255) return undefined;
    if (part.length > 1 && part.startsWith('0')) hasLeadingZeros = true;
    bytes.push(Number(part));
  }
  return { family: 'IPv4', hasLeadingZeros, isMapped: false, bytes };
}

function parseIpv6(text: string): ParsedIp | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const front = groupsOf(halves[0] ?? '', halves.length === 1);
  const back = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : { bytes: [], hasLeadingZeros: false };
  if (!front || !back) return undefined;
  const length = front.bytes.length + back.bytes.length;
  if (halves.length === 1 ? length !== 16 : length > 14) return undefined;
  const bytes = [...front.bytes, ...new Array<number>(16 - length).fill(0), ...back.bytes];
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  const hasLeadingZeros = front.hasLeadingZeros || back.hasLeadingZeros;
  // Go holds a mapped address as an IPv4 address.
  if (isMapped) return { family: 'IPv4', hasLeadingZeros, isMapped, bytes: bytes.slice(12) };
  return { family: 'IPv6', hasLeadingZeros, isMapped, bytes };
}

function groupsOf(text: string, mayEndInIpv4: boolean): { bytes: number[]; hasLeadingZeros: boolean } | undefined {
  const bytes: number[] = [];
  let hasLeadingZeros = false;
  if (text === '') return { bytes, hasLeadingZeros };
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (group.includes('.')) {
      const inner = mayEndInIpv4 && index === groups.length - 1 ? parseIpv4(group) : undefined;
      if (!inner) return undefined;
      hasLeadingZeros = inner.hasLeadingZeros;
      bytes.push(...inner.bytes);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return { bytes, hasLeadingZeros };
}

export interface ParsedCidr {
  readonly ip: ParsedIp;
  readonly prefix: number;
  readonly prefixHasLeadingZeros: boolean;
  /** Whether bits behind the prefix are set: `10.9.8.7/24`. */
  readonly hasHostBits: boolean;
}

/** A range such as `10.9.8.0/24`. */
export function parseCidr(text: string): ParsedCidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const ip = parseIp(text.slice(0, slash));
  const prefixText = text.slice(slash + 1);
  if (!ip || !/^[0-9]+$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  const isShort = ip.family === 'IPv4' && !ip.isMapped;
  if (prefix > (isShort ? 32 : 128)) return undefined;
  const bits = ip.isMapped ? Math.max(0, prefix - 96) : prefix;
  const hasHostBits = ip.bytes.some((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return (byte & (255 >> kept)) !== 0;
  });
  return { ip, prefix, prefixHasLeadingZeros: prefixText.length > 1 && prefixText.startsWith('0'), hasHostBits };
}

/** The address as Go prints it. */
export function ipText(ip: ParsedIp): string {
  if (ip.family === 'IPv4') return ip.bytes.join('.');
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(((ip.bytes[i] ?? 0) << 8) | (ip.bytes[i + 1] ?? 0));
  const [start, length] = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index - start + 1 > best[1]) best = [start, index - start + 1];
  }
  return best;
}
