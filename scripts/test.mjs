// `npm test`: everything that proves the product, on a fresh clone too. Ends with `N passed, N failed` over all suites.
// Suites are found by folder; a new test file needs no change here. Start reading at the bottom.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { newerNode } from './with-node.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

/** Folders of tests that start programs: the built server, the command line, a browser, VS Code. One after another. */
const PROGRAM_FOLDERS = ['test/lsp', 'test/cli', 'test/webview', 'test/extension'];
/** All other folders: their tests run inside one process of Node and share nothing but the sources. */
const ENGINE_FOLDERS = readdirSync('test', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `test/${entry.name}`)
  .filter((folder) => !PROGRAM_FOLDERS.includes(folder))
  .sort();

const begin = Date.now();
const seconds = () => `${Math.round((Date.now() - begin) / 1000)} s`;
const problems = [];

/** Runs a program to its end; its output appears at once in one piece when it is done, so that parallel runs read well. */
function run(title, program, args, environment = {}) {
  const isWindows = process.platform === 'win32';
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows && !program.includes('node'),
    env: { ...process.env, ...environment },
  });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      console.log(`\n— ${title}: ${code === 0 ? 'good' : 'FAILED'} (${seconds()})`);
      const output = Buffer.concat(chunks).toString().trim();
      if (output !== '') console.log(output);
      if (code !== 0) problems.push(title);
      resolve(code === 0);
    });
  });
}

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return testFiles(path);
    return name.endsWith('.test.ts') ? [path] : [];
  });
}

const countFolder = join('.build', 'test-counts');

/** Runs test files and gives their counts; a run without counts is a failure of its own. */
async function runTests(title, files, flags) {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const countFile = join(countFolder, `${title.replace(/\W+/g, '-')}.json`);
  const args = ['--test', '--test-reporter=./scripts/test/reporter.mjs', '--test-reporter-destination=stdout'];
  await run(title, newerNode(), [...args, ...flags, ...files], { STATEFULSET_COUNTS: countFile });
  if (existsSync(countFile)) return JSON.parse(readFileSync(countFile, 'utf8'));
  return { passed: 0, failed: 1 };
}

async function engineTests() {
  const files = ENGINE_FOLDERS.flatMap(testFiles);
  const coverage = ['--experimental-test-coverage', '--test-coverage-include=server/src/**'];
  return [await runTests('engine', [...files, ...testFilesAt('test')], ['--test-isolation=none', ...coverage])];
}

/** Files directly in the folder, such as the architecture test. */
function testFilesAt(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

async function programTests() {
  const counts = [];
  for (const folder of PROGRAM_FOLDERS)
    counts.push(await runTests(folder.replace('test/', ''), testFiles(folder), ['--test-concurrency=1']));
  return counts;
}

install();
rmSync(countFolder, { recursive: true, force: true });
mkdirSync(countFolder, { recursive: true });
const npx = (title, ...args) => run(title, 'npx', ['--no-install', ...args]);
const isBuilt = await run('build', process.execPath, ['scripts/build.mjs']);
await Promise.all([
  npx('types', 'tsc', '-b'),
  npx('format and lint', 'biome', 'check', '.'),
  npx('unused code', 'knip'),
]);
const counts = (await Promise.all([engineTests(), isBuilt ? programTests() : []])).flat();
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
if (problems.length > 0) console.error(`\nfailed: ${problems.join(', ')}`);
console.log(`\n${seconds()}\n${passed} passed, ${failed} failed`);
process.exitCode = problems.length === 0 && failed === 0 && passed > 0 ? 0 : 1;
