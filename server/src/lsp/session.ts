// One connected client: its features and settings, the workspace with open buffers over disk, and the loop that keeps
// its diagnostics true. Requests read from here; only notifications change it.

import { type Connection, ConnectionError, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Diagnosis } from '../core/features/diagnostics/diagnosis.ts';
import { Diagnostics } from '../core/features/diagnostics/diagnostics.ts';
import { makeEffectiveObject } from '../core/features/effective-objects.ts';
import { type FieldTexts, loadFieldTexts } from '../core/kubernetes/field-documentation.ts';
import type { FileName, Snapshot } from '../core/workspace/snapshot.ts';
import { Workspace } from '../core/workspace/workspace.ts';
import type { StatefulSetSettings } from '../protocol/settings.ts';
import type { ClientFeatures } from './client-features.ts';
import { decoded, FileNames } from './file-names.ts';
import type { ServerHost } from './host.ts';
import { Positions } from './positions.ts';
import { DEFAULT_SETTINGS, profileOf } from './read-settings.ts';

export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
}

export class Session {
  readonly connection: Connection;
  readonly host: ServerHost;
  readonly client: ClientFeatures;
  readonly positions: Positions;
  readonly names: FileNames = new FileNames();
  readonly workspace: Workspace = new Workspace({ effectiveObject: makeEffectiveObject });
  readonly diagnostics: Diagnostics = new Diagnostics();
  readonly open: Map<FileName, OpenDocument> = new Map();
  readonly #listeners: (() => void)[] = [];
  readonly #counts: Map<FileName, ReadonlyMap<string, number>> = new Map();
  #texts: FieldTexts | undefined;
  #isEnded = false;
  #folders: readonly FileName[];
  #settings: StatefulSetSettings = DEFAULT_SETTINGS;

  constructor(connection: Connection, host: ServerHost, client: ClientFeatures) {
    this.connection = connection;
    this.host = host;
    this.client = client;
    this.positions = new Positions(client.encoding);
    this.#folders = client.workspaceFolders.map((uri) => folderName(uri));
    this.#applySettings();
  }

  get snapshot(): Snapshot {
    return this.workspace.snapshot;
  }

  get settings(): StatefulSetSettings {
    return this.#settings;
  }

  set settings(settings: StatefulSetSettings) {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#applySettings();
    this.changed();
  }

  /** Folders of the workspace, by name, without a final slash. */
  get folders(): readonly FileName[] {
    return this.#folders;
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map(folderName));
    this.#folders = [...this.#folders.filter((name) => !gone.has(name)), ...added.map(folderName)];
    this.#applySettings();
    this.changed();
  }

  /** The API's field texts; there at once after the first time, so that an answer need not wait for a turn. */
  loadTexts(): FieldTexts | Promise<FieldTexts> {
    if (this.#texts !== undefined) return this.#texts;
    return loadFieldTexts().then((texts) => {
      this.#texts = texts;
      return texts;
    });
  }

  /** Whether fields are documented and completed here, and not by another extension. */
  get explainsSchema(): boolean {
    const { schema } = this.#settings;
    return schema === 'on' || (schema === 'auto' && this.client.options.hasOtherSchemas !== true);
  }

  /** All findings of a file as of now. */
  diagnosesOf(file: FileName): readonly Diagnosis[] {
    this.configureDiagnostics();
    this.diagnostics.update(this.snapshot);
    const found = this.diagnostics.ofFile(this.snapshot, file);
    this.#counts.set(file, countByRule(found));
    return found;
  }

  /** How many findings of a rule are known in all files that were checked. */
  countOfRule(rule: string): number {
    let count = 0;
    for (const counts of this.#counts.values()) count += counts.get(rule) ?? 0;
    return count;
  }

  configureDiagnostics(): void {
    this.diagnostics.configure({ severities: this.#settings.rules, advice: this.#settings.advice === 'on' });
  }

  forgetFile(file: FileName): void {
    this.#counts.delete(file);
  }

  /** The client said good-bye: nothing is sent any more. */
  end(): void {
    this.#isEnded = true;
  }

  /** Calls back after every change of texts or settings. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Starts work that nobody waits for; a bug in it is logged, the end of the connection is no news. */
  run(work: () => Promise<void>): void {
    if (this.#isEnded) return;
    const started = async (): Promise<void> => work();
    started().catch((error: unknown) => {
      if (this.#isEnded || isEndOfConnection(error)) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.connection.console.error(text);
    });
  }

  #applySettings(): void {
    this.workspace.apply([
      { kind: 'settings', settings: { roots: this.#folders, profile: profileOf(this.#settings) } },
    ]);
  }
}

function folderName(uri: string): FileName {
  return decoded(uri).replace(/\/$/, '');
}

function isEndOfConnection(error: unknown): boolean {
  if (!(error instanceof ResponseError)) return error instanceof ConnectionError;
  return error.code === ErrorCodes.PendingResponseRejected || error.code === ErrorCodes.ConnectionInactive;
}

function countByRule(diagnoses: readonly Diagnosis[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of diagnoses) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
