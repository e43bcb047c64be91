// What the client can do, asked once from its capabilities.

import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import type { PositionEncoding } from '../core/text/line-index.ts';
import type { InitializationOptions } from '../protocol/editor-messages.ts';
import { chooseEncoding } from './positions.ts';

export interface ClientFeatures {
  readonly capabilities: ClientCapabilities;
  readonly encoding: PositionEncoding;
  readonly options: InitializationOptions;
  /** Our own extension, which knows our commands and messages. */
  readonly isOurs: boolean;
  readonly workspaceFolders: readonly string[];
  /** Diagnostics are fetched by the client and never sent. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly canConfigure: boolean;
  readonly canWatchFiles: boolean;
  readonly canShowProgress: boolean;
  readonly hasRelatedInformation: boolean;
  readonly hasCodeDescription: boolean;
  readonly hasDocumentChanges: boolean;
  readonly canCreateFiles: boolean;
  readonly hasChangeAnnotations: boolean;
  /** Code actions may come without their edit, which is asked for later. */
  readonly resolvesCodeActionEdits: boolean;
  readonly hasCodeActionLiterals: boolean;
  readonly hasMarkdownHover: boolean;
  readonly hasSnippets: boolean;
  readonly hasSymbolTree: boolean;
  readonly canPrepareRename: boolean;
}

export function readClientFeatures(parameters: InitializeParams): ClientFeatures {
  const { capabilities } = parameters;
  const { workspace, textDocument, window, general } = capabilities;
  const options = readOptions(parameters.initializationOptions);
  const folders = parameters.workspaceFolders?.map(({ uri }) => uri);
  const edits = workspace?.workspaceEdit;
  return {
    capabilities,
    encoding: chooseEncoding(general?.positionEncodings),
    options: options ?? {},
    isOurs: options !== undefined,
    // `rootUri` is what clients sent before workspace folders existed.
    workspaceFolders: folders ?? (typeof parameters.rootUri === 'string' ? [parameters.rootUri] : []),
    pullsDiagnostics: textDocument?.diagnostic !== undefined && textDocument.publishDiagnostics === undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    canConfigure: workspace?.configuration === true,
    canWatchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    canShowProgress: window?.workDoneProgress === true,
    hasRelatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    hasCodeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
    hasDocumentChanges: edits?.documentChanges === true,
    canCreateFiles: edits?.documentChanges === true && edits.resourceOperations?.includes('create') === true,
    hasChangeAnnotations: edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined,
    resolvesCodeActionEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    hasCodeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    hasMarkdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    hasSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    canPrepareRename: textDocument?.rename?.prepareSupport === true,
    hasSymbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}

function readOptions(options: unknown): InitializationOptions | undefined {
  if (typeof options !== 'object' || options === null) return undefined;
  const values: Readonly<Record<string, unknown>> = { ...options };
  const { readsFiles, readsCommitted, hasOtherSchemas, cacheFolder } = values;
  if (readsFiles === undefined && readsCommitted === undefined && hasOtherSchemas === undefined) return undefined;
  return {
    readsFiles: readsFiles === true,
    readsCommitted: readsCommitted === true,
    hasOtherSchemas: hasOtherSchemas === true,
    ...(typeof cacheFolder === 'string' ? { cacheFolder } : {}),
  };
}
