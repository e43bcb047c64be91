// Keeps the client's diagnostics true. Answers at once when idle; when changes come faster than they are checked, the
// ones in between are left out. Files that are open come first.

import { type Diagnostic, DiagnosticRefreshRequest } from 'vscode-languageserver';
import type { FileName } from '../core/workspace/snapshot.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './to-lsp.ts';

/** Milliseconds of work after which the event loop gets a turn. */
const SLICE_MILLISECONDS = 8;

export class DiagnosticsLoop {
  readonly #session: Session;
  readonly #published: Map<FileName, string> = new Map();
  /** Files whose findings point into other files: an edit there moves what they point at. */
  readonly #pointing: Set<FileName> = new Set();
  #round = 0;
  #isScheduled = false;

  constructor(session: Session) {
    this.#session = session;
    session.onChange(() => this.schedule());
  }

  /** Starts a round behind the messages that wait already; a round that runs gives way to it. */
  schedule(): void {
    this.#round += 1;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#wait(this.#round);
  }

  /** The reader hands over one message per turn: a turn without a new one means that none waits. */
  #wait(round: number): void {
    const { host } = this.#session;
    host.soon(() => {
      host.soon(() => {
        if (round !== this.#round) this.#wait(this.#round);
        else {
          this.#isScheduled = false;
          this.#session.run(() => this.#run(round));
        }
      });
    });
  }

  async #run(round: number): Promise<void> {
    const { snapshot, open, host, settings, diagnostics } = this.#session;
    if (!settings.enable) {
      for (const name of [...this.#published.keys()]) this.#publish(name, []);
      diagnostics.clear();
      return;
    }
    this.#session.configureDiagnostics();
    const outdated = diagnostics.update(snapshot);
    if (this.#session.client.pullsDiagnostics) {
      // The client fetches those of the file that it edits by itself; of others it has to be told.
      const isShared = [...open.keys()].filter((name) => outdated.has(name)).length > 1;
      if (isShared && this.#session.client.refreshesDiagnostics)
        await this.#session.connection.sendRequest(DiagnosticRefreshRequest.type);
      return;
    }
    for (const name of this.#published.keys())
      if (!snapshot.files.has(name)) {
        this.#publish(name, []);
        this.#session.forgetFile(name);
      }
    let started = host.now();
    for (const name of openFirst(new Set([...outdated, ...this.#pointing]), open)) {
      const file = snapshot.files.get(name);
      if (file === undefined) continue;
      const found = this.#session.diagnosesOf(name);
      diagnostics.told(name);
      const isPointing = found.some(({ related }) => related.some((place) => place.file !== name));
      if (isPointing) this.#pointing.add(name);
      else this.#pointing.delete(name);
      this.#publish(
        name,
        found.map((diagnosis) => toDiagnostic(this.#session, file, diagnosis)),
      );
      if (host.now() - started < SLICE_MILLISECONDS) continue;
      await new Promise<void>((resolve) => host.soon(resolve));
      if (round !== this.#round) return;
      started = host.now();
    }
  }

  /** Sends what differs from what the client has. Clean files that were never reported stay unmentioned. */
  #publish(name: FileName, diagnostics: readonly Diagnostic[]): void {
    const text = JSON.stringify(diagnostics);
    const open = this.#session.open.get(name);
    const key = `${open?.version ?? ''} ${text}`;
    const before = this.#published.get(name);
    if (before === key || (before === undefined && open === undefined && diagnostics.length === 0)) return;
    if (diagnostics.length === 0 && open === undefined) this.#published.delete(name);
    else this.#published.set(name, key);
    const parameters = {
      uri: this.#session.names.uriOf(name),
      ...(open === undefined ? {} : { version: open.version }),
      diagnostics: [...diagnostics],
    };
    this.#session.run(() => this.#session.connection.sendDiagnostics(parameters));
  }
}

function openFirst(names: ReadonlySet<FileName>, open: ReadonlyMap<FileName, unknown>): readonly FileName[] {
  const first = [...open.keys()].filter((name) => names.has(name));
  return [...first, ...[...names].filter((name) => !open.has(name))];
}
