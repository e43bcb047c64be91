// The table of requests: each with what it advertises and how it is answered. One wrapper times the call, passes
// cancellation on and turns bugs into empty answers with a log line. Capabilities are derived from this table.

import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { PREVIEW_FIX_REQUEST, PREVIEW_MODEL_REQUEST, PREVIEW_WRITE_REQUEST } from '../protocol/preview-messages.ts';
import type { ClientFeatures } from './client-features.ts';
import { codeActions, FIX_ALL_KIND, resolveCodeAction } from './requests/code-actions.ts';
import { completion, resolveCompletion } from './requests/completion.ts';
import { hover } from './requests/hover.ts';
import {
  definition,
  documentHighlights,
  documentLinks,
  prepareRename,
  references,
  rename,
} from './requests/navigation.ts';
import { codeLenses, documentSymbols, foldingRanges, inlayHints } from './requests/outline.ts';
import { answerPreviewFix, answerPreviewModel, answerPreviewWrite } from './requests/preview.ts';
import { pullDiagnostics } from './requests/pull-diagnostics.ts';
import type { Session } from './session.ts';

/** Something that a client can ask for. */
export interface Handler {
  readonly method: string;
  /** What is advertised; nothing for requests that only our own client knows. */
  readonly capabilities: (client: ClientFeatures) => Partial<ServerCapabilities>;
  /** The answer for parameters that the client promises to be of the method's type. */
  readonly answer: (session: Session, parameters: unknown, token: CancellationToken) => unknown;
  /** The answer after a bug. */
  readonly nothing: unknown;
}

/** Ties a handler's parameters to the method's type: the client promises them, the wire does not prove them. */
function handler<P>(
  method: string,
  nothing: unknown,
  answer: (session: Session, parameters: P, token: CancellationToken) => unknown,
  capabilities: Handler['capabilities'] = () => ({}),
): Handler {
  return {
    method,
    nothing,
    capabilities,
    answer: (session, parameters, token) => answer(session, parameters as P, token),
  };
}

export const handlers: readonly Handler[] = [
  handler('textDocument/codeAction', [], codeActions, (client) => ({
    codeActionProvider: client.hasCodeActionLiterals
      ? { codeActionKinds: ['quickfix', FIX_ALL_KIND], resolveProvider: client.resolvesCodeActionEdits }
      : false,
  })),
  handler('codeAction/resolve', null, resolveCodeAction),
  handler(PREVIEW_MODEL_REQUEST, null, answerPreviewModel),
  handler(PREVIEW_FIX_REQUEST, null, answerPreviewFix),
  handler(PREVIEW_WRITE_REQUEST, null, answerPreviewWrite),
  handler('textDocument/diagnostic', { kind: 'full', items: [] }, pullDiagnostics, (client) =>
    client.pullsDiagnostics ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } } : {},
  ),
  handler('textDocument/hover', null, hover, () => ({ hoverProvider: true })),
  handler('textDocument/completion', null, completion, () => ({
    completionProvider: { triggerCharacters: [' ', '"'], resolveProvider: true },
  })),
  handler('completionItem/resolve', null, resolveCompletion),
  handler('textDocument/definition', [], definition, () => ({ definitionProvider: true })),
  handler('textDocument/references', [], references, () => ({ referencesProvider: true })),
  handler('textDocument/documentHighlight', [], documentHighlights, () => ({ documentHighlightProvider: true })),
  handler('textDocument/documentLink', [], documentLinks, () => ({ documentLinkProvider: {} })),
  handler('textDocument/rename', null, rename, (client) => ({
    renameProvider: client.canPrepareRename ? { prepareProvider: true } : true,
  })),
  handler('textDocument/prepareRename', null, prepareRename),
  handler('textDocument/documentSymbol', [], documentSymbols, () => ({ documentSymbolProvider: true })),
  handler('textDocument/foldingRange', [], foldingRanges, () => ({ foldingRangeProvider: true })),
  handler('textDocument/codeLens', [], codeLenses, (client) => (client.isOurs ? { codeLensProvider: {} } : {})),
  handler('textDocument/inlayHint', [], inlayHints, () => ({ inlayHintProvider: true })),
];

export function capabilitiesFor(client: ClientFeatures): ServerCapabilities {
  const capabilities: ServerCapabilities = {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return Object.assign(capabilities, ...handlers.map((one) => one.capabilities(client)));
}

/** Requests that take longer are logged: they are felt. */
const SLOW_MILLISECONDS = 200;

export function registerHandlers(connection: Connection, session: Session): void {
  for (const one of handlers)
    connection.onRequest(one.method, (parameters: unknown, token: CancellationToken) =>
      answer(session, one, parameters, token),
    );
}

async function answer(
  session: Session,
  handler: Handler,
  parameters: unknown,
  token: CancellationToken,
): Promise<unknown> {
  const started = session.host.now();
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  try {
    const result = await handler.answer(session, parameters, token);
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return result;
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    session.connection.console.error(`${handler.method}: ${stack}`);
    return handler.nothing;
  } finally {
    const milliseconds = session.host.now() - started;
    if (milliseconds > SLOW_MILLISECONDS)
      session.connection.console.info(`${handler.method} took ${Math.round(milliseconds)} ms`);
  }
}
