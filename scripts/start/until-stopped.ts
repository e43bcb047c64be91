// Waits for the user's wish to end.

/** Resolves at Ctrl+C, a termination signal, or the end of the terminal. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    // Without something to wait for, the process would end by itself.
    const alive = setInterval(() => undefined, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        clearInterval(alive);
        resolve();
      });
  });
}
