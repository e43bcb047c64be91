// Runs a compiled test suite inside the extension host of the fetched VS Code and gives back what it said.
// The exit code alone is no proof that a suite ran, so the caller gets the suite's own lines as well.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { fetchHost } from './fetch-host.ts';
import { findChromium } from './find-chromium.ts';
import { remoteUri, serveHost, workbenchAddress } from './serve-host.ts';

export interface SuiteRun {
  /** Absolute path of the extension's folder. */
  readonly extension: string;
  /** Absolute path of the module that exports `run`. */
  readonly suite: string;
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Variables for the extension host. */
  readonly environment: Readonly<Record<string, string>>;
  readonly longestMs: number;
  /** Called with each line as it comes, one after another. `end` ends the run with 0; a rejection ends it with 1. */
  readonly onLine?: (line: string, page: Page) => Promise<'go-on' | 'end'>;
  /** Prepares the page before it loads; the web extension host is set up this way. */
  readonly prepare?: (page: Page, port: number) => Promise<readonly (readonly [string, string])[]>;
}

export interface SuiteOutcome {
  /** The editor's exit code; 124 where the suite did not end in time. */
  readonly code: number;
  /** All lines of the extension host. */
  readonly lines: readonly string[];
}

/** Runs the suite; every process that was started is gone when this resolves. */
export async function runSuite(run: SuiteRun): Promise<SuiteOutcome> {
  const host = fetchHost();
  const executablePath = findChromium();
  const data = mkdtempSync(join(tmpdir(), 'statefulset-host-'));
  const extensions = join(data, 'extensions');
  const server = await serveHost(host, { data, extensions, settings: run.settings, isDriven: true });
  let browser: Browser | undefined;
  try {
    browser = await launchChromium(executablePath);
    return await runInPage(run, await browser.newPage(), server.port);
  } finally {
    await browser?.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A browser without a window. */
export function launchChromium(executablePath: string): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A document that a test routes counts as coming from elsewhere, and its sockets would be closed.
      '--disable-features=LocalNetworkAccessChecks',
    ],
  });
}

async function runInPage(run: SuiteRun, page: Page, port: number): Promise<SuiteOutcome> {
  const lines: string[] = [];
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolveCode) => {
    end = resolveCode;
  });
  let handled: Promise<void> = Promise.resolve();
  const handle = async (line: string): Promise<void> => {
    if ((await run.onLine?.(line, page)) === 'end') end(0);
  };
  await page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => {
    for (const line of format(...parts).split('\n')) {
      lines.push(line);
      handled = handled
        .then(() => handle(line))
        .catch((error: unknown) => {
          lines.push(String(error));
          end(1);
        });
    }
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  const payload = run.prepare === undefined ? hostPayload(run, port) : await run.prepare(page, port);
  await page.goto(workbenchAddress(port, resolve(run.workspace), payload));
  const timer = setTimeout(() => end(124), run.longestMs);
  const code = await ended;
  clearTimeout(timer);
  await handled;
  const screenshot = process.env['STATEFULSET_SCREENSHOT'];
  if (code !== 0 && screenshot !== undefined) await page.screenshot({ path: screenshot });
  return { code, lines };
}

function hostPayload(run: SuiteRun, port: number): readonly (readonly [string, string])[] {
  return [
    ['extensionDevelopmentPath', remoteUri(port, resolve(run.extension))],
    ['extensionTestsPath', remoteUri(port, resolve(run.suite))],
    ['extensionEnvironment', JSON.stringify(run.environment)],
  ];
}
