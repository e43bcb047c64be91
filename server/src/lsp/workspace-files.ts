// Files that are not open: read once at the start, followed by what the client tells of the disk. Open buffers win.

import { type DidChangeWatchedFilesParams, FileChangeType } from 'vscode-languageserver';
import { isBelow } from '../core/workspace/folder-tree.ts';
import type { FileName } from '../core/workspace/snapshot.ts';
import type { WorkspaceChange } from '../core/workspace/workspace.ts';
import {
  FIND_FILES_REQUEST,
  type FindFilesResult,
  READ_FILE_REQUEST,
  type ReadFileResult,
} from '../protocol/editor-messages.ts';
import { withProgress } from './progress.ts';
import type { Session } from './session.ts';

/** Files that are read before the event loop gets a turn, so that requests are answered in between. */
const BATCH = 20;

/** Reads all manifests of the workspace folders. */
export async function readWorkspace(session: Session, folders: readonly FileName[]): Promise<void> {
  await withProgress(session, 'reading-workspace', async (progress) => {
    const files = await findFiles(session, folders, progress.isCancelled);
    for (let at = 0; at < files.length && !progress.isCancelled(); at += BATCH) {
      progress.report(at, files.length);
      await readFromDisk(session, files.slice(at, at + BATCH));
      await new Promise<void>((resolve) => session.host.soon(resolve));
    }
  });
}

async function findFiles(
  session: Session,
  folders: readonly FileName[],
  isCancelled: () => boolean,
): Promise<readonly FileName[]> {
  const { files } = session.host;
  if (files !== undefined) {
    const options = { exclude: session.settings.exclude, isCancelled };
    const found: FileName[] = [];
    for (const folder of folders) found.push(...(await files.find(folder, options)));
    return found;
  }
  if (session.client.options.readsFiles !== true || folders.length === 0) return [];
  const { uris } = await session.connection.sendRequest<FindFilesResult>(FIND_FILES_REQUEST);
  return uris.map((uri) => session.names.nameOf(uri)).filter((name) => folders.some((folder) => isBelow(name, folder)));
}

/** Takes the disk's text of files in; a file that is gone is removed. Open buffers stay what they are. */
export async function readFromDisk(session: Session, names: readonly FileName[]): Promise<void> {
  const texts = await Promise.all(names.map(async (name) => ({ name, text: await readFile(session, name) })));
  const changes: WorkspaceChange[] = [];
  for (const { name, text } of texts) {
    if (session.open.has(name)) continue;
    const isOurs = session.folders.some((folder) => isBelow(name, folder));
    if (text !== undefined && isOurs) changes.push({ kind: 'text', file: name, text });
    else if (session.snapshot.files.has(name)) changes.push({ kind: 'remove', file: name });
  }
  if (changes.length === 0) return;
  session.workspace.apply(changes);
  session.changed();
}

async function readFile(session: Session, name: FileName): Promise<string | undefined> {
  const { files } = session.host;
  if (files !== undefined) return files.read(name);
  if (session.client.options.readsFiles !== true) return undefined;
  const parameters = { uri: session.names.uriOf(name) };
  const { text } = await session.connection.sendRequest<ReadFileResult>(READ_FILE_REQUEST, parameters);
  return text ?? undefined;
}

/** Follows what the client tells of the disk: files, and folders that vanished with all that was in them. */
export async function didChangeWatchedFiles(session: Session, parameters: DidChangeWatchedFilesParams): Promise<void> {
  const toRead = new Set<FileName>();
  for (const { uri, type } of parameters.changes) {
    const name = session.names.nameOf(uri);
    if (type !== FileChangeType.Deleted) {
      if (isManifestName(name)) toRead.add(name);
      continue;
    }
    toRead.add(name);
    if (!isManifestName(name))
      for (const file of session.snapshot.files.keys()) if (isBelow(file, name)) toRead.add(file);
  }
  const files = [...toRead].filter((name) => isManifestName(name));
  for (let at = 0; at < files.length; at += BATCH) await readFromDisk(session, files.slice(at, at + BATCH));
}

export function isManifestName(name: FileName): boolean {
  return /\.(?:ya?ml|json)$/i.test(name);
}
