// What differs between the desktop and the browser, as arguments: `node.ts` and `browser.ts` each pass one of these.

import type { Disposable, ExtensionContext, Uri } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { CommittedFilesParameters, CommittedFilesResult } from '../../server/src/protocol/editor-messages.ts';

/** Reads what is committed, where there is Git. */
export interface CommittedReader extends Disposable {
  read(parameters: CommittedFilesParameters): Promise<CommittedFilesResult>;
  /** Calls back when another commit is checked out in a repository that was read. */
  watch(changed: () => void): Disposable;
}

export interface Host {
  /** Makes a client that is not started yet. The library is loaded only here: most windows never need it. */
  createClient(context: ExtensionContext, options: LanguageClientOptions): Promise<BaseLanguageClient>;
  createCommittedReader(): CommittedReader;
  /** Where the server may keep a cache; absent where it has no disk. */
  cacheFolder(context: ExtensionContext): Uri | undefined;
  /** Whether the preview opens by itself beside the first manifest. */
  readonly opensPreview: boolean;
}
