// Mutates a workspace of real manifests as editors, Git and settings do, and then compares what the engine says with
// what a fresh one says of the same texts: `npm run fuzz -- --minutes 10 --seed 7`. Ends with 1 and the seed where the
// two differ, where anything throws, or where memory grows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { effectiveObject as objectOf } from '../server/src/core/admission/effective-object.ts';
import { Diagnostics } from '../server/src/core/features/diagnostics/diagnostics.ts';
import { DEFAULT_SETTINGS, type EffectiveObject } from '../server/src/core/workspace/settings.ts';
import type { Snapshot } from '../server/src/core/workspace/snapshot.ts';
import { Workspace, type WorkspaceChange } from '../server/src/core/workspace/workspace.ts';

const effectiveObject: EffectiveObject = (manifest, kind, profile) => objectOf(manifest.value, kind, profile);

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
  },
});
const seed = Number(values.seed);
const until = performance.now() + Number(values.minutes) * 60_000;

let state = seed >>> 0;
/** A whole number from 0 to below `limit`; the same numbers for the same seed. */
function random(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

function pick<T>(all: readonly T[]): T {
  const one = all[random(all.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

const corpusFolder = join(import.meta.dirname, '../test/golden/cases');
const corpus = readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(corpusFolder, name), 'utf8'))
  .filter((text) => text.length < 6000);

const names = [
  ...['shop/web.yaml', 'shop/service.yaml', 'shop/db/set.yaml', 'shop/db/volumes.yaml', 'west/web.yaml', 'a.yaml'],
  ...['base/web.yaml', 'base/kustomization.yaml', 'overlays/dev/kustomization.yaml', 'overlays/dev/patch.yaml'],
  ...['shop/.statefulset.yaml', 'chart/templates/web.yaml', 'deep/er/and/deeper/x.json', 'shop/config.yml'],
];
const special: Readonly<Record<string, readonly string[]>> = {
  'kustomization.yaml': [
    'resources: [web.yaml]\n',
    'resources: [../../base]\nnamePrefix: dev-\npatches: [{ path: patch.yaml }]\n',
  ],
  '.statefulset.yaml': [
    'kubernetesVersion: "1.30"\n',
    'exclude: [db/**]\n',
    'units: [{ name: a, include: [web.yaml, db/**] }]\n',
  ],
};
const pieces = [
  ...[
    '\n',
    '---\n',
    '\n---\n',
    ' ',
    '  ',
    ':',
    ': ',
    '- ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    ' # ',
    '&a ',
    '*a',
    '\t',
    '\r\n',
  ],
  ...[
    '|\n',
    '>-\n',
    'x',
    '1',
    'name: web\n',
    'kind: Service\n',
    'replicas: 2147483647\n',
    '{{ .Values.x }}',
    '\u{1F600}',
    '? ',
    '<<: *a',
  ],
];

function textFor(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return pick(special[file] ?? corpus);
}

function randomChange(snapshot: Snapshot): WorkspaceChange {
  const file = pick(names);
  const text = snapshot.files.get(file)?.text;
  const dice = random(100);
  if (text === undefined || dice < 4) return { kind: 'text', file, text: textFor(file) };
  if (dice < 7) return { kind: 'remove', file };
  if (dice < 8) {
    const profile = { ...DEFAULT_SETTINGS.profile, minor: 30 + random(8), namespace: pick(['default', 'shop']) };
    return { kind: 'settings', settings: { ...DEFAULT_SETTINGS, profile } };
  }
  const edits = Array.from({ length: 1 + random(2) }, () => {
    // The end of a text that an edit before may have made shorter.
    const start = random(Math.max(1, text.length - 200));
    return {
      span: { start, end: Math.min(text.length, start + pick([0, 0, 0, 1, 1, 5, 40])) },
      newText: random(3) === 0 ? '' : pick(pieces),
    };
  });
  return { kind: 'edit', file, edits: edits.slice(0, 1) };
}

/** Everything that the engine says of a snapshot, as one text. */
function told(snapshot: Snapshot, diagnostics: Diagnostics): string {
  diagnostics.update(snapshot);
  const files = [...snapshot.files.keys()].sort();
  const lines = files.flatMap((file) =>
    diagnostics
      .ofFile(snapshot, file)
      .map(({ rule, severity, span, message }) => `${file} ${span.start}-${span.end} ${severity} ${rule} ${message}`),
  );
  return lines.join('\n');
}

function fresh(snapshot: Snapshot, workspace: Workspace): string {
  const other = new Workspace({ effectiveObject, settings: workspace.snapshot.settings });
  const texts = [...snapshot.files].map(([file, { text }]): WorkspaceChange => ({ kind: 'text', file, text }));
  return told(other.apply(texts), new Diagnostics());
}

const workspace = new Workspace({ effectiveObject });
const diagnostics = new Diagnostics();
let edits = 0;
let comparisons = 0;
let heapEarly = 0;
console.log(`seed ${seed}`);
while (performance.now() < until) {
  for (let round = 0; round < 200; round += 1) {
    const snapshot = workspace.apply([randomChange(workspace.snapshot)]);
    edits += 1;
    // Sometimes several changes come before anybody asks.
    if (random(3) > 0) told(snapshot, diagnostics);
  }
  const { snapshot } = workspace;
  const now = told(snapshot, diagnostics);
  const expected = fresh(snapshot, workspace);
  comparisons += 1;
  if (now !== expected) {
    const has = new Set(expected.split('\n'));
    const had = new Set(now.split('\n'));
    console.error(`after ${edits} changes the engine differs from a fresh one (seed ${seed})`);
    for (const line of had) if (!has.has(line)) console.error(`  too much: ${line}`);
    for (const line of has) if (!had.has(line)) console.error(`  missing:  ${line}`);
    process.exit(1);
  }
  // Mutated texts only become worse: start over with good ones now and then.
  if (comparisons % 5 === 0) workspace.apply(names.map((file) => ({ kind: 'text', file, text: textFor(file) })));
  if (globalThis.gc !== undefined && edits >= 1000) {
    globalThis.gc();
    const heap = process.memoryUsage().heapUsed;
    if (heapEarly === 0) heapEarly = heap;
    if (edits >= 100_000 && heap > heapEarly * 1.2) {
      console.error(`memory grew from ${heapEarly} to ${heap} bytes in ${edits} changes (seed ${seed})`);
      process.exit(1);
    }
  }
}
console.log(`${edits} changes, ${comparisons} comparisons with a fresh engine, all equal`);
