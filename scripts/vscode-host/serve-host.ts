// Starts and stops the server of the fetched VS Code. One process group, so that nothing stays behind.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { VscodeHost } from './fetch-host.ts';

export interface HostOptions {
  /** Folder for the user's data and settings; created where missing. */
  readonly data: string;
  /** Folder of installed extensions. */
  readonly extensions: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Lets the page's address name extensions and suites under test; switches notification toasts off. */
  readonly isDriven: boolean;
}

export interface RunningHost {
  readonly port: number;
  /** Everything that the server printed. */
  log(): string;
  /** Ends all processes; resolves when the last one is gone. */
  stop(): Promise<void>;
}

/** Settings that give a quiet window: nothing of accounts, updates, chats, telemetry. */
export const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.editor.languageDetection': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'security.workspace.trust.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

const LONGEST_START_MS = 60_000;
const LONGEST_STOP_MS = 10_000;

/** Starts the server on a free port of this machine. Throws with the server's own output where it does not start. */
export async function serveHost(host: VscodeHost, options: HostOptions): Promise<RunningHost> {
  const user = join(options.data, 'data', 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(options.extensions, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2));
  const args = [
    join(host.folder, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...[
      '--disable-telemetry',
      '--disable-workspace-trust',
      '--disable-update-check',
      '--disable-getting-started-override',
    ],
    ...['--server-data-dir', options.data, '--user-data-dir', join(options.data, 'data')],
    ...['--extensions-dir', options.extensions],
    ...(options.isDriven ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = spawn(process.execPath, args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    // An empty gallery: nothing is looked up on the network.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}' },
  });
  const killAll = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', killAll);
  try {
    const { port, log } = await listening(child);
    const stop = async (): Promise<void> => {
      await stopGroup(child);
      process.off('exit', killAll);
    };
    return { port, log, stop };
  } catch (error) {
    killAll();
    throw error;
  }
}

/** Address of the workbench over a folder; `payload` are the page's own parameters. */
export function workbenchAddress(
  port: number,
  folder: string,
  payload: readonly (readonly [string, string])[],
): string {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

/** How the workbench of `port` names a file on this machine. */
export function remoteUri(port: number, path: string): string {
  return `vscode-remote://127.0.0.1:${port}${path}`;
}

function listening(child: ChildProcess): Promise<{ port: number; log: () => string }> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(new Error(`VS Code's server ${reason}\n${output.slice(-4000)}`));
    const timer = setTimeout(() => fail('does not answer'), LONGEST_START_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ port: Number(port), log: () => output });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const end = Date.now() + LONGEST_STOP_MS;
  while (isAlive(child) && Date.now() < end) await delay(20);
  if (isAlive(child)) signalGroup(child, 'SIGKILL');
}

function isAlive(child: ChildProcess): boolean {
  return signalGroup(child, 0);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // No such process group: it is gone, which is what everybody here wants to know or to reach.
    return false;
  }
}
