// Opens the built extension on `examples/`: in the desktop VS Code where there is one, else in a browser, or, with
// `--headless`, nowhere: then what VS Code shows is printed. Ends without leaving a process behind.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findOnPath } from '../vscode-host/find-on-path.ts';
import { openDesktop } from './open-desktop.ts';
import { openInBrowser } from './open-in-browser.ts';
import { printExamples } from './print-examples.ts';

export interface StartFolders {
  /** The project, which is also the extension's folder. */
  readonly root: string;
  readonly examples: string;
  /** The file that is opened first. */
  readonly first: string;
}

const USAGE = `npm start                  open the examples in VS Code (desktop, else in a browser)
npm start -- --browser     in a browser even where there is a desktop VS Code
npm start -- --headless    print what VS Code shows for the examples, and end`;

async function start(): Promise<number> {
  const { values } = parseArgs({
    options: { headless: { type: 'boolean' }, browser: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const root = join(import.meta.dirname, '..', '..');
  const examples = join(root, 'examples');
  const folders: StartFolders = { root, examples, first: join(examples, 'first', 'web.yaml') };
  if (values.headless === true) return printExamples(folders);
  const code = values.browser === true ? undefined : findOnPath(['code', 'code-insiders', 'codium']);
  return code === undefined ? openInBrowser(folders) : openDesktop(code, folders);
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
