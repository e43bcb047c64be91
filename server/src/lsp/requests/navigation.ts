// Names that refer to other objects: definition, references, highlights, links and rename.

import {
  type DefinitionParams,
  type DocumentHighlight,
  type DocumentHighlightParams,
  type DocumentLink,
  type DocumentLinkParams,
  type Location,
  LSPErrorCodes,
  type PrepareRenameParams,
  type Range,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  declarationsOf,
  linkedNames,
  type NameAt,
  type NamePlace,
  nameAt,
  placesOf,
  renameEdits,
} from '../../core/features/references/references.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { locationOf } from '../to-lsp.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

type At = Pick<DefinitionParams, 'textDocument' | 'position'>;

export function definition(session: Session, parameters: DefinitionParams): Location[] {
  const found = find(session, parameters);
  return found === undefined ? [] : locations(session, declarationsOf(session.snapshot, found));
}

export function references(session: Session, parameters: ReferenceParams): Location[] {
  const found = find(session, parameters);
  if (found === undefined) return [];
  const places = placesOf(session.snapshot, found);
  const wanted = parameters.context.includeDeclaration ? places : places.filter((place) => !place.isDeclaration);
  return locations(session, wanted);
}

export function documentHighlights(session: Session, parameters: DocumentHighlightParams): DocumentHighlight[] {
  const found = find(session, parameters);
  if (found === undefined) return [];
  const here = session.names.nameOf(parameters.textDocument.uri);
  const places = placesOf(session.snapshot, found).filter(({ resource }) => resource.file === here);
  return locations(session, places).map(({ range }) => ({ range }));
}

export function documentLinks(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const name = session.names.nameOf(textDocument.uri);
  return linkedNames(session.snapshot, name).flatMap(({ from, to }): DocumentLink[] => {
    const source = locationFor(session, from);
    const target = locationFor(session, to);
    if (source === undefined || target === undefined) return [];
    const { line, character } = target.range.start;
    return [
      {
        range: source.range,
        target: `${target.uri}#${line + 1},${character + 1}`,
        tooltip: texts.linkTo(to.resource.kind, to.resource.name),
      },
    ];
  });
}

export function prepareRename(
  session: Session,
  parameters: PrepareRenameParams,
): { range: Range; placeholder: string } | null {
  const found = find(session, parameters);
  if (found === undefined) return null;
  const location = locationFor(session, found.place);
  return location === undefined ? null : { range: location.range, placeholder: found.name };
}

export function rename(session: Session, parameters: RenameParams): WorkspaceEdit | ResponseError {
  const found = find(session, parameters);
  const edits = found === undefined ? undefined : renameEdits(session.snapshot, found, parameters.newName);
  const edit = edits === undefined ? undefined : toWorkspaceEdit(session, edits);
  return edit ?? new ResponseError(LSPErrorCodes.RequestFailed, texts.cannotRename);
}

function find(session: Session, { textDocument, position }: At): NameAt | undefined {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined) return undefined;
  return nameAt(session.snapshot, name, session.positions.offsetAt(file, position));
}

function locations(session: Session, places: readonly NamePlace[]): Location[] {
  return places.flatMap((place) => locationFor(session, place) ?? []);
}

function locationFor(session: Session, { resource, span }: NamePlace): Location | undefined {
  const file = session.snapshot.files.get(resource.file);
  const placed = file?.documents.find(({ document }) => document.manifests.includes(resource.manifest));
  return placed === undefined ? undefined : locationOf(session, resource.file, placed.document, span);
}
