// Checks what arrives from the page before anything acts on it: a page may be wrong, old, or not ours at all.

import type { FromPage, SetIdentity, SourcePlace, TriedValue } from '../../../server/src/protocol/preview-messages.ts';

/** Longest text that is copied or saved, in UTF-16 code units; an export of a large set has a few hundred thousand. */
const LONGEST_TEXT = 8 * 1024 * 1024;

/** The message, typed, or undefined where it is not one that we know in every part. */
export function readPageMessage(message: unknown): FromPage | undefined {
  if (!isObject(message)) return undefined;
  return isPageMessage(message) ? message : undefined;
}

/** Whether the value identifies a StatefulSet; also used for arguments of commands and for restored state. */
export function isSetIdentity(value: unknown): value is SetIdentity {
  return isObject(value) && isText(value['uri']) && isText(value['namespace']) && isText(value['name']);
}

type Unchecked = Readonly<Record<string, unknown>>;

function isPageMessage(message: Unchecked): message is Unchecked & FromPage {
  switch (message['type']) {
    case 'ready':
    case 'insert-snippet':
      return true;
    case 'pick':
      return isSetIdentity(message['set']);
    case 'pin':
      return typeof message['isPinned'] === 'boolean';
    case 'reveal':
      return isPlace(message['place']);
    case 'fix':
      return isText(message['finding']) && isText(message['fix']);
    case 'write':
      return isSetIdentity(message['set']) && Array.isArray(message['values']) && message['values'].every(isTriedValue);
    case 'save':
      return isText(message['suggestedName']) && isText(message['text']);
    case 'copy':
      return isText(message['text']);
    default:
      return false;
  }
}

function isTriedValue(value: unknown): value is TriedValue {
  if (!isObject(value) || !('value' in value) || !Array.isArray(value['field'])) return false;
  return value['field'].every((step) => isText(step) || isCount(step));
}

function isPlace(value: unknown): value is SourcePlace {
  return isObject(value) && isText(value['uri']) && isPosition(value['start']) && isPosition(value['end']);
}

function isPosition(value: unknown): boolean {
  return isObject(value) && isCount(value['line']) && isCount(value['character']);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function isObject(value: unknown): value is Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
