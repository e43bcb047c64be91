// What lives here: the language server over any connection. It translates between the protocol and the engine, keeps the
// workspace up to date and never judges a manifest. Start reading at `startServer`; requests are in `handlers.ts`.

import {
  ConfigurationRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { SETTINGS_SECTION } from '../protocol/settings.ts';
import { readClientFeatures } from './client-features.ts';
import { CommittedVersion } from './committed.ts';
import { DiagnosticsLoop } from './diagnostics-loop.ts';
import { capabilitiesFor, registerHandlers } from './handlers.ts';
import type { ServerHost } from './host.ts';
import { readSettings } from './read-settings.ts';
import { announcePreviewChanges } from './requests/preview.ts';
import { Session } from './session.ts';
import { StatusReporter } from './status.ts';
import { didChange, didClose, didOpen } from './text-sync.ts';
import { didChangeWatchedFiles, readWorkspace } from './workspace-files.ts';

/** Serves one client until it goes. */
export function startServer(connection: Connection, host: ServerHost): void {
  let session: Session | undefined;
  connection.onInitialize((parameters: InitializeParams): InitializeResult => {
    const client = readClientFeatures(parameters);
    const started = new Session(connection, host, client);
    session = started;
    listen(connection, started);
    registerHandlers(connection, started);
    return {
      capabilities: capabilitiesFor(client),
      serverInfo: { name: 'statefulset', version: host.version },
    };
  });
  connection.onInitialized(() => {
    const started = session;
    if (started !== undefined) started.run(() => afterInitialized(started));
  });
  connection.listen();
}

function listen(connection: Connection, session: Session): void {
  new DiagnosticsLoop(session);
  new StatusReporter(session);
  new CommittedVersion(session);
  announcePreviewChanges(session);
  connection.onShutdown(() => session.end());
  connection.onDidOpenTextDocument((parameters) => didOpen(session, parameters));
  connection.onDidChangeTextDocument((parameters) => didChange(session, parameters));
  connection.onDidCloseTextDocument((parameters) => didClose(session, parameters));
  connection.onDidChangeWatchedFiles((parameters) => {
    session.run(() => didChangeWatchedFiles(session, parameters));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    session.run(() => updateSettings(session, settings));
  });
}

async function afterInitialized(session: Session): Promise<void> {
  const { connection, client } = session;
  if (client.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION });
  if (client.canWatchFiles)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      // Folders too: their removal tells of no file below.
      watchers: [{ globPattern: '**/*.{yaml,yml,json}' }, { globPattern: '**/.gitignore' }],
    });
  if (client.capabilities.workspace?.workspaceFolders === true)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      session.changeFolders(
        added.map(({ uri }) => uri),
        removed.map(({ uri }) => uri),
      );
      session.run(() => readWorkspace(session, session.folders));
    });
  await updateSettings(session, undefined);
  await readWorkspace(session, session.folders);
}

/** Asks for the settings, or takes those that a client without `workspace/configuration` sent. */
async function updateSettings(session: Session, sent: unknown): Promise<void> {
  if (!session.client.canConfigure) {
    if (typeof sent !== 'object' || sent === null) return;
    const section: unknown = SETTINGS_SECTION in sent ? sent[SETTINGS_SECTION] : sent;
    session.settings = readSettings(section);
    return;
  }
  const sections = await session.connection.sendRequest(ConfigurationRequest.type, {
    items: [{ section: SETTINGS_SECTION }],
  });
  session.settings = readSettings(sections[0]);
}
