// `npm start`: installs, builds and opens the extension on `examples/` in a real VS Code; see `start/start.ts`.
// `npm start -- --headless` prints what VS Code shows instead of opening a window. Runs on Node 20.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { newerNode } from './with-node.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
install();
// Only now: the bundler is one of the packages.
const { build } = await import('./build.mjs');
console.log('building …');
for (const complaint of await build()) console.error(`too large: ${complaint}`);

const child = spawn(newerNode(), ['scripts/start/start.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal sends Ctrl+C to both processes; the child cleans up, and this one waits for it. A signal from elsewhere
// reaches only this process and is passed on.
let isInterrupted = false;
process.on('SIGINT', () => {
  if (isInterrupted || !process.stdin.isTTY) child.kill('SIGINT');
  isInterrupted = true;
});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
