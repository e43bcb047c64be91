// What lives here: manifests on disk, for the server and the command line. It reads and finds; it never writes, and it
// never looks into what it found. Start reading at `findManifests` and `readTextFile`.

import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { MAX_FILE_LENGTH } from '../core/yaml/limits.ts';

export interface FindOptions {
  /** Patterns of `.gitignore` shape, relative to the folder, that are left out beside what `.gitignore` files name. */
  readonly exclude: readonly string[];
  readonly isCancelled: () => boolean;
  /** Told of links to folders that hold them; those are not followed. */
  readonly onLoop?: (path: string) => void;
}

const manifestName = /\.(?:ya?ml|json)$/i;
const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules', '.hg', '.svn']);
/** The project file starts with a dot and is wanted all the same, as are other dotted manifests. */
const skippedFiles: ReadonlySet<string> = new Set(['package-lock.json']);

/**
 * Paths of all manifests below a folder, sorted, with `/` between folders. Symbolic links are followed, each folder is
 * visited once. Folders that cannot be read are passed in silence: nothing in them can be checked.
 */
export async function findManifests(folder: string, options: FindOptions): Promise<readonly string[]> {
  const walk = new Walk(options);
  await walk.visit(folder, [{ base: '', rules: ignore().add([...options.exclude]) }], '');
  return walk.found.sort();
}

interface Rules {
  /** Folder, relative to the walk's start, that the patterns speak of; empty or with a final `/`. */
  readonly base: string;
  readonly rules: Ignore;
}

class Walk {
  readonly found: string[] = [];
  readonly #options: FindOptions;
  readonly #visited: Set<string> = new Set();

  constructor(options: FindOptions) {
    this.#options = options;
  }

  /** `path` is relative to the start: empty, or with a final `/`. */
  async visit(folder: string, inherited: readonly Rules[], path: string, above: string = ''): Promise<void> {
    if (this.#options.isCancelled()) return;
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined) return;
    if (this.#visited.has(real)) {
      if (`${above}/`.startsWith(`${real}/`)) this.#options.onLoop?.(folder);
      return;
    }
    this.#visited.add(real);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const hasGitIgnore = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
    const patterns = hasGitIgnore ? await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '') : '';
    const rules = patterns === '' ? inherited : [...inherited, { base: path, rules: ignore().add(patterns) }];
    for (const entry of entries) {
      const full = `${folder}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? await kindOf(full) : entry.isDirectory() ? 'folder' : 'file';
      if (kind === 'folder') {
        const below = `${path}${entry.name}/`;
        if (!skippedFolders.has(entry.name) && !isIgnored(below, rules)) await this.visit(full, rules, below, real);
      } else if (kind === 'file' && manifestName.test(entry.name) && !skippedFiles.has(entry.name)) {
        if (!isIgnored(`${path}${entry.name}`, rules)) this.found.push(full);
      }
    }
  }
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'nothing';
  return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'nothing';
}

/** A deeper `.gitignore` has the last word, as in Git. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  let ignored = false;
  for (const { base, rules: own } of rules) {
    const relative = path.slice(base.length);
    const { ignored: isOut, unignored } = own.test(relative);
    if (isOut) ignored = true;
    else if (unignored) ignored = false;
  }
  return ignored;
}

/** Why a file has no text: nobody can read it, it is no text, or it is longer than what is read at all. */
export type Unreadable = 'gone' | 'not-text' | 'too-long';

export type FileText =
  | { readonly text: string; readonly why?: undefined }
  | { readonly text?: undefined; readonly why: Unreadable };

/** The text of a file: UTF-8, or UTF-16 with a byte order mark, as Go's YAML reader takes them. Never throws. */
export async function readTextFile(path: string): Promise<FileText> {
  const size = await stat(path).catch(() => undefined);
  if (size?.isFile() !== true) return { why: 'gone' };
  // A code unit takes at most three bytes.
  if (size.size > MAX_FILE_LENGTH * 3) return { why: 'too-long' };
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? { why: 'gone' } : decode(bytes);
}

/** The text of bytes; not-text where they are no valid encoding or hold a NUL. */
export function decode(bytes: Uint8Array): FileText {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  if (encoding === 'utf-8' && bytes.includes(0)) return { why: 'not-text' };
  try {
    // The byte order mark of UTF-8 stays: offsets then agree with those of an editor that keeps it.
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes) };
  } catch {
    // The decoder's way of saying that the bytes are no such text.
    return { why: 'not-text' };
  }
}
