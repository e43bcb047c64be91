// @vscode/test-electron passes the editor's output on to this process's own streams and gives it to nobody.

/** Runs `body` and collects the lines that are written to standard output meanwhile. Gives what `body` threw. */
export async function captureOutput(lines: string[], body: () => Promise<void>): Promise<unknown> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  let rest = '';
  // The signature has three forms; all that matters here is the first argument, and that the call is answered.
  stdout.write = ((chunk: string | Uint8Array): boolean => {
    const parts = (rest + (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    return true;
  }) as typeof stdout.write;
  try {
    await body();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    stdout.write = write;
    if (rest !== '') lines.push(rest);
  }
}
