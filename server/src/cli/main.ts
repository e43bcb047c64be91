// What lives here: the command line program. It reads arguments, lets the engine work and writes what it says; it never
// judges a manifest and touches the machine only through the host. Start reading at `runCli`.

import { check } from './check.ts';
import { fix } from './fix.ts';
import type { CliHost } from './host.ts';
import { readOptions } from './options.ts';
import { simulate } from './simulate.ts';
import { texts } from './texts.ts';

/** Runs one command; gives the exit code: 0 clean, 1 findings, 2 wrong usage. A crash is an exception. */
export async function runCli(host: CliHost): Promise<number> {
  const options = readOptions(host.arguments);
  if ('problem' in options) {
    host.writeError(`${options.problem}\n`);
    return 2;
  }
  switch (options.command) {
    case 'help':
      host.write(texts.help);
      return 0;
    case 'version':
      host.write(`${host.version}\n`);
      return 0;
    case 'check':
      return check(options, host);
    case 'fix':
      return fix(options, host);
    case 'simulate':
      return simulate(options, host);
  }
}
