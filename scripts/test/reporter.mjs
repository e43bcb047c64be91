// Reporter of node:test for `npm test`: quiet about what passes, complete about what fails, one line on coverage.
// Writes its counts to the file named by STATEFULSET_COUNTS, where `scripts/test.mjs` adds them up.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

/** Called by node:test with everything that happens; it wants a default export. */
export default async function* report(source) {
  const counts = { passed: 0, failed: 0 };
  const failures = [];
  for await (const event of source) {
    if (event.type === 'test:pass' && isOneTest(event)) counts.passed += 1;
    if (event.type === 'test:fail' && isOneTest(event)) {
      counts.failed += 1;
      failures.push(failureText(event.data));
    }
    if (event.type === 'test:stdout' || event.type === 'test:stderr') yield event.data.message;
    if (event.type === 'test:coverage') yield coverageText(event.data.summary);
  }
  yield failures.join('');
  const file = process.env.STATEFULSET_COUNTS;
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
}

/** A test around subtests fails because one of them does; a file is reported as a test too when it is run alone. */
function isOneTest({ data }) {
  if (data.details?.type === 'suite') return false;
  const isOnlyAround = data.details?.error?.failureType === 'subtestsFailed';
  return !isOnlyAround;
}

function failureText({ name, file, line, details }) {
  const place = file === undefined ? '' : ` (${relative('.', file)}:${line})`;
  const cause = details.error?.cause ?? details.error;
  const text = (cause?.stack ?? inspect(cause)).replaceAll(/\n\s+at .*(?:node:internal|node:async_hooks).*/g, '');
  const compared =
    cause?.code === 'ERR_ASSERTION' && cause.expected !== undefined
      ? `\n  expected: ${inspect(cause.expected, { depth: 4 })}\n  actual: ${inspect(cause.actual, { depth: 4 })}`
      : '';
  return `\n✖ ${name}${place}\n${text}${compared}\n`;
}

/** Lines and branches of the server's sources, by folder. */
function coverageText(summary) {
  const folders = new Map();
  for (const file of summary.files) {
    const path = relative(summary.workingDirectory, file.path);
    const folder = path.split(/[\\/]/).slice(0, -1).slice(0, 4).join('/');
    const sum = folders.get(folder) ?? { lines: 0, coveredLines: 0, branches: 0, coveredBranches: 0 };
    sum.lines += file.totalLineCount;
    sum.coveredLines += file.coveredLineCount;
    sum.branches += file.totalBranchCount;
    sum.coveredBranches += file.coveredBranchCount;
    folders.set(folder, sum);
  }
  const rows = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = summary.totals;
  rows.push([
    'all',
    {
      lines: all.totalLineCount,
      coveredLines: all.coveredLineCount,
      branches: all.totalBranchCount,
      coveredBranches: all.coveredBranchCount,
    },
  ]);
  const lines = rows.map(([folder, sum]) => {
    const share = (covered, total) => `${total === 0 ? 100 : Math.round((1000 * covered) / total) / 10} %`.padStart(7);
    const name = folder.padEnd(34);
    return `  ${name} lines ${share(sum.coveredLines, sum.lines)}  branches ${share(sum.coveredBranches, sum.branches)}`;
  });
  return `coverage\n${lines.join('\n')}\n`;
}
