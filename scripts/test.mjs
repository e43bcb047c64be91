// `npm test`: everything that proves the product, on a fresh clone too.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newerNode } from './with-node.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

/** Runs one program to its end and stops the whole run when it fails. */
function run(title, program, args) {
  console.log(`\n— ${title}`);
  const result = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error(`failed: ${title}`);
    process.exit(1);
  }
}

if (!existsSync('node_modules')) run('install', 'npm', ['ci']);
run('types', 'npx', ['tsc', '-b']);
run('format and lint', 'npx', ['biome', 'check', '.']);
run('unit tests', newerNode(), [
  '--test',
  '--test-isolation=none',
  'test/core/**/*.test.ts',
  'test/property/**/*.test.ts',
]);
