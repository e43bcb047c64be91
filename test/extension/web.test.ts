// The suites in the extension host of VS Code for the Web: a worker without Node, where the server is a worker as well.
// The extension is served from the page's own origin, and the page is told of it in its configuration.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize, relative, sep } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { runSuite } from '../../scripts/vscode-host/run-suite.ts';
import { buildSuite } from './build-suite.ts';
import { readResults } from './read-results.ts';

const root: string = join(import.meta.dirname, '..', '..');
/** Path below the page's origin where the extension's folder is served. */
const MOUNT = '/__extension';

test('in the extension host of VS Code for the Web', async (context) => {
  const workspace = mkdtempSync(join(tmpdir(), 'statefulset-workspace-'));
  try {
    cpSync(join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
    const suite = await buildSuite('web');
    const outcome = await runSuite({
      extension: root,
      suite,
      workspace,
      settings: {},
      environment: {},
      longestMs: 120_000,
      prepare: (page, port) => serveExtension(page, port, suite),
    });
    const results = readResults(outcome.lines);
    for (const { name, error } of results)
      await context.test(name, () => {
        if (error !== undefined) assert.fail(error);
      });
    if (results.every(({ error }) => error === undefined)) assert.equal(outcome.code, 0);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
});

async function serveExtension(page: Page, port: number, suite: string): Promise<[]> {
  await page.context().route(
    (url) => url.pathname.startsWith(`${MOUNT}/`),
    async (route) => {
      const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(MOUNT.length + 1));
      const file = normalize(join(root, name));
      if (!file.startsWith(root + sep) || !existsSync(file)) return route.fulfill({ status: 404 });
      return route.fulfill({ path: file, contentType: contentType(file) });
    },
  );
  await page.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const body = addExtension(await response.text(), `127.0.0.1:${port}`, suite);
      await route.fulfill({ response, body });
    },
  );
  return [];
}

function contentType(file: string): string {
  return file.endsWith('.json') ? 'application/json' : 'text/javascript';
}

const CONFIGURATION = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** The page with the extension and its suite in the configuration that the workbench reads. */
function addExtension(html: string, authority: string, suite: string): string {
  assert.match(html, CONFIGURATION);
  return html.replace(CONFIGURATION, (_match, before: string, escaped: string) => {
    const settings = JSON.parse(escaped.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    const address = (path: string): object => ({ scheme: 'http', authority, path });
    settings.developmentOptions = {
      ...settings.developmentOptions,
      extensions: [address(MOUNT)],
      extensionTestsPath: address(`${MOUNT}/${relative(root, suite).split(sep).join('/')}`),
    };
    return `${before}${JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
  });
}
