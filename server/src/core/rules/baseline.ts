// Known findings of an old repository, kept in a file, so that only new ones are told. A finding is recognised by what
// it is about, not by its line, so that edits elsewhere in the file do not bring it back.

import { messageOf } from './finding-texts.ts';
import type { Finding } from './rule.ts';

export interface BaselineEntry {
  readonly rule: string;
  /** `Kind namespace/name` */
  readonly object: string;
  readonly field: string;
  readonly message: string;
  /** How often the same is known. */
  readonly count: number;
}

export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** The baseline that silences exactly these findings, sorted, so that its diffs are small. */
export function baselineOf(findings: Iterable<Finding>): Baseline {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = JSON.stringify(entryOf(finding));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const entries = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ ...keyed(key), count }));
  return { version: 1, findings: entries };
}

/** What is not in the baseline; of findings that are alike as many are silenced as the baseline counts. */
export function beyondBaseline(findings: readonly Finding[], baseline: Baseline): readonly Finding[] {
  const left = new Map(
    baseline.findings.map(({ count, rule, object, field, message }) => [
      JSON.stringify({ rule, object, field, message }),
      count,
    ]),
  );
  return findings.filter((finding) => {
    const key = JSON.stringify(entryOf(finding));
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    return false;
  });
}

function entryOf(finding: Finding): Omit<BaselineEntry, 'count'> {
  const { kind, namespace, name } = finding.resource;
  return {
    rule: finding.rule,
    object: `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`,
    field: finding.place.at.join('.'),
    message: messageOf(finding),
  };
}

function keyed(key: string): Omit<BaselineEntry, 'count'> {
  // The text was made by `entryOf` a moment ago.
  return JSON.parse(key) as Omit<BaselineEntry, 'count'>;
}
