// The desktop VS Code, with a profile of its own, so that neither the user's extensions nor open windows are touched.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUIET_SETTINGS } from '../vscode-host/serve-host.ts';
import type { StartFolders } from './start.ts';
import { untilStopped } from './until-stopped.ts';

/** Opens a window and waits until it is closed or the user stops the command. Gives the exit code. */
export async function openDesktop(program: string, folders: StartFolders): Promise<number> {
  const data = join(folders.root, '.vscode-host', 'desktop');
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(QUIET_SETTINGS, null, 2));
  console.log(`opening ${program}; closing the window or Ctrl+C ends it …`);
  const child = spawn(
    program,
    [
      `--extensionDevelopmentPath=${folders.root}`,
      ...['--user-data-dir', data, '--extensions-dir', join(data, 'extensions')],
      ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
      folders.examples,
      ...['--goto', folders.first],
    ],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, STATEFULSET_OPEN_PREVIEW: '1' },
    },
  );
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 0));
  });
  const code = await Promise.race([ended, untilStopped().then(() => undefined)]);
  if (code !== undefined) return code;
  child.kill();
  stopEditor(data);
  return 0;
}

/** The editor left this process's group; it writes the id of its main process into its profile. */
function stopEditor(data: string): void {
  const lock = join(data, 'code.lock');
  if (!existsSync(lock)) return;
  const id = Number(readFileSync(lock, 'utf8'));
  if (!Number.isInteger(id) || id <= 1) return;
  try {
    process.kill(id, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
