// The built page in a real browser with a stand-in for the extension: models go in, messages come out.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/vscode-host/find-chromium.ts';
import type { FromPage, PreviewModel, ToPage } from '../../server/src/protocol/preview-messages.ts';
import { type Theme, themeStyles } from './themes.ts';

export interface OpenedPage {
  readonly page: Page;
  /** Gives the page a model with the next version. */
  show(model: PreviewModel): Promise<void>;
  send(message: ToPage): Promise<void>;
  /** Messages of the page so far. */
  messages(): Promise<FromPage[]>;
  /** The state that the page asked to keep. */
  kept(): Promise<unknown>;
  readonly errors: readonly string[];
}

const ADDRESS = 'http://preview.localhost/';
const PAGE = join(import.meta.dirname, '..', '..', 'dist', 'webview');

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** Opens the page as the extension would, under the same content security policy. */
export async function openPage(
  browser: Browser,
  options: { readonly theme?: Theme; readonly width?: number; readonly height?: number; readonly kept?: unknown } = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width: options.width ?? 1000, height: options.height ?? 800 } });
  page.setDefaultTimeout(5000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript((kept) => {
    const messages: unknown[] = [];
    let state: unknown = kept;
    Object.assign(window, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => messages.push(message),
        getState: () => state,
        setState: (next: unknown) => {
          state = next;
        },
      }),
      sentMessages: messages,
      keptState: () => state,
    });
  }, options.kept);
  await page.route(`${ADDRESS}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: html(options.theme ?? 'dark') });
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: readFileSync(join(PAGE, name), 'utf8') });
  });
  await page.goto(ADDRESS);
  let version = 0;
  const send = (message: ToPage): Promise<void> =>
    page.evaluate((json) => window.postMessage(JSON.parse(json), '*'), JSON.stringify(message));
  return {
    page,
    errors,
    send,
    show(model) {
      version += 1;
      return send({ type: 'model', version, model });
    },
    messages: () => page.evaluate(() => Reflect.get(window, 'sentMessages')),
    kept: () => page.evaluate(() => Reflect.get(window, 'keptState')()),
  };
}

function html(theme: Theme): string {
  const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${ADDRESS} 'nonce-test'; base-uri 'none'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="test">${themeStyles(theme)}</style>
<link rel="stylesheet" href="${ADDRESS}preview.css"><title>StatefulSet</title></head>
<body><main id="preview"></main><script nonce="test" src="${ADDRESS}preview.js"></script></body></html>`;
}
