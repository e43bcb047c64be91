// `npm start -- --headless`: runs the extension in VS Code without a window and prints what VS Code shows for each
// example: diagnostics with their fixes, hovers, and the preview's text as it is drawn in the page.

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { runSuite } from '../vscode-host/run-suite.ts';
import { PREVIEW_MARK, PRINT_MARK } from './print-marks.ts';
import type { StartFolders } from './start.ts';

const LONGEST_MS = 120_000;

/** Prints the examples in bounded time. Gives the exit code: 0 where everything was shown. */
export async function printExamples(folders: StartFolders): Promise<number> {
  const suite = join(folders.root, '.build', 'start', 'show-examples.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'show-examples.ts')],
    outfile: suite,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  console.log('starting VS Code without a window …');
  const outcome = await runSuite({
    extension: folders.root,
    suite,
    workspace: folders.examples,
    settings: {},
    environment: { STATEFULSET_EXAMPLES: JSON.stringify(exampleFiles(folders.examples)) },
    longestMs: LONGEST_MS,
    onLine: async (line, page) => {
      if (line.startsWith(PRINT_MARK)) console.log(line.slice(PRINT_MARK.length));
      if (!line.startsWith(PREVIEW_MARK)) return 'go-on';
      await printPreview(page);
      return 'end';
    },
  });
  if (outcome.code === 0) return 0;
  console.error(outcome.code === 124 ? 'VS Code did not show everything in time' : outcome.lines.slice(-30).join('\n'));
  return 1;
}

function exampleFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => relative(folder, join(folder, name)))
    .sort();
}

/** The text of the page as a reader sees it, hidden parts left out. */
async function printPreview(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const content = frame.locator('#preview');
  await content.locator(':scope > *').first().waitFor({ timeout: 30_000 });
  // biome-ignore lint/performance/useDomNodeTextContent: only the rendered text leaves out what is hidden.
  const lines = (await content.innerText()).split('\n').map((line) => line.trimEnd());
  console.log(
    lines
      .filter((line) => line !== '')
      .map((line) => `    ${line}`)
      .join('\n'),
  );
}
