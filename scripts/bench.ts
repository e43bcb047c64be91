// `npm run bench`: measures the built product and, in the same run on the same texts, yaml-language-server 2.0.0; writes
// `docs/performance.md`. Options: `--quick` for fewer rounds, `--large` for 50,000 manifests as well.
// Nothing here asserts: machines differ, ratios count.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { kubernetesJsonSchema } from './bench/json-schema.ts';
import type { ServerCommand } from './bench/language-client.ts';
import { workspaceOf } from './bench/manifests.ts';
import {
  measureOpenFile,
  measureWorkspace,
  type OpenFileFigures,
  type Spread,
  type WorkspaceFigures,
} from './bench/measures.ts';
import { simulationFigures } from './bench/simulation.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 10 : 40;

function ours(): ServerCommand {
  const program = join(root, 'dist', 'server.js');
  if (!existsSync(program)) throw new Error('dist/server.js is missing: run npm run build first');
  return { program: process.execPath, parameters: [program, '--stdio'], settings: { statefulset: {} } };
}

/** The other server, fetched once into an ignored folder; undefined where it cannot be had. */
function theirs(): ServerCommand | undefined {
  const folder = join(root, '.cache', 'yaml-language-server');
  const program = join(folder, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  if (!existsSync(program)) {
    console.error('fetching yaml-language-server 2.0.0 into .cache …');
    spawnSync('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', 'yaml-language-server@2.0.0'], {
      stdio: 'ignore',
    });
  }
  if (!existsSync(program)) return undefined;
  const schema = join(folder, 'kubernetes.json');
  writeFileSync(schema, JSON.stringify(kubernetesJsonSchema()));
  const yaml = {
    schemas: { [schema]: '*.yaml' },
    schemaStore: { enable: false },
    validate: true,
    hover: true,
    completion: true,
    maxItemsComputed: 5000,
  };
  return {
    program: process.execPath,
    parameters: [program, '--stdio'],
    settings: { yaml, http: {}, '[yaml]': {}, editor: {}, files: {} },
  };
}

interface Row {
  readonly work: string;
  readonly other: string;
  readonly own: string;
  readonly ratio: string;
}

function spreadRow(work: string, other: Spread | undefined, own: Spread): Row {
  const ratio =
    other === undefined ? '' : `${(other.median / own.median).toFixed(1)} × / ${(other.p95 / own.p95).toFixed(1)} ×`;
  return { work, other: other === undefined ? '–' : spreadText(other), own: spreadText(own), ratio };
}

function singleRow(work: string, other: number | undefined, own: number | undefined, unit: string): Row {
  const text = (value: number | undefined): string =>
    value === undefined ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
  const ratio = other === undefined || own === undefined ? '' : `${(other / own).toFixed(1)} ×`;
  return { work, other: text(other), own: text(own), ratio };
}

function spreadText({ median, p95 }: Spread): string {
  return `${median.toFixed(1)} / ${p95.toFixed(1)} ms`;
}

async function openFileRows(lines: number, other: ServerCommand | undefined): Promise<readonly Row[]> {
  console.error(`a file of ${lines} lines …`);
  const own = await measureOpenFile(ours(), lines, rounds);
  let compared: OpenFileFigures | undefined;
  if (other !== undefined) compared = await measureOpenFile(other, lines, Math.ceil(rounds / 2));
  const name = `${lines.toLocaleString('en')}-line file`;
  return [
    spreadRow(`${name}: keystroke → diagnostics, median / p95`, compared?.keystroke, own.keystroke),
    spreadRow(`${name}: hover right behind a keystroke`, compared?.hover, own.hover),
    spreadRow(`${name}: completion right behind a keystroke`, compared?.completion, own.completion),
    singleRow(`${name}: first diagnostics after process start`, compared?.firstDiagnostics, own.firstDiagnostics, 'ms'),
    singleRow(`${name}: memory of the server`, compared?.memory, own.memory, 'MiB'),
  ];
}

async function workspaceFigures(manifests: number): Promise<WorkspaceFigures> {
  console.error(`a workspace of ${manifests} manifests …`);
  const folder = mkdtempSync(join(tmpdir(), 'statefulset-bench-'));
  const files = workspaceOf(manifests);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  try {
    return await measureWorkspace(ours(), folder, files, manifests);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commandLineFigures(): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'statefulset-bench-'));
  const program = join(root, 'dist', 'cli.js');
  const time = (...parameters: string[]): number => {
    const samples = Array.from({ length: isQuick ? 3 : 7 }, () => {
      const started = performance.now();
      spawnSync(process.execPath, [program, ...parameters], { stdio: 'ignore' });
      return performance.now() - started;
    });
    return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
  };
  try {
    for (const [name, text] of workspaceOf(10_000)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const one = join(folder, 'team-0', 'app-0.yaml');
    return [
      singleRow('command line: `--version`', undefined, time('--version'), 'ms'),
      singleRow('command line: `check` of one file', undefined, time('check', one), 'ms'),
      singleRow('command line: `check` of 10,000 manifests', undefined, time('check', folder), 'ms'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ work, other, own, ratio }) => `| ${work} | ${other} | ${own} | ${ratio} |`);
  return ['| work | yaml-language-server 2.0.0 | ours | ratio |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function workspaceTable(figures: readonly WorkspaceFigures[]): string {
  const lines = figures.map(
    ({ manifests, openFile, everything, otherFile, memory }) =>
      `| ${manifests.toLocaleString('en')} | ${openFile.toFixed(0)} ms | ${everything.toFixed(0)} ms | ${spreadText(otherFile)} | ${memory?.toFixed(0) ?? '–'} MiB |`,
  );
  return [
    '| manifests | the open file has diagnostics | all are read and checked | an edit → diagnostics of another file, median / p95 | memory |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function bundleTable(): string {
  const files = [
    'server.js',
    'field-texts.js',
    'cli.js',
    'extension.js',
    'web/server.js',
    'web/extension.js',
    'webview/preview.js',
  ];
  const lines = files
    .filter((name) => existsSync(join(root, 'dist', name)))
    .map((name) => `| ${name} | ${Math.ceil(statSync(join(root, 'dist', name)).size / 1024)} KiB |`);
  return ['| bundle, minified | size |', '| --- | --- |', ...lines].join('\n');
}

const other = theirs();
const rows = [...(await openFileRows(1000, other)), ...(await openFileRows(5000, other))];
const sizes = [100, 1000, 10_000, ...(process.argv.includes('--large') ? [50_000] : [])];
const workspaces: WorkspaceFigures[] = [];
for (const size of sizes) workspaces.push(await workspaceFigures(size));
const commandLine = commandLineFigures();
console.error('simulation …');
const simulation = simulationFigures();

const page = `# Performance

Written by \`npm run bench\`; do not edit.
Measured on ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, Node ${process.versions.node}, over a real connection to the built server; both servers in the same run on the same texts.
Milliseconds depend on the machine and on what else it does; the ratio counts.
The other server got a schema of the same kinds as a local file.

## An open file

${table(rows)}

Each keystroke makes or mends a mistake, and the time runs until diagnostics arrive that show it: any debounce is part of it.

## A workspace

${workspaceTable(workspaces)}

Each file has a finding; "all" is when the last of them has arrived.

## Command line

| work | time |
| --- | --- |
${commandLine.map(({ work, own }) => `| ${work} | ${own} |`).join('\n')}

## Simulation

| work | time |
| --- | --- |
${simulation.map(({ work, milliseconds }) => `| ${work} | ${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms |`).join('\n')}

## Bundles

${bundleTable()}
`;
mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(join(root, 'docs', 'performance.md'), page);
console.log(page);
