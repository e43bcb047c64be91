// What Node gives the server: files, a clock and turns of the event loop.

import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../core/features/version.ts';
import type { ServerHost } from '../lsp/host.ts';
import { findManifests, readTextFile } from './file-system.ts';

export function nodeHost(): ServerHost {
  return {
    version: VERSION,
    files: {
      find: async (folder, options) => {
        const path = pathOf(folder);
        if (path === undefined) return [];
        // Names keep the client's spelling of the folder.
        return (await findManifests(path, options)).map((found) => folder + found.slice(path.length));
      },
      read: async (file) => {
        const path = pathOf(file);
        return path === undefined ? undefined : (await readTextFile(path)).text;
      },
    },
    now: () => performance.now(),
    soon: (work) => {
      setImmediate(work);
    },
    later: (work, milliseconds) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

/** The path behind a decoded `file:` URI; undefined for other schemes. */
function pathOf(name: string): string | undefined {
  if (!name.startsWith('file://')) return undefined;
  const path = fileURLToPath(`file://${name.slice(7).split('/').map(encodeURIComponent).join('/')}`);
  return path.length > 1 && /[\\/]$/.test(path) ? path.slice(0, -1) : path;
}
