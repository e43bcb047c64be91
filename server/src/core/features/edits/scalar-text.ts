// How a scalar is written so that the API server reads exactly the value that is meant. One line each; texts of several
// lines as block scalars are in `value-lines.ts`.

import { plainScalarValue } from '../../yaml/scalar-value.ts';

export type Quote = 'single' | 'double';

export type ScalarValue = null | boolean | string | number | bigint;

export interface ScalarPlace {
  /** Inside of `{}` or `[]`, where commas and brackets end a plain scalar. */
  readonly isInFlow: boolean;
  readonly quote: Quote;
  /** Quote texts even where plain would do, as the neighbours are. */
  readonly isAlwaysQuoted: boolean;
}

/** The scalar on one line: plain where that reads back as the same value, else quoted. */
export function scalarText(value: ScalarValue, place: ScalarPlace): string {
  if (typeof value !== 'string') return String(value);
  if (!place.isAlwaysQuoted && isPlainText(value, place.isInFlow)) return value;
  return quotedText(value, place.quote);
}

/** A key; `<<` is quoted, since plain it would merge. */
export function keyText(name: string, place: ScalarPlace): string {
  if (name === '<<' || name.length > 1000) return quotedText(name, place.quote);
  return scalarText(name, place);
}

/** Whether a plain scalar of this text is read as this text, by Go's reader and by those that read dates and times. */
export function isPlainText(text: string, isInFlow: boolean): boolean {
  if (text === '' || text === '=' || text === '<<' || plainScalarValue(text) !== text) return false;
  if (notPlain.test(text) || looksLikeTime.test(text)) return false;
  return !isInFlow || !flowIndicators.test(text);
}

/** In double quotes where single ones cannot hold the text. */
export function quotedText(text: string, quote: Quote): string {
  if (quote === 'single' && !needsEscapes.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${doubleQuotedInner(text)}"`;
}

/** What stands between double quotes. JSON's escapes are YAML's too; some more characters must not stand there raw. */
export function doubleQuotedInner(text: string): string {
  return JSON.stringify(text).slice(1, -1).replace(unprintable, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

// Leading indicators; `- `, `? `, `: ` and their bare forms; a comment or a key inside; blanks at the ends; document
// markers; anything that is not printable.
const notPlain =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /^[,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|: |:\t|:$|\s#|^\s|\s$|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
// Base 60 and dates, which YAML 1.1 readers other than Go's do not take as texts.
const looksLikeTime = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/;
const flowIndicators = /[,[\]{}]|^[-?:]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const needsEscapes = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
