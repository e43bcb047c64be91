// The data and the exact name of a ControllerRevision, so that `controller-revision-hash` is what the cluster will show.
// Rules: `pkg/controller/history/controller_history.go` (`HashControllerRevision`), `stateful_set_utils.go` (`getPatch`).

import { isPlainObject, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** What each digit of the sum becomes, so that no word can arise. */
const SAFE_DIGITS = '456789bcdf';
const LONGEST_PREFIX = 223;
/** Up to this minor version templates are stored with `creationTimestamp: null`. */
const LAST_WITH_NULL_TIMESTAMP = 33;

/**
 * The part of a StatefulSet that a revision keeps.
 *
 * @param template the Pod template with all defaults filled in.
 */
export function revisionData(template: PlainObject, minor: number): PlainObject {
  const metadata = template['metadata'];
  const kept =
    minor <= LAST_WITH_NULL_TIMESTAMP
      ? { ...template, metadata: { creationTimestamp: null, ...(isPlainObject(metadata) ? metadata : {}) } }
      : template;
  return { spec: { template: { ...kept, $patch: 'replace' } } };
}

/** Compact JSON with sorted keys, as Go writes it: two revisions are equal where these texts are. */
export function revisionText(data: PlainObject): string {
  return goJson(data);
}

/** `web-59f79448c6`: name of the set and hash of the data; `collisionCount` is 0 unless the name was taken. */
export function revisionName(setName: string, text: string, collisionCount: number): string {
  return `${setName.slice(0, LONGEST_PREFIX)}-${hashOf(text + String(collisionCount))}`;
}

function hashOf(text: string): string {
  let sum = FNV_OFFSET;
  for (const byte of utf8(text)) sum = (Math.imul(sum, FNV_PRIME) ^ byte) >>> 0;
  return [...String(sum)].map((digit) => SAFE_DIGITS[Number(digit)]).join('');
}

function goJson(value: PlainValue): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${goString(key)}:${goJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'string') return goString(value);
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** Go escapes what could end a script element, and writes two control characters in their long form. */
function goString(text: string): string {
  return JSON.stringify(text)
    .replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c');
}

function* utf8(text: string): Iterable<number> {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)];
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    else yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  }
}
