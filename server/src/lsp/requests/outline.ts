// The outline of a file, its folds, the lens above each StatefulSet, and quiet hints beside numbers.

import {
  type CodeLens,
  type CodeLensParams,
  type DocumentSymbol,
  type DocumentSymbolParams,
  type FoldingRange,
  type FoldingRangeParams,
  type InlayHint,
  type InlayHintParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { hintsOf, lensesOf } from '../../core/features/lenses/lenses.ts';
import { type OutlineItem, outlineOfFile } from '../../core/features/symbols/symbols.ts';
import type { WorkspaceFile } from '../../core/workspace/snapshot.ts';
import { OPEN_PREVIEW_COMMAND, type OpenPreviewArgument } from '../../protocol/editor-messages.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { offsetOf, rangeIn } from '../to-lsp.ts';

export function documentSymbols(
  session: Session,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined) return [];
  const items = outlineOfFile(session.snapshot, name);
  if (session.client.hasSymbolTree) return items.map((item) => symbol(session, file, item));
  return items.map((item) => ({
    name: item.name,
    kind: SymbolKind.Object,
    containerName: item.detail,
    location: { uri: textDocument.uri, range: rangeIn(session, file, item.document, item.span) },
  }));
}

function symbol(session: Session, file: WorkspaceFile, item: OutlineItem): DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: item.is === 'object' ? SymbolKind.Object : SymbolKind.Property,
    range: rangeIn(session, file, item.document, item.span),
    selectionRange: rangeIn(session, file, item.document, item.nameSpan),
    children: item.children.map((child) => symbol(session, file, child)),
  };
}

/** Whole documents of a file with several: what lies inside, editors fold by indentation. */
export function foldingRanges(session: Session, { textDocument }: FoldingRangeParams): FoldingRange[] {
  const file = session.snapshot.files.get(session.names.nameOf(textDocument.uri));
  if (file === undefined || file.documents.length < 2) return [];
  return file.documents.flatMap(({ document, offset }) => {
    const root = document.manifests[0]?.root;
    if (root === undefined) return [];
    const { start, end } = session.positions.rangeOf(file, root.span, offset);
    return end.line > start.line ? [{ startLine: start.line, endLine: end.line }] : [];
  });
}

export function codeLenses(session: Session, { textDocument }: CodeLensParams): CodeLens[] {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  // The command is our own extension's; other editors do not know it.
  if (file === undefined || !session.client.isOurs || !session.settings.codeLens || !session.settings.enable) return [];
  return lensesOf(session.snapshot, name).flatMap(({ resource, span }) => {
    const placed = file.documents.find(({ document }) => document.manifests.includes(resource.manifest));
    if (placed === undefined) return [];
    const argument: OpenPreviewArgument = {
      uri: textDocument.uri,
      namespace: resource.namespace,
      name: resource.name,
    };
    return [
      {
        range: rangeIn(session, file, placed.document, span),
        command: { title: texts.previewLens(resource.name), command: OPEN_PREVIEW_COMMAND, arguments: [argument] },
      },
    ];
  });
}

export function inlayHints(session: Session, { textDocument, range }: InlayHintParams): InlayHint[] {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined || !session.settings.inlayHints || !session.settings.enable) return [];
  return hintsOf(session.snapshot, name).flatMap(({ resource, offset, hint }) => {
    const placed = file.documents.find(({ document }) => document.manifests.includes(resource.manifest));
    if (placed === undefined) return [];
    const position = session.positions.positionAt(file, offsetOf(file, placed.document) + offset);
    if (position.line < range.start.line || position.line > range.end.line) return [];
    return [{ position, label: texts.podNames(hint), paddingLeft: true }];
  });
}
