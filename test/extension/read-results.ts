// Reads the result lines of a suite and insists on proof that it ran to its end.

import { END_MARK, RESULT_MARK, type TestResult } from './suite/run-tests.ts';

/** The results in order. Throws where the suite did not start or did not finish, whatever the exit code says. */
export function readResults(lines: readonly string[]): readonly TestResult[] {
  const results = lines.flatMap((line) => {
    const at = line.indexOf(RESULT_MARK);
    // Written by our own runner as a TestResult.
    return at < 0 ? [] : [JSON.parse(line.slice(at + RESULT_MARK.length)) as TestResult];
  });
  const end = lines.find((line) => line.includes(END_MARK));
  const total = end === undefined ? undefined : Number(end.slice(end.indexOf(END_MARK) + END_MARK.length));
  if (total === undefined || total === 0 || total !== results.length)
    throw new Error(`the suite in VS Code did not run to its end:\n${lines.slice(-40).join('\n')}`);
  return results;
}
