// Entry of the command line program. No logic here.

import process from 'node:process';
import { runCli } from '../cli/main.ts';
import { nodeCliHost } from './cli-host.ts';

// A reader that stops early, such as `head`, is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

runCli(nodeCliHost()).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
