// Entry of the extension in VS Code for the Web. The server runs in a worker; files are read by the client for it.

import { type ExtensionContext, Uri } from 'vscode';
import { activateWith, type ExtensionApi } from './activation.ts';
import { texts } from './texts.ts';

/** Called by VS Code. */
export function activate(context: ExtensionContext): ExtensionApi {
  return activateWith(context, {
    createClient: async (_context, options) => {
      const library = await import('vscode-languageclient/browser');
      const { BrowserMessageReader, BrowserMessageWriter, LanguageClient, RevealOutputChannelOn } = library;
      const script = Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
      const quiet = { ...options, revealOutputChannelOn: RevealOutputChannelOn.Never };
      // A factory, so that a restart gets a worker of its own. It gives streams, because the editor's workers are no
      // instances of the class that the library would look for.
      const transports = async () => {
        const worker = new Worker(script);
        return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
      };
      return new LanguageClient('statefulset', texts.clientName, transports, quiet);
    },
    // There is no `git` program beside a browser, so nothing is compared.
    createCommittedReader: () => ({
      read: async () => ({ files: [] }),
      watch: () => ({ dispose: () => undefined }),
      dispose: () => undefined,
    }),
    cacheFolder: () => undefined,
    opensPreview: false,
  });
}
