// Times as Go's RFC 3339 reader takes them, with its error text: dates appear in metadata and status only, so the
// reader is as small as its errors allow.

const layout = '2006-01-02T15:04:05Z07:00';
const parts: readonly (readonly [pattern: RegExp, layoutPart: string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d{2}/, '01'],
  [/^-/, '-'],
  [/^\d{2}/, '02'],
  [/^T/, 'T'],
  [/^\d{1,2}/, '15'],
  [/^:/, ':'],
  [/^\d{2}/, '04'],
  [/^:/, ':'],
  [/^\d{2}(?:[.,]\d+)?/, '05'],
  [/^(?:Z|[+-]\d{2}:\d{2})/, 'Z07:00'],
];

/** The text of Go's error, or nothing where the time is well-formed. */
export function goTimeError(text: string): string | undefined {
  const head = `parsing time ${quoted(text)}`;
  let rest = text;
  const numbers: number[] = [];
  for (const [pattern, layoutPart] of parts) {
    const match = pattern.exec(rest);
    if (!match) return `${head} as "${layout}": cannot parse ${quoted(rest)} as "${layoutPart}"`;
    if (/^\d/.test(match[0])) numbers.push(Number.parseInt(match[0], 10));
    rest = rest.slice(match[0].length);
    const outOfRange = rangeError(numbers, layoutPart);
    if (outOfRange) return `${head}: ${outOfRange} out of range`;
  }
  return rest === '' ? undefined : `${head}: extra text: ${quoted(rest)}`;
}

function rangeError(numbers: readonly number[], layoutPart: string): string | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers;
  if (layoutPart === '01' && (month < 1 || month > 12)) return 'month';
  if (layoutPart === '15' && hour > 23) return 'hour';
  if (layoutPart === '04' && minute > 59) return 'minute';
  if (layoutPart === '05' && second > 59) return 'second';
  if (layoutPart === 'Z07:00' && (day < 1 || day > daysIn(year, month))) return 'day';
  return undefined;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Go's `time` package quotes on its own: everything but printable ASCII byte by byte. */
function quoted(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/[^\x20-\x7e]/gu, (character) => bytesOf(character));
  return `"${escaped}"`;
}

function bytesOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  const bytes =
    code < 0x80
      ? [code]
      : code < 0x800
        ? [0xc0 | (code >> 6), tail(0)]
        : code < 0x10000
          ? [0xe0 | (code >> 12), tail(6), tail(0)]
          : [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  return bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
