// `expect:` steps: what is written is compared with the last settled state, and nothing else.

import { isPlainObject, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import type { RecordedWindow } from '../record/recording.ts';
import type { Row, RowValue } from '../record/settled-state.ts';
import type { ScenarioStep } from './scenario.ts';

export interface Difference {
  readonly step: ScenarioStep;
  /** Such as `pods web-0 image`. */
  readonly path: string;
  readonly expected: PlainValue;
  /** `undefined` where there is nothing of this name or no such field. */
  readonly found: RowValue | undefined;
}

const ABSENT = 'absent';
const LISTS = ['pods', 'claims', 'volumes', 'sets'] as const;

export function differencesOf(step: ScenarioStep, window: RecordedWindow): readonly Difference[] {
  const differences: Difference[] = [];
  const report = (path: string, expected: PlainValue, found: RowValue | undefined): void => {
    differences.push({ step, path, expected, found });
  };
  for (const list of LISTS) {
    const expected = step.fields[list];
    if (isPlainObject(expected)) compareRows(list, expected, window.settled[list], report);
  }
  const dns = step.fields['dns'];
  if (isPlainObject(dns)) compareDns(dns, window, report);
  const order = step.fields['order'];
  if (Array.isArray(order)) compareOrder(order.map(String), window, report);
  return differences;
}

type Report = (path: string, expected: PlainValue, found: RowValue | undefined) => void;

function compareRows(list: string, expected: PlainObject, rows: readonly Row[], report: Report): void {
  for (const [name, wanted] of Object.entries(expected)) {
    const row = rows.find(
      (candidate) =>
        candidate['name'] === name || `${String(candidate['namespace'])}/${String(candidate['name'])}` === name,
    );
    if (wanted === ABSENT) {
      if (row) report(`${list} ${name}`, ABSENT, 'present');
    } else if (!row) report(`${list} ${name}`, wanted, undefined);
    else compareValue(`${list} ${name}`, wanted, row, report);
  }
}

function compareValue(path: string, wanted: PlainValue, found: RowValue | undefined, report: Report): void {
  if (isPlainObject(wanted)) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) {
      report(path, wanted, found);
      return;
    }
    // A value that is an object and no list has fields.
    const fields = found as Row;
    for (const [key, value] of Object.entries(wanted)) compareValue(`${path} ${key}`, value, fields[key], report);
  } else if (wanted === ABSENT) {
    if (found !== undefined) report(path, wanted, found);
  } else if (JSON.stringify(wanted) !== JSON.stringify(found)) report(path, wanted, found);
}

/** Short names are completed as a Pod in the namespace of the scenario would: the first answer of the search list. */
function compareDns(expected: PlainObject, window: RecordedWindow, report: Report): void {
  const answers = new Map<string, readonly string[]>();
  for (const row of window.settled.dns) {
    // Rows of the survey: type, name, answers.
    const { type, name, answers: found } = row as unknown as { type: string; name: string; answers: readonly string[] };
    if (type === 'A' && (found.length > 0 || !answers.has(name))) answers.set(name, found);
  }
  for (const [name, wanted] of Object.entries(expected)) {
    const full = [...answers.keys()].find((candidate) => candidate === name || isCompletionOf(candidate, name));
    const found = full === undefined ? [] : (answers.get(full) ?? []);
    const list = Array.isArray(wanted) ? wanted.map(String) : wanted === ABSENT ? [] : [String(wanted)];
    if ([...list].sort().join() !== [...found].sort().join()) report(`dns ${name}`, wanted, found);
  }
}

function isCompletionOf(full: string, short: string): boolean {
  if (!full.startsWith(`${short}.`)) return false;
  const missing = full.slice(short.length + 1);
  return /^(?:[^.]+\.)?svc\./.test(missing) || !missing.includes('.svc.');
}

/** Pods in the order in which they were created in the window, or deleted where they were not; others do not count. */
function compareOrder(expected: readonly string[], window: RecordedWindow, report: Report): void {
  const wanted = new Set(expected);
  const namesOf = (kind: string): readonly string[] =>
    window.entries.flatMap(({ event }) => (event.event === kind && event.pod !== undefined ? event.pod : []));
  const created = new Set(namesOf('pod-created'));
  const found = window.entries.flatMap(({ event }) => {
    if (event.pod === undefined || !wanted.has(event.pod)) return [];
    return event.event === (created.has(event.pod) ? 'pod-created' : 'pod-deleting') ? event.pod : [];
  });
  if (found.join() !== expected.join()) report('order', expected, found);
}
