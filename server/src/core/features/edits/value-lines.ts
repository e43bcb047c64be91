// A value as lines of YAML in a given style. The first line stands where the caller puts it, the others are indented
// relative to it; the caller adds the indentation of the place.

import type { PlainObject, PlainValue } from '../../kubernetes/plain-value.ts';
import { isPlainObject } from '../../kubernetes/plain-value.ts';
import { keyText, type ScalarPlace, type ScalarValue, scalarText } from './scalar-text.ts';
import type { Style } from './style.ts';

/** Whether a value takes lines of its own below its key in block style. */
export function isNested(value: PlainValue): value is PlainObject | readonly PlainValue[] {
  if (Array.isArray(value)) return value.length > 0;
  return isPlainObject(value) && Object.keys(value).length > 0;
}

/** A non-empty object or list in block style. */
export function blockLines(value: PlainObject | readonly PlainValue[], style: Style): readonly string[] {
  if (isPlainObject(value)) return Object.entries(value).flatMap(([key, child]) => entryLines(key, child, style));
  // The guard above leaves lists only; the compiler does not narrow readonly arrays by it.
  return (value as readonly PlainValue[]).flatMap((item) => itemLines(item, style));
}

/** `key: value`, in block style. */
export function entryLines(
  key: string,
  value: PlainValue,
  style: Style,
  isAlwaysQuoted: boolean = false,
): readonly string[] {
  const keyPart = keyText(key, blockScalar(style, false));
  if (isNested(value)) {
    const indent = Array.isArray(value) ? style.dashIndent : style.step;
    return [`${keyPart}:`, ...blockLines(value, style).map((line) => indented(line, indent))];
  }
  const text = typeof value === 'string' ? literalLines(value) : undefined;
  if (text !== undefined && !isAlwaysQuoted) {
    const [header = '', ...lines] = text;
    return [`${keyPart}: ${header}`, ...lines.map((line) => indented(line, style.step))];
  }
  return [`${keyPart}: ${oneLine(value, style, isAlwaysQuoted)}`];
}

/** `- value`, in block style. */
export function itemLines(item: PlainValue, style: Style, isAlwaysQuoted: boolean = false): readonly string[] {
  const dash = `-${' '.repeat(Math.max(1, style.itemIndent - 1))}`;
  if (isNested(item)) {
    return blockLines(item, style).map((line, index) => (index === 0 ? dash + line : indented(line, dash.length)));
  }
  const text = typeof item === 'string' ? literalLines(item) : undefined;
  if (text !== undefined && !isAlwaysQuoted) {
    return text.map((line, index) => (index === 0 ? dash + line : indented(line, dash.length)));
  }
  return [dash + oneLine(item, style, isAlwaysQuoted)];
}

/** A scalar or an empty collection. */
function oneLine(value: PlainValue, style: Style, isAlwaysQuoted: boolean): string {
  if (isScalar(value)) return scalarText(value, blockScalar(style, isAlwaysQuoted));
  return Array.isArray(value) ? '[]' : '{}';
}

/** A value in flow style on one line. */
export function flowText(value: PlainValue, style: Style, isAlwaysQuoted: boolean = style.isJson): string {
  if (isScalar(value)) return scalarText(value, flowScalar(style, isAlwaysQuoted));
  if (isPlainObject(value)) {
    const entries = Object.entries(value).map(([key, child]) => flowEntry(key, child, style, isAlwaysQuoted));
    if (entries.length === 0) return '{}';
    return style.hasPaddedBraces ? `{ ${entries.join(', ')} }` : `{${entries.join(', ')}}`;
  }
  const items = (value as readonly PlainValue[]).map((item) => flowText(item, style, isAlwaysQuoted));
  if (items.length === 0) return '[]';
  return style.hasPaddedBrackets ? `[ ${items.join(', ')} ]` : `[${items.join(', ')}]`;
}

export function flowEntry(
  key: string,
  value: PlainValue,
  style: Style,
  isAlwaysQuoted: boolean = style.isJson,
): string {
  return `${keyText(key, flowScalar(style, style.isJson))}: ${flowText(value, style, isAlwaysQuoted)}`;
}

/** A value in flow style over several lines, as JSON is written by most. */
export function flowLines(value: PlainValue, style: Style): readonly string[] {
  if (isScalar(value) || !isNested(value)) return [flowText(value, style)];
  const isList = Array.isArray(value);
  const children: readonly (readonly string[])[] = isPlainObject(value)
    ? Object.entries(value).map(([key, child]) => {
        const [first = '', ...rest] = flowLines(child, style);
        return [`${keyText(key, flowScalar(style, style.isJson))}: ${first}`, ...rest];
      })
    : (value as readonly PlainValue[]).map((item) => flowLines(item, style));
  const lines = children.flatMap((child, index) =>
    child.map((line, at) => (at === child.length - 1 && index < children.length - 1 ? `${line},` : line)),
  );
  return [isList ? '[' : '{', ...lines.map((line) => indented(line, style.step)), isList ? ']' : '}'];
}

/** Header and lines of a literal block scalar, or undefined where the text is better quoted. */
export function literalLines(text: string): readonly string[] | undefined {
  if (!text.includes('\n') || text.endsWith('\n\n') || cannotBeLiteral.test(text)) return undefined;
  const isClipped = text.endsWith('\n');
  const lines = (isClipped ? text.slice(0, -1) : text).split('\n');
  if (/^(?:\s|$)/.test(lines[0] ?? '') || lines.some((line) => line !== '' && line.trim() === '')) return undefined;
  return [isClipped ? '|' : '|-', ...lines];
}

export function isScalar(value: PlainValue): value is ScalarValue {
  return value === null || typeof value !== 'object';
}

/** An empty line stays without blanks at its end. */
export function indented(line: string, columns: number): string {
  return line === '' ? '' : ' '.repeat(columns) + line;
}

function blockScalar(style: Style, isAlwaysQuoted: boolean): ScalarPlace {
  return { isInFlow: false, quote: style.quote, isAlwaysQuoted };
}

function flowScalar(style: Style, isAlwaysQuoted: boolean): ScalarPlace {
  return { isInFlow: true, quote: style.quote, isAlwaysQuoted };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const cannotBeLiteral = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
