// `simulate`: what a cluster would make of manifests, or of the steps of a scenario file.

import { runManifests, runScenario, type ScenarioRun } from '../core/simulation/scenario/run-scenario.ts';
import type { ScenarioPlace } from '../core/simulation/scenario/scenario.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { CliHost } from './host.ts';
import type { Options } from './options.ts';
import { texts } from './texts.ts';

/** The exit code: 1 where an expectation failed, 2 where nothing could be played. */
export async function simulate(options: Options, host: CliHost): Promise<number> {
  const { format, profile, isWatchFormat, scenario } = options;
  if (format !== 'human' && format !== 'json') {
    host.writeError(`${texts.unknownChoice('format', format, ['human', 'json'])}\n`);
    return 2;
  }
  const { missing, files, notes } = await host.find(
    scenario === undefined ? options.paths : [scenario],
    options.exclude,
  );
  for (const { path, isUnreadable } of missing)
    host.writeError(`${isUnreadable ? texts.unreadablePath(path) : texts.missingPath(path)}\n`);
  if (missing.length > 0) return 2;
  const run = { profile, format, watchFormat: isWatchFormat } as const;
  // Notes stand in the time line and in JSON; the lines of kubectl have no room for them.
  const saysNotes = format === 'human' && isWatchFormat;
  if (scenario === undefined) {
    for (const { file, note } of notes) host.writeError(`${file}: ${texts.note(note)}\n`);
    const shown = new Map(files.map((file) => [file.path, file.shown]));
    const read = (path: string): string | undefined => host.readNow(path);
    const played = runManifests([...shown.keys()], { read }, run);
    return finish(played, host, { textOf: read, shown: (path) => shown.get(path) ?? path, saysNotes });
  }
  const { absolute, folder } = await host.place(scenario);
  const text = host.readNow(absolute);
  if (text === undefined) {
    host.writeError(`${texts.unreadablePath(scenario)}\n`);
    return 2;
  }
  const read = (file: string): string | undefined => host.readNow(besides(`${folder}/`, file));
  const given = scenario.slice(0, Math.max(scenario.lastIndexOf('/'), scenario.lastIndexOf('\\')) + 1);
  return finish(runScenario(absolute, text, { read }, run), host, {
    textOf: (file) => (file === absolute ? text : read(file)),
    shown: (file) => (file === absolute ? scenario : besides(given, file)),
    saysNotes,
  });
}

interface Shown {
  readonly textOf: (file: string) => string | undefined;
  /** A file's name as one would write it on the command line. */
  readonly shown: (file: string) => string;
  readonly saysNotes: boolean;
}

function finish({ exitCode, output, problems, notes }: ScenarioRun, host: CliHost, how: Shown): number {
  const where = ({ file, span }: ScenarioPlace): string => {
    const text = how.textOf(file);
    if (text === undefined) return `${how.shown(file)}: `;
    const { line, column } = new LineIndex(text).positionAt(span.start);
    return `${how.shown(file)}:${line + 1}:${column + 1}: `;
  };
  for (const { place, message } of how.saysNotes ? notes : [])
    host.writeError(`${place ? where(place) : ''}${message}\n`);
  // Steps that only apply manifests stand in no file.
  for (const { place, message } of problems) host.writeError(`${place.file === '' ? '' : where(place)}${message}\n`);
  host.write(output);
  return exitCode;
}

/** Names in steps are relative to the scenario's folder, `./` and `../` of which are taken out where that is easy. */
function besides(folder: string, file: string): string {
  if (file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)) return file;
  let [above, name] = [folder, file];
  while (/^\.\.?\//.test(name)) {
    const isParent = name.startsWith('../');
    if (isParent && !/[^/.]\/$/.test(above)) break;
    name = name.slice(isParent ? 3 : 2);
    if (isParent) above = above.replace(/[^/]+\/$/, '');
  }
  return above + name;
}
