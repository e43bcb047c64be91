// Schedules of CronJobs: five fields, or a word behind `@`, as the server's parser reads them.

interface FieldRange {
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fieldRanges: readonly FieldRange[] = [
  { low: 0, high: 59, names: [] },
  { low: 0, high: 23, names: [] },
  { low: 1, high: 31, names: [] },
  { low: 1, high: 12, names: months },
  { low: 0, high: 6, names: days },
];
const words: ReadonlySet<string> = new Set([
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
]);
const duration = /^@every [+-]?([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+$/;

/** Why a schedule cannot be read, or `undefined`. */
export function scheduleProblem(schedule: string): string | undefined {
  const zoned = /^(?:CRON_)?TZ=\S+ (.*)$/s.exec(schedule);
  const text = (zoned?.[1] ?? schedule).trim();
  if (text.startsWith('@')) {
    return words.has(text) || duration.test(text) ? undefined : `unrecognized descriptor: ${text}`;
  }
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== fieldRanges.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [index, field] of fields.entries()) {
    const range = fieldRanges[index];
    if (
      range &&
      !field
        .split(',')
        .filter(Boolean)
        .every((part) => isReadable(part, range))
    ) {
      return `failed to parse int from ${field}`;
    }
  }
  return undefined;
}

function isReadable(part: string, range: FieldRange): boolean {
  const steps = part.split('/');
  const ends = (steps[0] ?? '').split('-');
  if (steps.length > 2 || ends.length > 2) return false;
  if (steps.length === 2 && !/^[0-9]+$/.test(steps[1] ?? '')) return false;
  if (steps.length === 2 && Number(steps[1]) === 0) return false;
  if (ends.length === 1 && (ends[0] === '*' || ends[0] === '?')) return true;
  if (ends.length === 2 && (ends[0] === '*' || ends[0] === '?')) return true;
  const numbers = ends.map((end) => numberOf(end, range));
  const [low, high = low] = numbers;
  return low !== undefined && high !== undefined && low >= range.low && high <= range.high && low <= high;
}

function numberOf(text: string, range: FieldRange): number | undefined {
  const name = range.names.indexOf(text.toLowerCase());
  if (name >= 0) return name + range.low;
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}
