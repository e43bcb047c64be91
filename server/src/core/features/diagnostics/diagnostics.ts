// What lives here: everything that is found in a document, from all sources, in one list. It never decides what is wrong
// (YAML, admission and rules do) and never turns offsets into lines. Start reading at `Diagnostics`.

import type { Manifest } from '../../model/manifest.ts';
import type { Severity } from '../../rules/rule.ts';
import type { FileName, Snapshot, WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';
import { ResultLedger } from './result-ledger.ts';
import { yamlDiagnoses } from './yaml-diagnoses.ts';

export interface DiagnosticSettings {
  /** By rule id. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** Whether rules that only give good advice run. */
  readonly advice: boolean;
}

/** Findings of all files, kept as long as nothing changed that they asked about. */
export class Diagnostics {
  readonly #yaml: WeakMap<WorkspaceDocument, readonly Diagnosis[]> = new WeakMap();
  readonly #checked: ResultLedger<readonly Diagnosis[]> = new ResultLedger();
  #settings: DiagnosticSettings = { severities: {}, advice: true };

  configure(settings: DiagnosticSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#checked.clear();
  }

  /** Forgets everything: all files count as changed. */
  clear(): void {
    this.#checked.clear();
  }

  /** Takes note of a snapshot. Gives the files whose findings may have changed since they were asked for. */
  update(snapshot: Snapshot): ReadonlySet<FileName> {
    return this.#checked.update(snapshot);
  }

  /** All findings of a file, by document in the order of the file. The snapshot was taken note of before. */
  ofFile(snapshot: Snapshot, name: FileName): readonly Diagnosis[] {
    const file = snapshot.files.get(name);
    if (file === undefined) return [];
    const found = file.documents.flatMap(({ document }) => this.#ofDocument(snapshot, name, document));
    this.#checked.close(name);
    return found;
  }

  #ofDocument(snapshot: Snapshot, file: FileName, document: WorkspaceDocument): readonly Diagnosis[] {
    const yaml = this.#yamlOf(document);
    if (document.manifests.length === 0) return yaml;
    return [...yaml, ...document.manifests.flatMap((manifest) => this.#ofManifest(snapshot, file, document, manifest))];
  }

  #ofManifest(
    snapshot: Snapshot,
    file: FileName,
    document: WorkspaceDocument,
    manifest: Manifest,
  ): readonly Diagnosis[] {
    return this.#checked.result(snapshot, file, manifest, () => {
      void document;
      return [];
    });
  }

  #yamlOf(document: WorkspaceDocument): readonly Diagnosis[] {
    const known = this.#yaml.get(document);
    if (known !== undefined) return known;
    const found = yamlDiagnoses(document);
    this.#yaml.set(document, found);
    return found;
  }
}
