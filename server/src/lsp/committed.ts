// The committed version of the open files' repositories, asked of the client: edits are judged as changes of what runs.
// Without Git, repository or trust the feature is quietly off.

import { BeforeObjects } from '../core/features/committed/before-objects.ts';
import { makeEffectiveObject } from '../core/features/effective-objects.ts';
import type { FileName } from '../core/workspace/snapshot.ts';
import { Workspace, type WorkspaceChange } from '../core/workspace/workspace.ts';
import {
  COMMITTED_CHANGED_NOTIFICATION,
  COMMITTED_FILES_REQUEST,
  type CommittedFilesParameters,
  type CommittedFilesResult,
} from '../protocol/editor-messages.ts';
import { profileOf } from './read-settings.ts';
import type { Session } from './session.ts';

/** Milliseconds without another reason before the client is asked. */
const DELAY_MILLISECONDS = 50;

export class CommittedVersion {
  readonly #session: Session;
  #asked = '';
  #round = 0;
  #forget: (() => void) | undefined;

  constructor(session: Session) {
    this.#session = session;
    if (session.client.options.readsCommitted !== true) return;
    session.connection.onNotification(COMMITTED_CHANGED_NOTIFICATION, () => {
      this.#asked = '';
      this.#schedule();
    });
    session.onChange(() => {
      if (this.#question() !== this.#asked) this.#schedule();
    });
  }

  /** What the answer depends on: the reference, the settings of the objects, and which files are open. */
  #question(): string {
    const { settings, open } = this.#session;
    return JSON.stringify([settings.compareWith, settings.enable, profileOf(settings), [...open.keys()]]);
  }

  #schedule(): void {
    this.#forget?.();
    this.#forget = this.#session.host.later(() => this.#session.run(() => this.#ask()), DELAY_MILLISECONDS);
  }

  async #ask(): Promise<void> {
    const { settings, open, connection, diagnostics, names } = this.#session;
    this.#asked = this.#question();
    this.#round += 1;
    const round = this.#round;
    if (settings.compareWith === '' || !settings.enable || open.size === 0) {
      diagnostics.compareWith(undefined);
      this.#session.changed();
      return;
    }
    const uris = [...open.keys()].map((name) => names.uriOf(name));
    const parameters: CommittedFilesParameters = { reference: settings.compareWith, uris };
    const { files } = await connection.sendRequest<CommittedFilesResult>(COMMITTED_FILES_REQUEST, parameters);
    // A later question was asked meanwhile: its answer counts.
    if (round !== this.#round) return;
    diagnostics.compareWith(files.length === 0 ? undefined : this.#objectsOf(files));
    this.#session.changed();
  }

  #objectsOf(files: CommittedFilesResult['files']): BeforeObjects {
    const profile = profileOf(this.#session.settings);
    const workspace = new Workspace({ effectiveObject: makeEffectiveObject, settings: { roots: [], profile } });
    const changes = files.map(({ uri, text }): WorkspaceChange => {
      const file: FileName = this.#session.names.nameOf(uri);
      return { kind: 'text', file, text };
    });
    return new BeforeObjects(workspace.apply(changes), profile);
  }
}
