// `npm run build`: makes `dist/` from the sources, checks the bundles' sizes and writes ThirdPartyNotices.txt.
// Runs on Node 20. Only bundles; types, lint and tests are `npm test`'s. Start reading at `build`.
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { buildFieldTexts, fieldTextsOutside } from './build/field-texts.mjs';
import { generateWhenStale } from './build/generated.mjs';
import { writeNotices } from './build/notices.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What is built, from what, and how large it may become in KiB. Node bundles run on CI images with Node 20. */
const BUNDLES = [
  { out: 'extension.js', entry: 'client/src/node.ts', platform: 'node', budget: 500 },
  { out: 'web/extension.js', entry: 'client/src/browser.ts', platform: 'browser', budget: 500 },
  { out: 'server.js', entry: 'server/src/node/server.ts', platform: 'node', budget: 900, isProgram: true },
  // The worker carries the field texts, which Node reads from a file of their own.
  { out: 'web/server.js', entry: 'server/src/browser/server.ts', platform: 'worker', budget: 1250 },
  { out: 'cli.js', entry: 'server/src/node/cli.ts', platform: 'node', budget: 900, isProgram: true },
  { out: 'webview/preview.js', entry: 'client/webview/preview.tsx', platform: 'page', budget: 170 },
];

/** Builds everything and returns what became too large, each as a sentence. */
export async function build() {
  process.chdir(root);
  generateWhenStale(root);
  mkdirSync('dist', { recursive: true });
  // The bundles are CommonJS, which every supported VS Code and its worker host load; nobody has to guess.
  writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');
  const [results] = await Promise.all([Promise.all(BUNDLES.map(buildOne)), buildFieldTexts(root)]);
  writeNotices(
    root,
    results.map((result) => result.metafile),
  );
  return results.flatMap((result) => result.complaints);
}

async function buildOne(bundle) {
  const outfile = join('dist', bundle.out);
  const entry = [bundle.entry, `${bundle.entry}x`].find((file) => existsSync(file));
  if (entry === undefined) {
    console.log(`${outfile.padEnd(26)} has no source yet (${bundle.entry})`);
    return { metafile: { inputs: {} }, complaints: [] };
  }
  rmSync(outfile, { force: true });
  const { metafile } = await esbuild.build({
    ...PLATFORMS[bundle.platform],
    ...(bundle.isProgram ? { banner: { js: '#!/usr/bin/env node' } } : {}),
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    keepNames: false,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  if (bundle.isProgram) chmodSync(outfile, 0o755);
  const complaints = [];
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.map')) continue;
    const size = Math.ceil(bytes / 1024);
    console.log(`${file.padEnd(26)} ${String(size).padStart(5)} KiB of ${bundle.budget}`);
    if (size > bundle.budget) complaints.push(`${file} has ${size} KiB, ${bundle.budget} are allowed`);
  }
  return { metafile, complaints };
}

const PLATFORMS = {
  node: { platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], plugins: [fieldTextsOutside] },
  // The worker host of VS Code for the Web loads a CommonJS module and gives it `require('vscode')` only.
  browser: { platform: 'browser', format: 'cjs', target: 'es2022', external: ['vscode'] },
  worker: { platform: 'browser', format: 'iife', target: 'es2022' },
  page: { platform: 'browser', format: 'iife', target: 'es2022' },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = await build();
  for (const complaint of complaints) console.error(`too large: ${complaint}`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
