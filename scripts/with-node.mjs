// Runs a script with a Node that its tools need: `node scripts/with-node.mjs SCRIPT ARGUMENTS…`
// The running Node serves where it is new enough, else one is fetched once into an ignored folder.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSchemaStale } from './schema/staleness.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const fetchedMajor = 24;

// The package has no `type`: VS Code for the Web refuses extensions that call themselves module packages. Node finds
// out for each file by itself, and need not tell; programs that are started from here inherit this.
const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
if (!process.env.NODE_OPTIONS?.includes(quiet))
  process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, quiet].filter(Boolean).join(' ');

/** Path of a Node of at least 22.18: it runs TypeScript as it stands. Throws where none can be had. */
export function newerNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(root, '.cache', `node-${fetchedMajor}`);
  const program = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    console.error(
      `Node ${process.versions.node} is too old for the tests' tools: fetching Node ${fetchedMajor} into .cache …`,
    );
    const result = spawnSync(
      'npm',
      ['install', '--prefix', folder, '--no-save', '--ignore-scripts', `${name}@${fetchedMajor}`],
      { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
    );
    if (result.status !== 0 || !existsSync(program))
      throw new Error(`cannot fetch the npm package ${name}@${fetchedMajor}`);
  }
  return program;
}

/** Makes the generated schema that tests and scripts import, where it is missing or old. */
export function generateSchemaIfStale() {
  if (!isSchemaStale(root)) return;
  const result = spawnSync(newerNode(), [join(root, 'scripts/generate.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) throw new Error('cannot generate the schema');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv[2]?.endsWith('generate.ts')) generateSchemaIfStale();
  const result = spawnSync(newerNode(), process.argv.slice(2), { stdio: 'inherit' });
  process.exit(result.status ?? 1);
}
