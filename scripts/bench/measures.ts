// What is measured, each over a connection of its own to a server process.

import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { BenchClient, type Published, type ServerCommand } from './language-client.ts';
import { fileOfLines } from './manifests.ts';

export interface Spread {
  readonly median: number;
  readonly p95: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}

export interface OpenFileFigures {
  readonly firstDiagnostics: number;
  readonly keystroke: Spread;
  readonly hover: Spread;
  readonly completion: Spread;
  readonly memory: number | undefined;
}

/**
 * One open file of so many lines: diagnostics after the start, behind each keystroke, hover and completion right behind a
 * keystroke. Each keystroke makes or mends a mistake, so that the answer is seen to be the right one.
 */
export async function measureOpenFile(command: ServerCommand, lines: number, rounds: number): Promise<OpenFileFigures> {
  const text = fileOfLines(lines);
  const uri = pathToFileURL('/bench/open.yaml').href;
  const rows = text.split('\n');
  const places = rows.flatMap((row, line) => (/^ {2}replicas: 3$/.test(row) ? [line] : []));
  const started = performance.now();
  const client = new BenchClient(command);
  await client.initialize(null, command.initializationOptions);
  client.open(uri, text);
  await client.untilDiagnostics(uri, () => true);
  const firstDiagnostics = performance.now() - started;
  await settled(client, uri);

  let version = 1;
  const place = (round: number): number => places[(round * 7) % places.length] ?? 0;
  const keystrokes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const line = place(round);
    const before = errorsIn(client.published.get(uri));
    version += 1;
    client.change(uri, version, line, 12, 13, 'x');
    keystrokes.push(await client.untilDiagnostics(uri, (published) => errorsIn(published) > before));
    version += 1;
    client.change(uri, version, line, 12, 13, '3');
    keystrokes.push(await client.untilDiagnostics(uri, (published) => errorsIn(published) <= before));
  }
  const hovers = await behindKeystrokes(
    client,
    uri,
    rounds,
    'textDocument/hover',
    (round) => place(round),
    () => {
      version += 1;
      return version;
    },
  );
  const completions = await behindKeystrokes(
    client,
    uri,
    rounds,
    'textDocument/completion',
    (round) => place(round),
    () => {
      version += 1;
      return version;
    },
  );
  const memory = client.memory();
  client.stop();
  return {
    firstDiagnostics,
    keystroke: spreadOf(keystrokes),
    hover: spreadOf(hovers),
    completion: spreadOf(completions),
    memory,
  };
}

function errorsIn(published: Published | undefined): number {
  return published?.diagnostics.filter(({ severity }) => severity === 1).length ?? 0;
}

/** Milliseconds from a keystroke to the answer of a request that is sent right behind it. */
async function behindKeystrokes(
  client: BenchClient,
  uri: string,
  rounds: number,
  method: string,
  lineOf: (round: number) => number,
  nextVersion: () => number,
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const line = lineOf(round);
    client.change(uri, nextVersion(), line, 12, 13, String((round % 8) + 1));
    const started = performance.now();
    await client.request(method, { textDocument: { uri }, position: { line, character: 4 } });
    samples.push(performance.now() - started);
    // The next round must not wait for this one's diagnostics.
    await settled(client, uri);
  }
  return samples;
}

/** Until nothing was published for a while. */
async function settled(client: BenchClient, uri: string): Promise<void> {
  for (;;) {
    const isQuiet = await Promise.race([
      new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 400)),
      client
        .untilDiagnostics(uri, () => true)
        .then(
          () => false,
          () => true,
        ),
    ]);
    if (isQuiet) return;
  }
}

export interface WorkspaceFigures {
  readonly manifests: number;
  readonly openFile: number;
  readonly everything: number;
  readonly otherFile: Spread;
  readonly memory: number | undefined;
}

/** A folder on disk with one finding in each file. */
export async function measureWorkspace(
  command: ServerCommand,
  folder: string,
  files: ReadonlyMap<string, string>,
  manifests: number,
): Promise<WorkspaceFigures> {
  const uris = [...files.keys()].map((name) => pathToFileURL(`${folder}/${name}`).href);
  const [first = ''] = files.keys();
  const [firstUri = ''] = uris;
  const started = performance.now();
  const client = new BenchClient(command);
  await client.initialize(pathToFileURL(folder).href, command.initializationOptions);
  client.open(firstUri, files.get(first) ?? '');
  await client.untilDiagnostics(firstUri, ({ diagnostics }) => diagnostics.length > 0);
  const openFile = performance.now() - started;
  while (!uris.every((uri) => client.published.has(uri))) await client.until(() => true);
  const everything = performance.now() - started;
  // Another file of the folder asks for the Service that this edit makes: its finding goes and comes.
  const otherFile: number[] = [];
  const text = files.get(first) ?? '';
  const service =
    '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shared-y\n  namespace: team-0\nspec:\n  clusterIP: None\n  selector:\n    app: lost-1\n';
  const other = uris[1] ?? firstUri;
  let version = 1;
  if (uris.length > 1) {
    const end = text.split('\n').length - 1;
    const added = service.split('\n').length - 1;
    for (let round = 0; round < 20; round += 1) {
      version += 1;
      client.notify('textDocument/didChange', {
        textDocument: { uri: firstUri, version },
        contentChanges: [
          {
            range: { start: { line: end, character: 0 }, end: { line: end + (round % 2) * added, character: 0 } },
            text: round % 2 === 0 ? service : '',
          },
        ],
      });
      otherFile.push(await client.untilDiagnostics(other, () => true));
    }
  }
  const memory = client.memory();
  client.stop();
  return { manifests, openFile, everything, otherFile: spreadOf(otherFile), memory };
}
