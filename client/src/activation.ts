// The extension from start to end: what exists at once (commands, status, the preview's serializer) and what waits for
// a reason (the language server). Knows nothing of Kubernetes; the server answers. Start reading at `activateWith`.

import { type Disposable, type ExtensionContext, type TextDocument, window, workspace } from 'vscode';
import { registerCommands } from './commands/register-commands.ts';
import type { Host } from './host.ts';
import { isReasonToStart } from './manifest-documents.ts';
import { openPreview } from './preview/open-preview.ts';
import { type PreviewPanels, registerPreview } from './preview/preview-panels.ts';
import { Server } from './server.ts';
import { showManifestContext } from './status/manifest-context.ts';
import { registerStatus } from './status/status-items.ts';

/** What other extensions and the tests get from this one. */
export interface ExtensionApi {
  /** How long activation took, in milliseconds. */
  readonly activationTime: number;
  readonly server: Server;
  readonly previews: PreviewPanels;
}

/** Registers everything and starts the server when an open document is a reason to. Takes a few milliseconds. */
export function activateWith(context: ExtensionContext, host: Host): ExtensionApi {
  const begin = performance.now();
  const output = window.createOutputChannel('StatefulSet', { log: true });
  const server = new Server(context, host, output);
  const previews = registerPreview(context.extensionUri, server);
  context.subscriptions.push(
    output,
    server,
    previews,
    registerCommands(server, previews, output),
    registerStatus(server),
    showManifestContext(),
    startWithReason(server, () => {
      if (host.opensPreview) void openPreview(previews, undefined);
    }),
  );
  return { activationTime: performance.now() - begin, server, previews };
}

/** Looks at open documents until one is a reason, then never again. */
function startWithReason(server: Server, started: () => void): Disposable {
  const listeners: Disposable[] = [];
  const stop = (): void => {
    for (const listener of listeners.splice(0)) listener.dispose();
  };
  const look = (document: TextDocument): void => {
    if (!isReasonToStart(document)) return;
    stop();
    void server.start().then(started);
  };
  if (workspace.textDocuments.some(isReasonToStart)) void server.start().then(started);
  else
    listeners.push(
      workspace.onDidOpenTextDocument(look),
      workspace.onDidChangeTextDocument((event) => look(event.document)),
    );
  return { dispose: stop };
}
