// Files for a server that has no disk: in a browser worker, or where the folder lives behind another file system.

import { type CancellationToken, FileSystemError, Uri, workspace } from 'vscode';
import type {
  FindFilesResult,
  ReadFileParameters,
  ReadFileResult,
} from '../../../server/src/protocol/editor-messages.ts';

/** What may hold manifests, or decides about them. */
const MANIFEST_FILES = '**/*.{yaml,yml,json}';
/** `files.exclude` counts besides, because no exclusion of ours replaces it. */
const NEVER_READ = '**/{node_modules,.git}/**';

/** All manifest files below the workspace folders. */
export async function findManifestFiles(token: CancellationToken): Promise<FindFilesResult> {
  const uris = await workspace.findFiles(MANIFEST_FILES, NEVER_READ, undefined, token);
  return { uris: uris.map((uri) => uri.toString()) };
}

/** The text on disk, not that of an open buffer. `text` is null where the file is gone or its bytes are not UTF-8. */
export async function readTextFile({ uri }: ReadFileParameters): Promise<ReadFileResult> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri, true));
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof FileSystemError || error instanceof TypeError) return { text: null };
    throw error;
  }
}
