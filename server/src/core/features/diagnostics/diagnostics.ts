// What lives here: everything that is found in a document, from all sources, in one list. It never decides what is wrong
// (YAML, admission and rules do) and never turns offsets into lines. Start reading at `Diagnostics`.

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import type { Manifest } from '../../model/manifest.ts';
import { placeholdersOf } from '../../rules/placeholder-left.ts';
import { DEFAULT_RULE_SETTINGS, explainedRules, type RuleSettings } from '../../rules/run-rules.ts';
import type { Span } from '../../text/span.ts';
import type { FileName, Snapshot, UnitView, WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { BeforeObjects } from '../committed/before-objects.ts';
import type { Diagnosis } from './diagnosis.ts';
import { spanOfPlace } from './place-span.ts';
import { beyondProjectBaseline } from './project-baseline.ts';
import { ResultLedger } from './result-ledger.ts';
import { ruleDiagnoses } from './rule-diagnoses.ts';
import { serverDiagnoses } from './server-diagnoses.ts';
import { withoutSuppressed } from './suppressed.ts';
import { yamlDiagnoses } from './yaml-diagnoses.ts';

interface ServerResult {
  readonly profile: ClusterProfile;
  readonly before: BeforeObjects | undefined;
  readonly found: readonly Diagnosis[];
}

/** Findings of all files, kept as long as nothing changed that they asked about. */
export class Diagnostics {
  readonly #yaml: WeakMap<WorkspaceDocument, readonly Diagnosis[]> = new WeakMap();
  readonly #checked: ResultLedger<readonly Diagnosis[]> = new ResultLedger();
  readonly #server: WeakMap<Manifest, ServerResult> = new WeakMap();
  #settings: RuleSettings = DEFAULT_RULE_SETTINGS;
  #before: BeforeObjects | undefined;

  configure(settings: RuleSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#checked.clear();
  }

  /** Objects that run already: edits of them are judged as changes. */
  compareWith(before: BeforeObjects | undefined): void {
    if (before === this.#before) return;
    this.#before = before;
    this.#checked.clear();
  }

  /** Forgets everything: all files count as changed. */
  clear(): void {
    this.#checked.clear();
  }

  /** Takes note of a snapshot. Gives the files whose findings may have changed since they were told. */
  update(snapshot: Snapshot): ReadonlySet<FileName> {
    return this.#checked.update(snapshot);
  }

  /** The findings of a file were told: it counts as unchanged until something changes. */
  told(name: FileName): void {
    this.#checked.close(name);
  }

  /** All findings of a file, in its order. The snapshot was taken note of before. */
  ofFile(snapshot: Snapshot, name: FileName): readonly Diagnosis[] {
    const file = snapshot.files.get(name);
    if (file === undefined) return [];
    const found = file.documents.flatMap(({ document }) =>
      [...this.#ofDocument(snapshot, name, document)].sort((a, b) => a.span.start - b.span.start),
    );
    return beyondProjectBaseline(snapshot, name, withoutSuppressed(file, found));
  }

  #ofDocument(snapshot: Snapshot, file: FileName, document: WorkspaceDocument): readonly Diagnosis[] {
    const yaml = this.#yamlOf(document);
    if (document.manifests.length === 0) return yaml;
    const checked = document.manifests.flatMap((manifest) => this.#ofManifest(snapshot, file, document, manifest));
    return [...yaml, ...withoutConsequences(document.text, yaml, checked)];
  }

  #ofManifest(
    snapshot: Snapshot,
    file: FileName,
    document: WorkspaceDocument,
    manifest: Manifest,
  ): readonly Diagnosis[] {
    const check = (unit: UnitView): readonly Diagnosis[] => {
      const resource = snapshot.resourceOf(file, manifest);
      const server = this.#serverOf(document, manifest, unit.profile);
      if (resource === undefined) return server;
      const settings = settingsIn(snapshot, file, this.#settings);
      const rules = ruleDiagnoses(snapshot, document, resource, unit, settings);
      // What a rule explains with the names involved is not said once more in the server's words.
      const explained = explainedRules(rules.flatMap(({ finding }) => (finding === undefined ? [] : [finding])));
      const unfilled = placeholderSpans(manifest, rules);
      const said = server.filter(
        (diagnosis) =>
          !explained.has(diagnosis.rule.replace('server-', '').toUpperCase()) && !followsFrom(unfilled, diagnosis),
      );
      return [...said, ...rules];
    };
    return this.#checked.result(snapshot, file, manifest, check);
  }

  /** What the server says depends on the object alone: it is not asked again because a neighbour changed. */
  #serverOf(document: WorkspaceDocument, manifest: Manifest, profile: ClusterProfile): readonly Diagnosis[] {
    const known = this.#server.get(manifest);
    if (known?.profile === profile && known.before === this.#before) return known.found;
    const found = serverDiagnoses(document, manifest, profile, this.#before);
    this.#server.set(manifest, { profile, before: this.#before, found });
    return found;
  }

  #yamlOf(document: WorkspaceDocument): readonly Diagnosis[] {
    const known = this.#yaml.get(document);
    if (known !== undefined) return known;
    const found = yamlDiagnoses(document);
    this.#yaml.set(document, found);
    return found;
  }
}

/** The settings of a file: what its project file states comes first. */
function settingsIn(snapshot: Snapshot, file: FileName, settings: RuleSettings): RuleSettings {
  const project = snapshot.projectOf(file)?.project;
  if (project === undefined) return settings;
  return {
    severities: { ...settings.severities, ...project.rules },
    advice: project.advice ?? settings.advice,
  };
}

function placeholderSpans(manifest: Manifest, rules: readonly Diagnosis[]): readonly Span[] {
  const places = rules.flatMap(({ finding }) => (finding === undefined ? [] : placeholdersOf(finding)));
  return places.map((at) => spanOfPlace(manifest, { at }));
}

/**
 * What the server would refuse at a placeholder, or about a value that has one inside, is judged when it is filled in.
 * That something is missing does not depend on it.
 */
function followsFrom(placeholders: readonly Span[], { span, message }: Diagnosis): boolean {
  return placeholders.some(
    ({ start, end }) =>
      (start === span.start && end === span.end) ||
      (start >= span.start && end <= span.end && message.includes(': Invalid value: ')),
  );
}

/** A field on the line of a YAML mistake is not judged: what is missing there is missing because of the mistake. */
function withoutConsequences(
  text: string,
  yaml: readonly Diagnosis[],
  checked: readonly Diagnosis[],
): readonly Diagnosis[] {
  const mistakes = yaml.filter(({ isRefused }) => isRefused);
  if (mistakes.length === 0) return checked;
  return checked.filter(
    ({ source, span }) =>
      source !== 'server' || !mistakes.some((mistake) => isOneLine(text, mistake.span.start, span.start)),
  );
}

function isOneLine(text: string, one: number, other: number): boolean {
  return !/[\r\n]/.test(text.slice(Math.min(one, other), Math.max(one, other)));
}
