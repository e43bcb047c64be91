// `simulate`: plays a scenario file, or applies manifests and lets them settle.

import { answerCreate } from '../core/admission/answer-create.ts';
import { decode } from '../core/admission/decode.ts';
import type { ClusterProfile } from '../core/kubernetes/cluster-profile.ts';
import type { PlainObject } from '../core/kubernetes/plain-value.ts';
import { servedKind } from '../core/kubernetes/schema.ts';
import type { ScenarioHost } from '../core/simulation/scenario/play-scenario.ts';
import { runManifests, runScenario, type ScenarioRun } from '../core/simulation/scenario/run-scenario.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { CliHost } from './host.ts';
import type { Options } from './options.ts';
import { texts } from './texts.ts';

/** The exit code. */
export async function simulate(options: Options, host: CliHost): Promise<number> {
  const { scenario, format, profile, isWatchFormat } = options;
  if (format !== 'human' && format !== 'json') {
    host.writeError(`${texts.unknownChoice('format', format, ['human', 'json'])}\n`);
    return 2;
  }
  const run = { profile, format, watchFormat: isWatchFormat } as const;
  if (scenario === undefined) {
    const found = await host.find(options.paths, options.exclude);
    for (const { path, isUnreadable } of found.missing)
      host.writeError(`${isUnreadable ? texts.unreadablePath(path) : texts.missingPath(path)}\n`);
    if (found.missing.length > 0) return 2;
    const files = new Map(found.files.map(({ path, shown }) => [path, shown]));
    return finish(
      runManifests([...files.keys()], scenarioHost(host, ''), run),
      host,
      (file) => files.get(file) ?? file,
      (file) => host.readNow(file),
    );
  }
  const { absolute, folder } = await host.place(scenario);
  const text = host.readNow(absolute);
  if (text === undefined) {
    host.writeError(`${texts.missingPath(scenario)}\n`);
    return 2;
  }
  const played = runScenario(absolute, text, scenarioHost(host, folder), run);
  return finish(
    played,
    host,
    (file) => (file === absolute ? scenario : file),
    (file) => host.readNow(file.startsWith('/') || file === absolute ? file : `${folder}/${file}`),
  );
}

/** Files that steps name are relative to the scenario's folder. */
function scenarioHost(host: CliHost, folder: string): ScenarioHost {
  return {
    read: (file) => host.readNow(folder === '' || isAbsolute(file) ? file : `${folder}/${file}`),
    refusalOf,
  };
}

function isAbsolute(file: string): boolean {
  return file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file);
}

/** The API server's refusal of an object, if it refuses. */
function refusalOf(value: PlainObject, profile: ClusterProfile): string | undefined {
  const kind = value['kind'];
  const served = typeof kind === 'string' ? servedKind(kind) : undefined;
  if (served === undefined) return undefined;
  const answer = decode(value, served, profile.minor).answer ?? answerCreate(value, profile);
  return answer.accepted ? undefined : answer.message;
}

function finish(
  run: ScenarioRun,
  host: CliHost,
  shown: (file: string) => string,
  textOf: (file: string) => string | undefined,
): number {
  for (const { place, message } of run.problems) {
    const text = textOf(place.file);
    const at = text === undefined ? undefined : new LineIndex(text).positionAt(place.span.start);
    const where = at === undefined ? shown(place.file) : `${shown(place.file)}:${at.line + 1}:${at.column + 1}`;
    host.writeError(`${where}: ${message}\n`);
  }
  host.write(run.output);
  return run.exitCode;
}
