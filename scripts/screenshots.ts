// Takes the README's pictures from the real editor: `node scripts/with-node.mjs scripts/screenshots.ts [FOLDER]`.
// Three themes; editor with findings, hover, quick fix menu, preview. Look at them before committing any.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fetchHost } from './vscode-host/fetch-host.ts';
import { findChromium } from './vscode-host/find-chromium.ts';
import { launchChromium } from './vscode-host/run-suite.ts';
import { remoteUri, serveHost, workbenchAddress } from './vscode-host/serve-host.ts';

const root: string = join(import.meta.dirname, '..');
const target: string = process.argv[2] ?? join(root, 'docs', 'images');

const THEMES: readonly (readonly [string, string])[] = [
  ['light', 'Visual Studio Light'],
  ['dark', 'Visual Studio Dark'],
  ['contrast', 'Default High Contrast'],
];

interface Picture {
  readonly name: string;
  /** Below `examples/`. */
  readonly file: string;
  readonly take: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: 'editor', file: 'broken/service-name-typo.yaml', take: showProblems },
  { name: 'hover', file: 'first/web.yaml', take: showHover },
  { name: 'quick-fix', file: 'broken/service-missing.yaml', take: showQuickFix },
  { name: 'preview', file: 'first/web.yaml', take: showPreview },
];

mkdirSync(target, { recursive: true });
for (const [theme, id] of THEMES) await takeAll(theme, id);

async function takeAll(theme: string, id: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'statefulset-pictures-'));
  const settings = { 'workbench.colorTheme': id, 'editor.minimap.enabled': false, 'window.commandCenter': false };
  const server = await serveHost(fetchHost(), { data, extensions: join(data, 'extensions'), settings, isDriven: true });
  const browser = await launchChromium(findChromium());
  try {
    for (const { name, file, take } of PICTURES) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const examples = join(root, 'examples');
      await page.goto(
        workbenchAddress(server.port, examples, [
          ['extensionDevelopmentPath', remoteUri(server.port, root)],
          ['openFile', remoteUri(server.port, join(examples, file))],
        ]),
      );
      await page.locator('.tab.active').waitFor({ timeout: 30_000 });
      await page.locator('.statusbar-item', { hasText: 'Kubernetes 1.' }).waitFor({ timeout: 30_000 });
      // Without the side bar there is more of what the picture is about.
      await page.keyboard.press('Control+B');
      const failure = await take(page).catch((error: unknown) => error);
      await page.screenshot({ path: join(target, `${name}-${theme}.png`) });
      console.log(`${name}-${theme}.png${failure === undefined ? '' : ` NOT AS WANTED: ${failure}`}`);
      await page.close();
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function showProblems(page: Page): Promise<void> {
  await page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ timeout: 15_000 });
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: 10_000 });
}

async function showHover(page: Page): Promise<void> {
  await goToLine(page, 'serviceName');
  const word = page.locator('.view-line span span', { hasText: /^serviceName/ }).first();
  await word.hover({ position: { x: 20, y: 8 } });
  await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor({ timeout: 10_000 });
}

async function showQuickFix(page: Page): Promise<void> {
  const mark = page.locator('.squiggly-warning').first();
  await mark.waitFor({ timeout: 15_000 });
  await page.keyboard.press('F8');
  await page.keyboard.press('Escape');
  // The key press is lost now and then; the menu is what counts.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await page.keyboard.press('Control+.');
    const row = page.locator('.action-widget .monaco-list-row').first();
    if (
      await row.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      )
    )
      return;
    await page.keyboard.press('Escape');
  }
  throw new Error('the quick fix menu does not open');
}

async function showPreview(page: Page): Promise<void> {
  await page.locator('.editor-actions [aria-label*="Open Preview"]').first().click();
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await frame.locator('#preview > *').first().waitFor({ timeout: 20_000 });
  await frame.getByText('web-1').first().waitFor({ timeout: 10_000 });
}

async function goToLine(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+F');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}
