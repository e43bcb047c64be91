// `check`: the same findings as in the editor, for files and folders.

import { answersTo } from '../core/features/answers/answers.ts';
import type { BeforeObjects } from '../core/features/committed/before-objects.ts';
import { Diagnostics } from '../core/features/diagnostics/diagnostics.ts';
import { makeEffectiveObject } from '../core/features/effective-objects.ts';
import { baselineOf } from '../core/rules/baseline.ts';
import { folderOf, isBelow } from '../core/workspace/folder-tree.ts';
import type { FileName, Snapshot, WorkspaceFile } from '../core/workspace/snapshot.ts';
import { Workspace } from '../core/workspace/workspace.ts';
import { loadBefore } from './before.ts';
import type { CliHost, FoundFile } from './host.ts';
import type { Options } from './options.ts';
import {
  countSeverities,
  isAtLeast,
  type Report,
  type ReportedFinding,
  type ReportedNote,
  type ReportedObject,
  Reporter,
} from './report.ts';
import { texts } from './texts.ts';
import { writeGithub } from './writers/github.ts';
import { writeHuman } from './writers/human.ts';
import { writeJson } from './writers/json.ts';
import { writeSarif } from './writers/sarif.ts';

/** The exit code. */
export async function check(options: Options, host: CliHost): Promise<number> {
  const loaded = await load(options, host);
  if (loaded === undefined) return 2;
  const before = await loadBefore(options, host);
  if ('problem' in before) {
    host.writeError(`${before.problem}\n`);
    return 2;
  }
  const report = makeReport(loaded, before.objects, options, host);
  if (options.writeBaseline !== undefined) {
    const findings = report.findings.flatMap(({ diagnosis }) => diagnosis.finding ?? []);
    await host.save(options.writeBaseline, `${JSON.stringify(baselineOf(findings), null, 2)}\n`);
    host.write(`${texts.baselineWritten(findings.length, options.writeBaseline)}\n`);
    return 0;
  }
  host.write(write(report, options, host));
  return report.findings.some(({ diagnosis }) => isAtLeast(diagnosis.severity, options.failOn)) ? 1 : 0;
}

function write(report: Report, options: Options, host: CliHost): string {
  const pathOf = (path: string): string =>
    isBelow(path, host.currentFolder) ? path.slice(host.currentFolder.length + 1) : path;
  switch (options.format) {
    case 'human':
      return writeHuman(report, options.color ?? host.hasColor);
    case 'json':
      return writeJson(report);
    case 'github':
      return writeGithub(report, pathOf);
    case 'sarif':
      return writeSarif(report, pathOf, host.version);
  }
}

export interface Loaded {
  readonly snapshot: Snapshot;
  readonly workspace: Workspace;
  /** Names as they are shown, in the order of the report. */
  readonly shown: ReadonlyMap<FileName, string>;
  readonly notes: readonly ReportedNote[];
}

/** Reads all files; undefined where a path is missing, which was said. */
export async function load(options: Options, host: CliHost): Promise<Loaded | undefined> {
  const found = await host.find(options.paths, options.exclude);
  for (const { path, isUnreadable } of found.missing)
    host.writeError(`${isUnreadable ? texts.unreadablePath(path) : texts.missingPath(path)}\n`);
  if (found.missing.length > 0) return undefined;
  const workspace = new Workspace({
    effectiveObject: makeEffectiveObject,
    settings: { roots: [commonFolder(found.files)], profile: options.profile },
  });
  const notes: ReportedNote[] = found.notes.map(({ file, note }) => ({ file, message: texts.note(note) }));
  const texted = await Promise.all(found.files.map(async (file) => ({ file, read: await host.read(file.path) })));
  const shown = new Map<FileName, string>();
  const changes = texted.flatMap(({ file, read }) => {
    if ('note' in read) {
      notes.push({ file: file.shown, message: texts.note(read.note) });
      return [];
    }
    shown.set(file.path, file.shown);
    return [{ kind: 'text' as const, file: file.path, text: read.text }];
  });
  return { snapshot: workspace.apply(changes), workspace, shown, notes };
}

/** The innermost folder that holds all files: units reach no further. */
function commonFolder(files: readonly FoundFile[]): string {
  let folder: string | undefined;
  for (const { path } of files) {
    const own = folderOf(path);
    if (folder === undefined) folder = own;
    while (folder !== '' && own !== folder && !isBelow(own, folder)) folder = folderOf(folder);
  }
  return folder ?? '';
}

function makeReport(loaded: Loaded, before: BeforeObjects | undefined, options: Options, host: CliHost): Report {
  const diagnostics = new Diagnostics();
  diagnostics.configure({ severities: options.severities, advice: options.advice });
  diagnostics.compareWith(before);
  const { snapshot, shown } = loaded;
  diagnostics.update(snapshot);
  const reporter = new Reporter(snapshot, shown);
  const findings: ReportedFinding[] = [];
  const objects: ReportedObject[] = [];
  const progress = new ProgressLine(host, shown.size);
  for (const name of shown.keys()) {
    const file = snapshot.files.get(name);
    if (file === undefined) continue;
    for (const diagnosis of diagnostics.ofFile(snapshot, name)) findings.push(reporter.finding(file, diagnosis));
    // Only programs read the answers; people read the findings that are made of them.
    if (options.format === 'json') objects.push(...objectsOf(file, snapshot, reporter.shown(name), before));
    progress.step();
  }
  progress.end();
  return {
    kubernetesVersion: `1.${options.profile.minor}`,
    findings,
    objects,
    notes: loaded.notes,
    counts: countSeverities(findings),
    fileCount: shown.size,
    line: reporter.line,
  };
}

function objectsOf(
  file: WorkspaceFile,
  snapshot: Snapshot,
  shown: string,
  before: BeforeObjects | undefined,
): readonly ReportedObject[] {
  return file.documents.flatMap(({ document, index }) =>
    document.manifests.flatMap((manifest) => {
      const answers = answersTo(manifest, snapshot.profileOf(file.name), shown, before);
      return answers === undefined ? [] : [{ file: shown, document: index, manifest, answers }];
    }),
  );
}

/** Moves on one line of a terminal, and only when work takes longer than a second. */
class ProgressLine {
  readonly #host: CliHost;
  readonly #all: number;
  readonly #started: number;
  #done = 0;
  #shown = 0;

  constructor(host: CliHost, all: number) {
    this.#host = host;
    this.#all = all;
    this.#started = host.now();
  }

  step(): void {
    this.#done += 1;
    if (!this.#host.isErrorTerminal) return;
    const now = this.#host.now();
    if (now - this.#started < 1000 || now - this.#shown < 100) return;
    this.#shown = now;
    this.#host.writeError(`\r${texts.progress(this.#done, this.#all)}`);
  }

  end(): void {
    if (this.#shown > 0) this.#host.writeError('\r\u001b[K');
  }
}
