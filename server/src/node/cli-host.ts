// What Node gives the command line program.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { CliHost } from '../cli/host.ts';
import { VERSION } from '../core/features/version.ts';
import { decode } from './file-system.ts';
import { findGiven, readTextFile, toSlashes } from './manifest-files.ts';

export function nodeCliHost(): CliHost {
  const { env, stdout, stderr } = process;
  return {
    version: VERSION,
    arguments: process.argv.slice(2),
    currentFolder: toSlashes(process.cwd()),
    // https://no-color.org and its opposite.
    hasColor: (stdout.isTTY === true || (env['FORCE_COLOR'] ?? '') !== '') && (env['NO_COLOR'] ?? '') === '',
    isErrorTerminal: stderr.isTTY === true,
    write: (text) => {
      stdout.write(text);
    },
    writeError: (text) => {
      stderr.write(text);
    },
    find: findGiven,
    read: readTextFile,
    now: () => performance.now(),
    run: (program, parameters, folder) =>
      new Promise((resolve) => {
        const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
        execFile(program, [...parameters], options, (error, output) => resolve(error === null ? output : undefined));
      }),
    place: async (path) => {
      const absolute = resolve(path);
      const isFolder = (await stat(absolute).catch(() => undefined))?.isDirectory() === true;
      return { absolute: toSlashes(absolute), folder: toSlashes(isFolder ? absolute : dirname(absolute)) };
    },
    readNow: (path) => {
      try {
        return decode(readFileSync(path)).text;
      } catch {
        // No such file, or a folder.
        return undefined;
      }
    },
    save: (path, text) => writeFile(path, text),
  };
}
