// Runs the built program with the machine's own Node, as a user would.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A folder with these files that is gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): {
  path: string;
  [Symbol.dispose](): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'statefulset-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs `dist/cli.js`; `npm test` builds it first. */
export function runCli(parameters: readonly string[], folder: string = root): Run {
  const program = join(root, 'dist', 'cli.js');
  if (!existsSync(program)) throw new Error('dist/cli.js is missing: run npm run build first');
  const node = process.env['npm_node_execpath'] ?? 'node';
  const environment = { ...process.env, NO_COLOR: '', FORCE_COLOR: '', NODE_OPTIONS: '' };
  const result = spawnSync(node, [program, ...parameters], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
    maxBuffer: 2 ** 26,
  });
  return { code: result.status, output: result.stdout, errors: result.stderr };
}
