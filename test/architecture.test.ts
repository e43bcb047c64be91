// The layers of ARCHITECTURE.md, read from the import lines: who may import whom.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';

const root: string = join(import.meta.dirname, '..');

const CORE: readonly string[] = [
  'text',
  'yaml',
  'kubernetes',
  'model',
  'admission',
  'simulation',
  'simulation/scenario',
  'workspace',
  'rules',
  'features',
];

/** Each part may import itself and these. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  text: [],
  kubernetes: [],
  // The reader gives plain values, whose type lives with the API's data.
  yaml: ['text', 'kubernetes'],
  model: ['text', 'yaml', 'kubernetes'],
  admission: ['text', 'kubernetes', 'model'],
  simulation: ['kubernetes'],
  'simulation/scenario': ['text', 'yaml', 'kubernetes', 'model', 'admission', 'simulation'],
  workspace: ['text', 'yaml', 'kubernetes', 'model'],
  rules: ['text', 'kubernetes', 'model', 'admission', 'simulation', 'workspace'],
  features: ['text', 'yaml', 'kubernetes', 'model', 'admission', 'simulation', 'workspace', 'rules'],
  protocol: ['kubernetes', 'simulation'],
  lsp: ['text', 'kubernetes', 'model', 'admission', 'simulation', 'workspace', 'rules', 'features', 'protocol'],
  // The command line plays scenario files; everybody else works on objects that are read already.
  cli: [...CORE.filter((part) => part !== 'yaml'), 'protocol'],
  node: [...CORE, 'protocol', 'lsp', 'cli'],
  browser: [...CORE, 'protocol', 'lsp'],
  client: ['protocol'],
  webview: ['kubernetes', 'simulation', 'protocol'],
};

test('imports follow the layers', () => {
  const wrong = sourceFiles().flatMap(({ file, part, imports }) =>
    imports
      .filter((target) => target.part !== part && !(ALLOWED[part] ?? []).includes(target.part))
      .map((target) => `${file} (${part}) imports ${target.file} (${target.part})`),
  );
  assert.deepEqual(wrong, []);
});

test('every folder of sources has a place in the layers', () => {
  const unknown = sourceFiles().filter(({ part }) => ALLOWED[part] === undefined);
  assert.deepEqual(
    unknown.map(({ file }) => file),
    [],
  );
});

test('the engine bundles for a worker without any stand-in', async () => {
  const entries = sourceFiles().flatMap(({ file }) => (file.startsWith('server/src/core/') ? [join(root, file)] : []));
  assert.ok(entries.length > 0);
  const result = await build({
    entryPoints: entries,
    outdir: join(root, '.build', 'architecture'),
    write: false,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  });
  assert.deepEqual(result.errors, []);
});

interface SourceFile {
  readonly file: string;
  readonly part: string;
  readonly imports: readonly { readonly file: string; readonly part: string }[];
}

function sourceFiles(): readonly SourceFile[] {
  return ['server/src', 'client/src', 'client/webview'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readSource(join(folder, name))),
  );
}

function readSource(file: string): SourceFile {
  const text = readFileSync(join(root, file), 'utf8');
  const imports = [...text.matchAll(/(?:from\s+|import\s+|import\()'(\.[^']+)'/g)].map(([, specifier]) => {
    const target = relative(root, join(root, dirname(file), specifier ?? ''));
    return { file: target, part: partOf(target) };
  });
  return { file, part: partOf(file), imports };
}

/** The layer that a file belongs to. */
function partOf(file: string): string {
  const steps = file.split(/[\\/]/);
  if (steps[0] === 'client') return steps[1] === 'webview' ? 'webview' : 'client';
  if (steps[2] !== 'core') return steps[2] ?? file;
  return steps[3] === 'simulation' && steps[4] === 'scenario' ? 'simulation/scenario' : (steps[3] ?? file);
}
