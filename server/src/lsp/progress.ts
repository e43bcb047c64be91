// Progress for work that takes longer than a second, cancellable by the user. Shorter work is never mentioned.

import { WorkDoneProgress, WorkDoneProgressCreateRequest } from 'vscode-languageserver';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export interface Progress {
  readonly isCancelled: () => boolean;
  readonly report: (done: number, all: number) => void;
}

const DELAY_MILLISECONDS = 1000;

/** Ids of work; the sentences are in `texts.ts`. */
export type Work = 'reading-workspace' | 'checking-workspace';

export async function withProgress<T>(
  session: Session,
  work: Work,
  run: (progress: Progress) => Promise<T>,
): Promise<T> {
  const bar = session.client.canShowProgress ? new Bar(session, work) : undefined;
  try {
    return await run({
      isCancelled: () => bar?.isCancelled === true,
      report: (done, all) => bar?.report(done, all),
    });
  } finally {
    bar?.end();
  }
}

class Bar {
  isCancelled = false;
  readonly #session: Session;
  readonly #work: Work;
  readonly #token: string;
  readonly #forget: () => void;
  #isShown = false;
  #isEnded = false;
  #percentage = -1;

  constructor(session: Session, work: Work) {
    this.#session = session;
    this.#work = work;
    this.#token = `statefulset-${work}-${Math.floor(session.host.now())}`;
    this.#forget = session.host.later(() => session.run(() => this.#begin()), DELAY_MILLISECONDS);
  }

  report(done: number, all: number): void {
    const percentage = all === 0 ? 100 : Math.floor((done / all) * 100);
    if (!this.#isShown || percentage === this.#percentage) return;
    this.#percentage = percentage;
    this.#send({ kind: 'report', percentage, message: texts.progress(done, all) });
  }

  end(): void {
    this.#isEnded = true;
    this.#forget();
    if (this.#isShown) this.#send({ kind: 'end' });
  }

  async #begin(): Promise<void> {
    await this.#session.connection.sendRequest(WorkDoneProgressCreateRequest.type, { token: this.#token });
    if (this.#isEnded) return;
    this.#isShown = true;
    const title = texts.work(this.#work);
    this.#send({ kind: 'begin', title, cancellable: true, percentage: 0 });
  }

  #send(value: Parameters<typeof this.sendValue>[0]): void {
    this.#session.run(() => this.sendValue(value));
  }

  sendValue(
    value:
      | { kind: 'begin'; title: string; cancellable: boolean; percentage: number }
      | { kind: 'report'; percentage: number; message: string }
      | { kind: 'end' },
  ): Promise<void> {
    return this.#session.connection.sendProgress(WorkDoneProgress.type, this.#token, value);
  }
}
