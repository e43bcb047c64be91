// Fetches a VS Code that runs without a desktop: the folder `lib/vscode` of the npm package `code-server` holds the
// unmodified extension host and the browser workbench. Nothing is compiled; what needs a compiler is replaced by stubs.
// It never starts anything: see `serve-host.ts`. Everything lands in the ignored folder `.vscode-host`.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version that is tested always; `VSCODE_HOST_VERSION=4.100.3` tests the oldest that the extension supports. */
export const HOST_VERSION: string = process.env['VSCODE_HOST_VERSION'] ?? '4.139.1';

export interface VscodeHost {
  /** Folder with `out/server-main.js`. */
  readonly folder: string;
  /** Version of VS Code itself, such as `1.139.1`. */
  readonly version: string;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const hostRoot = join(root, '.vscode-host');

/** What the server, the extension host, the page, search, Git and the terminal need; the rest is never loaded. */
const KEPT_PACKAGES: readonly string[] = [
  '@microsoft/1ds-core-js',
  '@parcel/watcher',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/ripgrep',
  '@vscode/ripgrep-universal',
  '@xterm/addon-clipboard',
  '@xterm/addon-progress',
  '@xterm/addon-serialize',
  '@xterm/addon-unicode11',
  '@xterm/headless',
  '@xterm/xterm',
  'cookie',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'minimist',
  'node-pty',
  'undici',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

/** Versions for packages that older hosts list in a form that only their own build can install. */
const PREBUILT_FOR_OLD_HOSTS: Readonly<Record<string, string>> = {
  '@parcel/watcher': '2.5.6',
  '@vscode/fs-copyfile': '2.0.0',
  '@vscode/ripgrep-universal': '1.18.0',
  'node-pty': '1.2.0-beta.15',
};

const UNUSED_EXTENSIONS: readonly string[] = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'simple-browser',
  'tunnel-forwarding',
];

/**
 * The host of {@link HOST_VERSION}, fetched where it is not there yet (about 20 seconds, 50 MB of download).
 * Throws with a sentence for people where it cannot be had.
 */
export function fetchHost(): VscodeHost {
  const installed = join(hostRoot, HOST_VERSION);
  if (!existsSync(join(installed, 'complete'))) install(installed);
  const folder = join(installed, 'package', 'lib', 'vscode');
  return { folder, version: readJson(join(folder, 'package.json')).version ?? HOST_VERSION };
}

interface PackageJson {
  version?: string;
  dependencies?: Record<string, string>;
  overrides?: unknown;
}

interface Shrinkwrap {
  packages?: Record<string, { version?: string } | undefined>;
}

function readJson(file: string): PackageJson & Shrinkwrap {
  // Both files come from a published package whose version is pinned, so their shape is known.
  return JSON.parse(readFileSync(file, 'utf8')) as PackageJson & Shrinkwrap;
}

function install(target: string): void {
  console.error(`Fetching a VS Code that runs in a browser (npm package code-server ${HOST_VERSION}) …`);
  mkdirSync(hostRoot, { recursive: true });
  // Two runs may fetch at the same time: each works in its own folder, and the first to finish wins.
  const work = `${target}.${process.pid}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  run('npm', ['pack', `code-server@${HOST_VERSION}`, '--silent', '--pack-destination', work], work);
  const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack wrote no archive');
  run('tar', ['xzf', archive, 'package/lib/vscode'], work);
  rmSync(join(work, archive));
  const folder = join(work, 'package', 'lib', 'vscode');
  installPackages(folder);
  writeStubs(folder);
  prune(folder);
  writeFileSync(join(work, 'complete'), '');
  if (existsSync(join(target, 'complete'))) rmSync(work, { recursive: true, force: true });
  else {
    rmSync(target, { recursive: true, force: true });
    renameSync(work, target);
  }
}

function installPackages(folder: string): void {
  const locked = readJson(join(folder, 'npm-shrinkwrap.json')).packages ?? {};
  const versionOf = (name: string): string | undefined => locked[`node_modules/${name}`]?.version;
  const isOld = versionOf('@vscode/ripgrep-universal') === undefined;
  const dependencies: Record<string, string> = {};
  for (const name of KEPT_PACKAGES) {
    const version = (isOld ? PREBUILT_FOR_OLD_HOSTS[name] : undefined) ?? versionOf(name);
    if (version !== undefined) dependencies[name] = version;
  }
  const manifest = readJson(join(folder, 'package.json'));
  manifest.dependencies = dependencies;
  delete manifest.overrides;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  rmSync(join(folder, 'npm-shrinkwrap.json'));
  const flags = [
    '--omit=dev',
    '--ignore-scripts',
    '--no-package-lock',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
  ];
  run('npm', ['install', ...flags, '--loglevel=error'], folder);
  if (isOld) copyRipgrep(folder);
}

/** The package of old hosts downloads the program in an install script, which is off. */
function copyRipgrep(folder: string): void {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const modules = join(folder, 'node_modules', '@vscode');
  const target = join(modules, 'ripgrep', 'bin', name);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(modules, 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`, name), target);
  chmodSync(target, 0o755);
}

/** Native packages that only watch the parent process or write log files; without stand-ins some hosts hang. */
function writeStubs(folder: string): void {
  for (const name of ['@vscode/native-watchdog', 'native-watchdog']) writePackage(folder, name, WATCHDOG);
  writePackage(folder, '@vscode/spdlog', SPDLOG);
}

const WATCHDOG = `exports.start = () => {};\n`;

const SPDLOG = `const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
function createLogger(_name, file) {
  let level = 2;
  mkdirSync(dirname(file), { recursive: true });
  const logger = { setLevel: (value) => (level = value), getLevel: () => level };
  for (const name of ['setPattern', 'clearFormatters', 'flush', 'drop']) logger[name] = () => {};
  levels.forEach((name, rank) => {
    logger[name] = (text) => { if (rank >= level) appendFileSync(file, '[' + name + '] ' + text + '\\n'); };
  });
  return logger;
}
exports.version = 0;
exports.setLevel = exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = async (name, file) => createLogger(name, file);
`;

function writePackage(folder: string, name: string, code: string): void {
  const target = join(folder, 'node_modules', name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
  writeFileSync(join(target, 'index.js'), code);
}

function prune(folder: string): void {
  for (const name of UNUSED_EXTENSIONS) rmSync(join(folder, 'extensions', name), { recursive: true, force: true });
  const here = `${process.platform}-${process.arch}`;
  for (const platforms of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']) {
    const parent = join(folder, 'node_modules', platforms);
    for (const name of existsSync(parent) ? readdirSync(parent) : [])
      if (name !== here) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], folder: string): void {
  // The project's own `.npmrc` is not above this folder for npm, so what must hold is given as flags.
  const result = spawnSync(program, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    throw new Error(`cannot fetch VS Code: \`${program} ${args.join(' ')}\` failed; is the npm registry reachable?`);
}
