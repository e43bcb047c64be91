// Entry of the command line program. No logic here.

import process from 'node:process';
import { runCli } from '../cli/main.ts';
import { nodeCliHost } from './cli-host.ts';

try {
  process.exitCode = await runCli(nodeCliHost());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
}
