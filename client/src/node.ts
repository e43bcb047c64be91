// Entry of the extension on the desktop and on remote hosts. Wires the two things that need a process; no logic here.

import type { ExtensionContext } from 'vscode';
import { activateWith, type ExtensionApi } from './activation.ts';
import { createGitReader } from './git/git-reader.ts';
import { texts } from './texts.ts';

/** Called by VS Code. */
export function activate(context: ExtensionContext): ExtensionApi {
  return activateWith(context, {
    createClient: async (_context, options) => {
      const { LanguageClient, RevealOutputChannelOn, TransportKind } = await import('vscode-languageclient/node');
      const run = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
      const debug = { ...run, options: { execArgv: ['--inspect=6009', '--enable-source-maps'] } };
      const quiet = { ...options, revealOutputChannelOn: RevealOutputChannelOn.Never };
      return new LanguageClient('statefulset', texts.clientName, { run, debug }, quiet);
    },
    createCommittedReader: createGitReader,
    cacheFolder: () => context.globalStorageUri,
    // `npm start` shows the preview without a click.
    opensPreview: process.env['STATEFULSET_OPEN_PREVIEW'] === '1',
  });
}
