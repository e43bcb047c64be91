// Manifests on disk: found below folders, read as text. Links are followed once; `.git`, `node_modules` and what
// `.gitignore` files name are left out.

import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { FileNote, FoundFile, FoundFiles, ReadText } from '../cli/host.ts';

/** A file's text, or why it has none. */
export async function readTextFile(path: string): Promise<ReadText> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    // Gone since it was found, or not ours to read.
    return { note: 'unreadable' };
  }
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return { note: 'not-utf-8' };
  if (bytes.subarray(0, 8000).includes(0)) return { note: 'not-text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { note: 'not-utf-8' };
  }
}

/** Files of the given paths: files as they are, whatever their name, and all manifests below folders. */
export async function findGiven(paths: readonly string[], exclude: readonly string[]): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>();
  const notes: FileNote[] = [];
  const missing: { path: string; isUnreadable: boolean }[] = [];
  for (const path of paths) {
    const absolute = resolve(path);
    try {
      const status = await stat(absolute);
      if (status.isDirectory()) {
        const walk = new Walk(absolute, exclude);
        await walk.folder(absolute, []);
        for (const found of walk.files) {
          const name = toSlashes(found);
          if (!files.has(name)) files.set(name, { path: name, shown: toSlashes(relative(absolute, found)) });
        }
        for (const note of walk.notes) notes.push({ ...note, file: toSlashes(relative(absolute, note.file)) });
      } else files.set(toSlashes(absolute), { path: toSlashes(absolute), shown: toSlashes(path) });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      missing.push({ path, isUnreadable: code === 'EACCES' || code === 'EPERM' });
    }
  }
  return { files: [...files.values()], notes, missing };
}

/** All manifests below a folder. */
export async function findManifests(folder: string, exclude: readonly string[]): Promise<readonly string[]> {
  const walk = new Walk(folder, exclude);
  await walk.folder(folder, []);
  return walk.files;
}

interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

class Walk {
  readonly files: string[] = [];
  readonly notes: FileNote[] = [];
  readonly #root: string;
  readonly #excluded: Ignore;
  readonly #seen: Set<string> = new Set();

  constructor(root: string, exclude: readonly string[]) {
    this.#root = root;
    this.#excluded = ignore().add(['.git', 'node_modules', ...exclude]);
  }

  async folder(path: string, above: readonly IgnoreRules[]): Promise<void> {
    let entries: Dirent[];
    try {
      const real = await realpath(path);
      if (this.#seen.has(real)) {
        this.notes.push({ file: path, note: 'link-loop' });
        return;
      }
      this.#seen.add(real);
      entries = await readdir(path, { withFileTypes: true });
    } catch {
      this.notes.push({ file: path, note: 'unreadable' });
      return;
    }
    const rules = entries.some(({ name }) => name === '.gitignore') ? await readIgnore(path) : undefined;
    const active = rules === undefined ? above : [...above, { folder: path, rules }];
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const child = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? await kindOfLink(child) : kindOf(entry);
      if (kind === 'other' || (kind === 'file' && !isManifestName(entry.name))) continue;
      if (this.#isIgnored(child, kind === 'folder', active)) continue;
      if (kind === 'file') this.files.push(child);
      else await this.folder(child, active);
    }
  }

  #isIgnored(path: string, isFolder: boolean, active: readonly IgnoreRules[]): boolean {
    const end = isFolder ? '/' : '';
    if (this.#excluded.ignores(toSlashes(relative(this.#root, path)) + end)) return true;
    return active.some(({ folder, rules }) => rules.ignores(toSlashes(relative(folder, path)) + end));
  }
}

async function readIgnore(folder: string): Promise<Ignore | undefined> {
  const read = await readTextFile(join(folder, '.gitignore'));
  return 'text' in read ? ignore().add(read.text) : undefined;
}

type Kind = 'file' | 'folder' | 'other';

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): Kind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

async function kindOfLink(path: string): Promise<Kind> {
  try {
    return kindOf(await stat(path));
  } catch {
    // A link to nothing.
    return 'other';
  }
}

export function isManifestName(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name);
}

/** A path with `/` between folders on every system. */
export function toSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
