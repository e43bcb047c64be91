// Committed texts, read with the `git` program: arguments as an array, no shell, only in trusted workspaces (the server
// object checks). Repository changes are told by the built-in Git extension where it is there.

import { type Disposable, EventEmitter, extensions, Uri, workspace } from 'vscode';
import type { CommittedFilesParameters, CommittedFilesResult } from '../../../server/src/protocol/editor-messages.ts';
import type { CommittedReader } from '../host.ts';
import { readCommittedOfRepository, repositoryOf } from './git-program.ts';

/** Makes the reader; it starts nothing before it is asked. */
export function createGitReader(): CommittedReader {
  const changed = new EventEmitter<void>();
  const disposables: Disposable[] = [changed];
  let isWatching = false;
  return {
    async read(parameters: CommittedFilesParameters): Promise<CommittedFilesResult> {
      if (!isWatching) {
        isWatching = true;
        disposables.push(...(await watchRepositories(() => changed.fire())));
      }
      return readCommitted(await gitProgram(), parameters);
    },
    watch: (listener) => changed.event(listener),
    dispose: () => {
      for (const disposable of disposables.splice(0)) disposable.dispose();
    },
  };
}

async function readCommitted(
  git: string,
  { reference, uris }: CommittedFilesParameters,
): Promise<CommittedFilesResult> {
  const filesByRepository = new Map<string, string[]>();
  for (const uri of uris) {
    const file = Uri.parse(uri);
    if (file.scheme !== 'file') continue;
    const repository = await repositoryOf(git, file.fsPath);
    if (repository === undefined) continue;
    filesByRepository.set(repository, [...(filesByRepository.get(repository) ?? []), file.fsPath]);
  }
  const files: { uri: string; text: string }[] = [];
  for (const [repository, paths] of filesByRepository) {
    const committed = await readCommittedOfRepository(git, repository, reference, paths);
    if (committed === undefined) return { unknownReference: reference, files: [] };
    for (const [path, text] of committed) files.push({ uri: Uri.file(path).toString(), text });
  }
  return filesByRepository.size === 0 ? { files } : { reference, files };
}

/** What is used of the built-in Git extension's interface, version 1. */
interface GitExtension {
  getAPI(version: 1): {
    readonly git: { readonly path: string };
    readonly repositories: readonly GitRepository[];
    readonly onDidOpenRepository: (listener: (repository: GitRepository) => void) => Disposable;
  };
}

interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly onDidChange: (listener: () => void) => Disposable;
  };
}

async function gitInterface(): Promise<ReturnType<GitExtension['getAPI']> | undefined> {
  if (!workspace.getConfiguration('git').get('enabled', true)) return undefined;
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    return (await extension.activate()).getAPI(1);
  } catch {
    // It throws where it finds no Git; then the `git` on the PATH is tried, which says the same by its absence.
    return undefined;
  }
}

async function gitProgram(): Promise<string> {
  return (await gitInterface())?.git.path ?? 'git';
}

/** Calls back when a repository's checked out commit is another one. */
async function watchRepositories(changed: () => void): Promise<Disposable[]> {
  const git = await gitInterface();
  if (git === undefined) return [];
  const watch = ({ state }: GitRepository): Disposable => {
    let commit = state.HEAD?.commit;
    return state.onDidChange(() => {
      if (state.HEAD?.commit === commit) return;
      commit = state.HEAD?.commit;
      changed();
    });
  };
  const watched = git.repositories.map(watch);
  return [git.onDidOpenRepository((repository) => watched.push(watch(repository))), ...watched];
}
