// The browser workbench of the fetched VS Code, served to this machine only, with the extension installed as a link.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fetchHost } from '../vscode-host/fetch-host.ts';
import { findOnPath } from '../vscode-host/find-on-path.ts';
import { remoteUri, serveHost, workbenchAddress } from '../vscode-host/serve-host.ts';
import type { StartFolders } from './start.ts';
import { untilStopped } from './until-stopped.ts';

/** Serves the workbench until the user stops it. Gives the exit code. */
export async function openInBrowser(folders: StartFolders): Promise<number> {
  const host = fetchHost();
  const data = join(folders.root, '.vscode-host', 'start');
  const extensions = join(data, 'extensions');
  linkExtension(folders.root, extensions);
  console.log(`starting VS Code ${host.version} in a browser …`);
  // The extension host inherits this: the extension opens its preview beside the first manifest.
  process.env['STATEFULSET_OPEN_PREVIEW'] = '1';
  const stopped = untilStopped();
  const server = await serveHost(host, { data, extensions, settings: {}, isDriven: false });
  const address = workbenchAddress(server.port, folders.examples, [
    ['openFile', remoteUri(server.port, folders.first)],
  ]);
  console.log(`\n  ${address}\n\nCtrl+C ends it.`);
  openAddress(address);
  await stopped;
  console.log('\nstopping …');
  await server.stop();
  return 0;
}

/** A link instead of a copy, so that a new build counts after "Developer: Reload Window". */
function linkExtension(root: string, extensions: string): void {
  // The manifest is our own file.
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const link = join(extensions, `${manifest['publisher']}.${manifest['name']}-${manifest['version']}`);
  mkdirSync(extensions, { recursive: true });
  // VS Code keeps a list of what was there at its first start; without the list it looks again.
  rmSync(join(extensions, 'extensions.json'), { force: true });
  rmSync(link, { force: true });
  symlinkSync(root, link, 'junction');
}

/** Opens the user's browser where there is a screen; otherwise the printed address has to do. */
function openAddress(address: string): void {
  const hasScreen =
    process.platform !== 'linux' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined ||
    existsSync('/proc/sys/fs/binfmt_misc/WSLInterop');
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  const program = findOnPath([opener]);
  if (!hasScreen || program === undefined) return;
  const child = spawn(program, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('no browser could be opened; open the address yourself'));
  child.unref();
}
