// Findings that a project knows already, in the baseline file that its project file names, are not told.

import { isPlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import { nodeValue } from '../../model/node-value.ts';
import { type Baseline, type BaselineEntry, beyondBaseline } from '../../rules/baseline.ts';
import type { FileName, Snapshot, WorkspaceFile } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

export function beyondProjectBaseline(
  snapshot: Snapshot,
  file: FileName,
  found: readonly Diagnosis[],
): readonly Diagnosis[] {
  const known = snapshot.projectOf(file);
  const name = known?.project.baseline;
  if (known === undefined || name === undefined) return found;
  const source = snapshot.files.get(known.folder === '' ? name : `${known.folder}/${name}`);
  const baseline = source === undefined ? undefined : readBaseline(source);
  if (baseline === undefined) return found;
  const findings = found.flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  const told = new Set(beyondBaseline(findings, baseline));
  return found.filter(({ finding }) => finding === undefined || told.has(finding));
}

const baselines = new WeakMap<WorkspaceFile, Baseline>();

/** The entries that are as they should be; a file of any other shape silences nothing. */
function readBaseline(file: WorkspaceFile): Baseline | undefined {
  const known = baselines.get(file);
  if (known !== undefined) return known;
  const document = file.documents[0]?.document;
  const value = document === undefined ? null : nodeValue(document.yaml.root, document.yaml).value;
  const entries: PlainValue | undefined = isPlainObject(value) ? value['findings'] : undefined;
  if (!Array.isArray(entries)) return undefined;
  const baseline: Baseline = { version: 1, findings: entries.flatMap((entry: PlainValue) => entryOf(entry) ?? []) };
  baselines.set(file, baseline);
  return baseline;
}

function entryOf(value: PlainValue): BaselineEntry | undefined {
  if (!isPlainObject(value)) return undefined;
  const { rule, object, field, message, count } = value;
  if (typeof rule !== 'string' || typeof object !== 'string' || typeof field !== 'string') return undefined;
  if (typeof message !== 'string' || typeof count !== 'number') return undefined;
  return { rule, object, field, message, count };
}
