// Files that are given on the command line: files as they are, whatever their names, and all manifests below folders.

import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import process from 'node:process';
import type { FileNote, FoundFile, FoundFiles, ReadText } from '../cli/host.ts';
import * as files from './file-system.ts';

/** A file's text, or why it has none. */
export async function readTextFile(path: string): Promise<ReadText> {
  const read = await files.readTextFile(path);
  return read.why === undefined ? { text: read.text } : { note: read.why };
}

export async function findGiven(paths: readonly string[], exclude: readonly string[]): Promise<FoundFiles> {
  const found = new Map<string, FoundFile>();
  const notes: FileNote[] = [];
  const missing: { path: string; isUnreadable: boolean }[] = [];
  const add = (path: string, shown: string): void => {
    const name = toSlashes(path);
    if (!found.has(name)) found.set(name, { path: name, shown: toSlashes(shown) });
  };
  for (const path of paths) {
    const absolute = resolve(path);
    try {
      const status = await stat(absolute);
      if (!status.isDirectory()) {
        add(absolute, path);
        continue;
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      missing.push({ path, isUnreadable: code === 'EACCES' || code === 'EPERM' });
      continue;
    }
    const onLoop = (link: string): void => {
      notes.push({ file: toSlashes(relative(absolute, link)), note: 'link-loop' });
    };
    for (const file of await files.findManifests(absolute, { exclude, isCancelled: () => false, onLoop }))
      add(file, relative(absolute, file));
  }
  return { files: [...found.values()], notes, missing };
}

/** A path with `/` between folders on every system. */
export function toSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
