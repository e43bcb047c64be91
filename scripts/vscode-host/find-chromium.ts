// Finds a browser of the Chromium family, or installs Debian's where the user may.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findOnPath, isExecutable } from './find-on-path.ts';

const NAMES: readonly string[] = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

const PLACES: readonly string[] = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of the browser. Throws with a sentence for people where there is none and none can be installed. */
export function findChromium(): string {
  const named = process.env['CHROMIUM'];
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which is not there`);
  }
  const found = findInstalled();
  if (found !== undefined) return found;
  installWithApt();
  const installed = findInstalled();
  if (installed === undefined) throw new Error('apt installed chromium, but it is not on the PATH');
  return installed;
}

function findInstalled(): string | undefined {
  return findOnPath(NAMES) ?? PLACES.find(isExecutable);
}

function installWithApt(): void {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get'))
    throw new Error('a browser is missing: install Chromium or Chrome, or name one in the variable CHROMIUM');
  console.error('Installing Chromium with apt …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): number | null =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment }).status;
  apt('update', '-qq');
  const status = apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  if (status !== 0) throw new Error('a browser is missing and `apt-get install chromium` failed');
}
