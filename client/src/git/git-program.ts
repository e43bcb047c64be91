// Runs `git` and reads its answers. No shell, no text of a manifest in an argument, bounded output, optional locks off.

import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** More changed manifests than this are not an edit but another branch; then only the files asked for are read. */
const MOST_CHANGED_FILES = 2000;
const LONGEST_OUTPUT = 64 * 1024 * 1024;
const LONGEST_RUN_MS = 20_000;

/** The repository's root folder; undefined outside any, or without Git. */
export async function repositoryOf(git: string, file: string): Promise<string | undefined> {
  const answer = await run(git, dirname(file), ['rev-parse', '--show-toplevel']);
  return answer === undefined ? undefined : answer.trimEnd();
}

/**
 * Committed texts by absolute path: of `files`, and of all manifests that differ from the reference on disk.
 * Gives undefined where Git does not know the reference.
 */
export async function readCommittedOfRepository(
  git: string,
  repository: string,
  reference: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  // A reference never starts with a dash, so it cannot be taken for an option.
  if (reference.startsWith('-')) return undefined;
  const verified = await run(git, repository, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${reference}^{commit}`,
  ]);
  if (verified === undefined) return undefined;
  const commit = verified.trim();
  const pathsAsked = await pathsByName(repository, files);
  const names = new Set(pathsAsked.keys());
  const changed = await run(git, repository, ['diff', '--name-only', '--no-renames', '-z', commit, '--', ...MANIFESTS]);
  const changedNames = (changed ?? '').split('\0').filter((name) => name !== '');
  if (changedNames.length <= MOST_CHANGED_FILES) for (const name of changedNames) names.add(name);
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = await run(git, repository, ['cat-file', 'blob', `${commit}:${name}`]);
    if (text !== undefined) texts.set(pathsAsked.get(name) ?? join(repository, name), text);
  }
  return texts;
}

const MANIFESTS: readonly string[] = ['*.yaml', '*.yml', '*.json'];

/** Paths as they were asked for, by the name that Git uses; a workspace may be opened through a link. */
async function pathsByName(repository: string, files: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const file of files) {
    const folder = await realpath(dirname(file)).catch(() => dirname(file));
    const name = relative(repository, join(folder, file.slice(dirname(file).length + 1)));
    if (!name.startsWith('..')) names.set(name.split(sep).join('/'), file);
  }
  return names;
}

/** Standard output, or undefined where Git fails or is not there: whoever asks takes that for "nothing committed". */
function run(git: string, folder: string, args: readonly string[]): Promise<string | undefined> {
  const options = {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: LONGEST_OUTPUT,
    timeout: LONGEST_RUN_MS,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
  } as const;
  return new Promise((resolve) => {
    execFile(git, args, options, (error, output) => resolve(error === null ? output : undefined));
  });
}
