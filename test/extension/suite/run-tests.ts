// A test runner small enough to run in every extension host, the worker of VS Code for the Web among them. Each result
// is one line that the driver reads; the last line says how many there were, so that a run that ended early is noticed.

export interface TestResult {
  readonly name: string;
  readonly milliseconds: number;
  /** Absent where the test passed. */
  readonly error?: string;
}

/** In front of the lines that the driver reads. */
export const RESULT_MARK = '[statefulset-result] ';
export const END_MARK = '[statefulset-end] ';

const LONGEST_TEST_MS = 45_000;

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];

/** Declares a test; `run` runs them in the order of declaration, one at a time. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

/** Called by VS Code. Rejects where a test fails, so that the editor's exit code says it too. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    const begin = Date.now();
    const error = await failureOf(body);
    if (error !== undefined) failed += 1;
    const result: TestResult = { name, milliseconds: Date.now() - begin, ...(error === undefined ? {} : { error }) };
    console.log(RESULT_MARK + JSON.stringify(result));
  }
  console.log(END_MARK + tests.length);
  // The lines travel through another process; a test host that is gone at once would swallow the last of them.
  await new Promise((resolve) => setTimeout(resolve, 200));
  if (failed > 0) throw new Error(`${failed} of ${tests.length} failed`);
}

async function failureOf(body: () => Promise<void>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LONGEST_TEST_MS} ms`)), LONGEST_TEST_MS);
  });
  try {
    await Promise.race([body(), limit]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}
