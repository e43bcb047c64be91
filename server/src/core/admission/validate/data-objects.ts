// ConfigMap and Secret (D1 to D5). A ServiceAccount has no rules beyond its metadata.

import { configKeyErrors, utf8Length } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, invalid, invalidAll, required, tooLong } from '../check.ts';
import { child, keyed, rootPath } from '../field-path.ts';
import { entriesOf, objectOf, structOf, textOf } from '../read.ts';

const SIZE_MAX = 1048576;

export function validateConfigMap(check: Check, object: PlainObject): void {
  const binary = objectOf(object, 'binaryData') ?? {};
  let size = 0;
  for (const [key, value] of entriesOf(object, 'data')) {
    const at = keyed(rootPath('data'), key);
    invalidAll(check, 'D5', at, key, configKeyErrors(key, check.minor), 'key');
    if (Object.hasOwn(binary, key)) invalid(check, 'D5', at, key, 'duplicate of key present in binaryData', 'key');
    size += utf8Length(value);
  }
  for (const [key, value] of entriesOf(object, 'binaryData')) {
    invalidAll(check, 'D5', keyed(rootPath('binaryData'), key), key, configKeyErrors(key, check.minor), 'key');
    size += base64Length(value);
  }
  if (size > SIZE_MAX) tooLong(check, 'D5', { ...rootPath(''), at: ['data'] }, SIZE_MAX);
}

/** What each type of Secret must hold; D3. */
const neededKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/dockercfg', ['.dockercfg']],
]);

export function validateSecret(check: Check, object: PlainObject): void {
  const data = objectOf(object, 'data') ?? {};
  const path = rootPath('data');
  let size = 0;
  for (const [key, value] of entriesOf(object, 'data')) {
    invalidAll(check, 'D5', keyed(path, key), key, configKeyErrors(key, check.minor), 'key');
    size += base64Length(value);
  }
  if (size > SIZE_MAX) tooLong(check, 'D5', path, SIZE_MAX);
  const type = textOf(object, 'type');
  for (const key of neededKeys.get(type) ?? []) {
    if (!Object.hasOwn(data, key)) required(check, 'D3', keyed(path, key));
    else if (key.startsWith('.') && !isJsonObject(textOf(data, key))) {
      invalid(check, 'D3', keyed(path, key), '<secret contents redacted>', 'invalid character');
    }
  }
  if (type === 'kubernetes.io/basic-auth' && !Object.hasOwn(data, 'username') && !Object.hasOwn(data, 'password')) {
    required(check, 'D4', keyed(path, 'username'));
    required(check, 'D4', keyed(path, 'password'));
  }
  if (type === 'kubernetes.io/ssh-auth' && textOf(data, 'ssh-privatekey') === '') {
    required(check, 'D4', keyed(path, 'ssh-privatekey'));
  }
  if (type === 'kubernetes.io/service-account-token') {
    const name = 'kubernetes.io/service-account.name';
    const annotations = objectOf(structOf(object, 'metadata'), 'annotations');
    if (textOf(annotations, name) === '') {
      required(check, 'D4', keyed(child(rootPath('metadata'), 'annotations'), name));
    }
  }
}

/** Length of the bytes behind a base64 text that decoding has accepted. */
function base64Length(text: string): number {
  const length = text.replace(/[\r\n]/g, '').length;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (length / 4) * 3 - padding;
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Whether a base64 text holds a JSON object, judged by its first and last visible characters and its braces. */
function isJsonObject(base64: string): boolean {
  const text = latin1Of(base64).trim();
  return (text.startsWith('{') && text.endsWith('}')) || text === 'null';
}

function latin1Of(base64: string): string {
  let bits = 0;
  let count = 0;
  let text = '';
  for (const character of base64) {
    const value = base64Alphabet.indexOf(character);
    if (value < 0) continue;
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    text += String.fromCharCode((bits >> count) & 255);
  }
  return text;
}
