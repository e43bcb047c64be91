// Assertions and waiting that need no runtime but the editor's interface.

import type { Event } from 'vscode';

/** Fails unless both print the same. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}

/** Fails unless the condition holds. */
export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** Fails unless the text contains the part. */
export function contains(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`expected to find ${JSON.stringify(part)} in ${JSON.stringify(text)}`);
}

/**
 * Waits until `read` gives something, looking again whenever one of the events fires, and at the start.
 * Rejects after `milliseconds` with what `describe` says.
 */
export function eventually<T>(
  events: readonly Event<unknown>[],
  read: () => T | undefined | Promise<T | undefined>,
  describe: () => string,
  milliseconds = 20_000,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      const value = await read();
      if (value === undefined) return;
      stop();
      resolve(value);
    };
    const listeners = events.map((event) => event(() => void look().catch(fail)));
    const fail = (error: unknown): void => {
      stop();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error(`waited in vain: ${describe()}`)), milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    };
    void look().catch(fail);
  });
}
