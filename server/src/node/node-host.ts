// What Node gives the server: a clock and turns of the event loop.

import { performance } from 'node:perf_hooks';
import { VERSION } from '../core/features/version.ts';
import type { ServerHost } from '../lsp/host.ts';

export function nodeHost(): ServerHost {
  return {
    version: VERSION,
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
