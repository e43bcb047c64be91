// What lives here: repairs of findings as edits of texts, one or many at once. It never decides what a repair changes
// (the rules do). Start reading at `editsOfFixes`.

import type { Change } from '../../rules/rule.ts';
import { changesOf } from '../../rules/run-rules.ts';
import type { FileName, Snapshot } from '../../workspace/snapshot.ts';
import type { Diagnosis } from '../diagnostics/diagnosis.ts';
import { type EditOptions, editsFor, type WorkspaceEdits } from '../edits/edits.ts';

/** A finding and the repair that was chosen for it. */
export interface ChosenFix {
  readonly diagnosis: Diagnosis;
  readonly fix: string;
}

export interface FixedEdits {
  readonly edits: WorkspaceEdits;
  /** The repairs that the edits make; others met with one of these, or cannot be made. */
  readonly made: readonly ChosenFix[];
}

/** The edits of one repair, or undefined where it cannot be made exactly. */
export function editsOfFix(snapshot: Snapshot, chosen: ChosenFix, options: EditOptions): WorkspaceEdits | undefined {
  const changes = changesFor(snapshot, chosen);
  return changes.length === 0 ? undefined : editsFor(snapshot, changes, options);
}

/** Whether a repair is about making a file, so that it is no choice for those who cannot. */
export function isMakingFile(snapshot: Snapshot, chosen: ChosenFix): boolean {
  return changesFor(snapshot, chosen).some((change) => change.do === 'add-object' && change.in === 'new-file');
}

/** The edits of several repairs together; those that would touch what an earlier one touches are left out. */
export function editsOfFixes(snapshot: Snapshot, all: readonly ChosenFix[], options: EditOptions): FixedEdits {
  const taken: { readonly chosen: ChosenFix; readonly changes: readonly Change[] }[] = [];
  const seen = new Seen();
  for (const chosen of all) {
    const changes = changesFor(snapshot, chosen);
    const fresh = seen.fresh(changes);
    if (changes.length > 0 && fresh !== undefined) taken.push({ chosen, changes: fresh });
  }
  const edits = editsFor(
    snapshot,
    taken.flatMap(({ changes }) => changes),
    options,
  );
  if (edits !== undefined) return { edits, made: taken.map(({ chosen }) => chosen) };
  return oneByOne(snapshot, taken, options);
}

/** Leaves out the repairs that cannot be made with those before. */
function oneByOne(
  snapshot: Snapshot,
  taken: readonly { readonly chosen: ChosenFix; readonly changes: readonly Change[] }[],
  options: EditOptions,
): FixedEdits {
  let edits: WorkspaceEdits = { files: [], newFiles: [], isShared: false };
  const changes: Change[] = [];
  const made: ChosenFix[] = [];
  for (const next of taken) {
    const tried = editsFor(snapshot, [...changes, ...next.changes], options);
    if (tried === undefined) continue;
    edits = tried;
    changes.push(...next.changes);
    made.push(next.chosen);
  }
  return { edits, made };
}

function changesFor(snapshot: Snapshot, { diagnosis, fix }: ChosenFix): readonly Change[] {
  const { finding, manifest } = diagnosis;
  const own = diagnosis.fixes.find(({ id }) => id === fix)?.change;
  if (own !== undefined && manifest !== undefined) {
    const file = fileOf(snapshot, diagnosis);
    const resource = file === undefined ? undefined : snapshot.resourceOf(file, manifest);
    return resource === undefined ? [] : [{ ...own, resource }];
  }
  if (finding === undefined) return [];
  return changesOf(finding, fix, snapshot.unitOf(finding.file, finding.resource.manifest));
}

/** Only findings without a rule are asked for: few, and each once. */
function fileOf(snapshot: Snapshot, { document }: Diagnosis): FileName | undefined {
  for (const file of snapshot.files.values())
    if (file.documents.some((placed) => placed.document === document)) return file.name;
  return undefined;
}

/** What was changed already: the same change twice is made once, two changes of one place are not both made. */
class Seen {
  readonly #texts: Set<string> = new Set();
  readonly #places: Set<string> = new Set();

  /** The changes that are new, or undefined where one meets another. */
  fresh(changes: readonly Change[]): readonly Change[] | undefined {
    const fresh: Change[] = [];
    const texts: string[] = [];
    const places: string[] = [];
    for (const change of changes) {
      const text = changeText(change);
      if (this.#texts.has(text)) continue;
      const own = placesOf(change);
      if (own.some((place) => this.#places.has(place))) return undefined;
      texts.push(text);
      // Only the place itself counts for those that come later: what holds it may be shared by many.
      const place = own.at(-1);
      if (place !== undefined) places.push(place);
      fresh.push(change);
    }
    for (const text of texts) this.#texts.add(text);
    for (const place of places) this.#places.add(place);
    return fresh;
  }
}

function changeText(change: Change): string {
  if (change.do === 'add-object')
    return JSON.stringify([change.do, change.in, change.near.file, change.object], noLoss);
  const { resource, ...rest } = change;
  return JSON.stringify([nameOf(resource), rest], noLoss);
}

/** The place of a change and of everything that holds it, outermost first. */
function placesOf(change: Change): readonly string[] {
  if (change.do === 'add-object') {
    const { kind, metadata } = change.object;
    return [JSON.stringify(['object', kind, metadata], noLoss)];
  }
  const path = change.do === 'insert' ? [...change.at, `insert ${JSON.stringify(change.value, noLoss)}`] : change.at;
  const part = change.do === 'replace-part' ? [`part ${change.part.start}`] : [];
  const whole = [...path, ...part];
  const name = nameOf(change.resource);
  return whole.map((_, index) => JSON.stringify([name, whole.slice(0, index + 1)]));
}

function nameOf(resource: {
  readonly file: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${resource.file} ${resource.kind} ${resource.namespace}/${resource.name}`;
}

function noLoss(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
