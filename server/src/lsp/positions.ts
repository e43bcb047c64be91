// Lines and columns of files in the encoding that was agreed on with the client: the only place that knows it.

import type { Position, Range } from 'vscode-languageserver';
import { LineIndex, type PositionEncoding } from '../core/text/line-index.ts';
import type { Span } from '../core/text/span.ts';
import type { WorkspaceFile } from '../core/workspace/snapshot.ts';

export class Positions {
  readonly encoding: PositionEncoding;
  readonly #indexes: WeakMap<WorkspaceFile, LineIndex> = new WeakMap();

  constructor(encoding: PositionEncoding) {
    this.encoding = encoding;
  }

  indexOf(file: WorkspaceFile): LineIndex {
    const known = this.#indexes.get(file);
    if (known !== undefined) return known;
    const index = new LineIndex(file.text);
    this.#indexes.set(file, index);
    return index;
  }

  /** `offset` in the file's text. */
  positionAt(file: WorkspaceFile, offset: number): Position {
    const { line, column } = this.indexOf(file).positionAt(offset, this.encoding);
    return { line, character: column };
  }

  offsetAt(file: WorkspaceFile, position: Position): number {
    return this.indexOf(file).offsetAt({ line: position.line, column: position.character }, this.encoding);
  }

  /** `span` relative to `start`, such as the offset of a document in its file. */
  rangeOf(file: WorkspaceFile, span: Span, start: number = 0): Range {
    return { start: this.positionAt(file, start + span.start), end: this.positionAt(file, start + span.end) };
  }

  spanOf(file: WorkspaceFile, range: Range): Span {
    return { start: this.offsetAt(file, range.start), end: this.offsetAt(file, range.end) };
  }
}

/** UTF-16 where the client can, since texts are kept in it; else what the client likes best. */
export function chooseEncoding(offered: readonly string[] | undefined): PositionEncoding {
  if (offered === undefined || offered.length === 0 || offered.includes('utf-16')) return 'utf-16';
  return offered.find((encoding) => encoding === 'utf-8' || encoding === 'utf-32') ?? 'utf-16';
}
