// How the server prints a bad value inside an error (behaviour reference 0.3): texts quoted as Go does, numbers and truth
// values plain, everything else as JSON from 1.34 on and as a Go dump before.

import type { MinorVersion } from '../kubernetes/cluster-profile.ts';
import { isPlainObject, type PlainValue } from '../kubernetes/plain-value.ts';

const JSON_SINCE: MinorVersion = 34;

const escapes: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\u000b', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);
const needsEscape = /["\\\p{C}\u2028\u2029]|(?! )\p{Z}/u;

/** A text in double quotes with Go's escapes. */
export function goQuoted(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`;
  let quoted = '';
  for (const character of text) quoted += escapes.get(character) ?? escapedCharacter(character);
  return `"${quoted}"`;
}

function escapedCharacter(character: string): string {
  if (!needsEscape.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** The printed form of a value in an error. */
export function serverValue(value: PlainValue | undefined, minor: MinorVersion): string {
  if (typeof value === 'string') return goQuoted(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null) return minor >= JSON_SINCE ? 'null' : 'map[string]string(nil)';
  return minor >= JSON_SINCE ? jsonText(value) : goDump(value);
}

function jsonText(value: PlainValue): string {
  if (isPlainObject(value)) {
    const entries = Object.keys(value).sort();
    return `{${entries.map((key) => `${JSON.stringify(key)}:${jsonText(value[key] ?? null)}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function goDump(value: PlainValue): string {
  if (isPlainObject(value)) {
    const keys = Object.keys(value).sort();
    return `map[string]string{${keys.map((key) => `${goQuoted(key)}:${goDump(value[key] ?? null)}`).join(', ')}}`;
  }
  if (Array.isArray(value)) return `[]string{${value.map(goDump).join(', ')}}`;
  return typeof value === 'string' ? goQuoted(value) : String(value);
}
