// What lives here: everything that is found in a document, from all sources, in one list. It never decides what is wrong
// (YAML, admission and rules do) and never turns offsets into lines. Start reading at `Diagnostics`.

import type { FileName, Snapshot, WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Findings of documents, kept as long as nothing changed that they asked about. */
export class Diagnostics {
  readonly #yaml: WeakMap<WorkspaceDocument, readonly Diagnosis[]> = new WeakMap();

  /** All findings of a file, by document in the order of the file. */
  ofFile(snapshot: Snapshot, file: FileName): readonly Diagnosis[] {
    const documents = snapshot.files.get(file)?.documents ?? [];
    return documents.flatMap(({ document }) => this.#yamlProblems(document));
  }

  #yamlProblems(document: WorkspaceDocument): readonly Diagnosis[] {
    const known = this.#yaml.get(document);
    if (known !== undefined) return known;
    const found = document.problems.map(
      (problem): Diagnosis => ({
        source: 'yaml',
        rule: problem.code,
        severity: problem.severity,
        document,
        span: problem.span,
        message: problem.code,
        isRefused: problem.severity === 'error',
        facts: problem.facts,
        related: [],
        fixes: [],
      }),
    );
    this.#yaml.set(document, found);
    return found;
  }
}
