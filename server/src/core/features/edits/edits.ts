// What lives here: changes in the terms of the API turned into the smallest edits of the texts, in the style of what
// stands around them. It never decides what to change (rules and commands do) and never applies anything itself.
// Start reading at `editsFor`; one document's edits are made in `document-edits.ts`.

import type { PlainObject } from '../../kubernetes/plain-value.ts';
import type { Change } from '../../rules/rule.ts';
import type { TextEdit } from '../../text/span.ts';
import type { FileName, PlacedDocument, Resource, Snapshot, WorkspaceFile } from '../../workspace/snapshot.ts';
import type { ValueChange } from './apply-change.ts';
import { editsToDocument } from './document-edits.ts';
import { appendedDocuments, fileStyle, isJsonName, newFileName, newFileText } from './new-object.ts';

export interface FileEdits {
  readonly file: FileName;
  /** Offsets in the file's text, in its order, never overlapping. */
  readonly edits: readonly TextEdit[];
}

export interface NewFile {
  readonly file: FileName;
  readonly text: string;
}

export interface WorkspaceEdits {
  readonly files: readonly FileEdits[];
  readonly newFiles: readonly NewFile[];
  /** Whether some text is read at other places too, by an alias or merge key, which then change as well. */
  readonly isShared: boolean;
}

export interface EditOptions {
  /** Whether files may be made; where not, new objects go to the end of the file that they stand near to. */
  readonly canMakeFiles: boolean;
}

type ObjectChange = Extract<Change, { readonly do: 'add-object' }>;

/** The edits for all changes together, or undefined where one of them cannot be made exactly. */
export function editsFor(
  snapshot: Snapshot,
  changes: readonly Change[],
  options: EditOptions,
): WorkspaceEdits | undefined {
  const plan = new Plan(snapshot);
  const added: ObjectChange[] = [];
  for (const change of changes) {
    if (change.do === 'add-object') added.push(change);
    else if (!plan.change(change.resource, change)) return undefined;
  }
  for (const group of groups(added)) if (!plan.add(group, options)) return undefined;
  return plan.finish();
}

/** Objects that go to one place, in the order given. */
function groups(changes: readonly ObjectChange[]): readonly (readonly ObjectChange[])[] {
  const byPlace = new Map<string, ObjectChange[]>();
  for (const change of changes) {
    const key = `${change.in} ${change.near.file} ${change.near.manifest.item === undefined ? '' : 'list'}`;
    const group = byPlace.get(key);
    if (group === undefined) byPlace.set(key, [change]);
    else group.push(change);
  }
  return [...byPlace.values()];
}

class Plan {
  readonly #snapshot: Snapshot;
  readonly #changes: Map<PlacedDocument, { readonly file: FileName; readonly changes: ValueChange[] }> = new Map();
  readonly #appended: Map<FileName, TextEdit> = new Map();
  readonly #newFiles: NewFile[] = [];

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  change(resource: Resource, change: Exclude<Change, ObjectChange>): boolean {
    const placed = this.#placed(resource);
    if (placed === undefined) return false;
    const { item } = resource.manifest;
    const at = item === undefined ? change.at : ['items', item, ...change.at];
    this.#changesOf(placed, resource.file).push({ ...change, at });
    return true;
  }

  add(group: readonly ObjectChange[], options: EditOptions): boolean {
    const near = group[0]?.near;
    const file = near === undefined ? undefined : this.#snapshot.files.get(near.file);
    const placed = near === undefined ? undefined : this.#placed(near);
    if (near === undefined || file === undefined || placed === undefined) return false;
    const objects = group.map(({ object }) => object);
    const style = fileStyle(file, placed.index);
    const isNewFile = group[0]?.in === 'new-file';
    if (near.manifest.item !== undefined && !(isNewFile && options.canMakeFiles)) {
      const index = listLength(placed);
      const changes = this.#changesOf(placed, file.name);
      for (const [offset, value] of objects.entries())
        changes.push({ do: 'set', at: ['items', index + offset], value });
      return true;
    }
    // A JSON file holds one object.
    const needsFile = isNewFile || isJsonName(file.name);
    if (needsFile && options.canMakeFiles) {
      const taken = (name: FileName): boolean =>
        this.#snapshot.files.has(name) || this.#newFiles.some((made) => made.file === name);
      const name = newFileName(file.name, objects[0] ?? emptyObject, taken);
      this.#newFiles.push({ file: name, text: newFileText(objects, file, style) });
      return true;
    }
    if (isJsonName(file.name)) return false;
    this.#appended.set(file.name, appendedDocuments(file, objects, style));
    return true;
  }

  finish(): WorkspaceEdits | undefined {
    const byFile = new Map<FileName, TextEdit[]>();
    let isShared = false;
    for (const [placed, { file, changes }] of this.#changes) {
      const result = editsToDocument(placed.document.text, changes, this.#lineEndIn(file));
      if (result === undefined) return undefined;
      isShared ||= result.isShared;
      const edits = editsOf(byFile, file);
      for (const { span, newText } of result.edits)
        edits.push({ span: { start: span.start + placed.offset, end: span.end + placed.offset }, newText });
    }
    for (const [file, edit] of this.#appended) editsOf(byFile, file).push(edit);
    const files = [...byFile]
      .filter(([, edits]) => edits.length > 0)
      .map(([file, edits]) => ({ file, edits: edits.sort((a, b) => a.span.start - b.span.start) }));
    return { files, newFiles: this.#newFiles, isShared };
  }

  #placed(resource: Resource): PlacedDocument | undefined {
    const file: WorkspaceFile | undefined = this.#snapshot.files.get(resource.file);
    return file?.documents.find(({ document }) => document.manifests.includes(resource.manifest));
  }

  #changesOf(placed: PlacedDocument, file: FileName): ValueChange[] {
    const known = this.#changes.get(placed);
    if (known !== undefined) return known.changes;
    const changes: ValueChange[] = [];
    this.#changes.set(placed, { file, changes });
    return changes;
  }

  #lineEndIn(file: FileName): string {
    return /\r\n|\n|\r/.exec(this.#snapshot.files.get(file)?.text ?? '')?.[0] ?? '\n';
  }
}

const emptyObject: PlainObject = {};

function listLength(placed: PlacedDocument): number {
  const items = placed.document.manifests.map(({ item }) => item ?? 0);
  const root = placed.document.yaml.root;
  const list = root?.type === 'mapping' ? root.entries.find(({ name }) => name === 'items')?.value : undefined;
  return list?.type === 'sequence' ? list.items.length : Math.max(-1, ...items) + 1;
}

function editsOf(byFile: Map<FileName, TextEdit[]>, file: FileName): TextEdit[] {
  const known = byFile.get(file);
  if (known !== undefined) return known;
  const edits: TextEdit[] = [];
  byFile.set(file, edits);
  return edits;
}
