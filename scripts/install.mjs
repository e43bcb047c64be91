// Installs the packages when the lock file says something else than what is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** File inside `node_modules` that holds the lock file of the last installation. */
const STAMP = 'node_modules/.installed-lock.json';

/** Runs `npm ci` where needed; ends the process with a clear line where that fails. */
export function install() {
  const lock = readFileSync('package-lock.json', 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('installing packages …');
  const result = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('`npm ci` failed; is the npm registry reachable?');
    process.exit(1);
  }
  writeFileSync(STAMP, lock);
}
