// Takes the command line that @vscode/test-electron gives to a desktop VS Code, and runs the same suite in the fetched
// one. Lines of the suite go to standard output as they are; its exit code is ours.

import { readFileSync } from 'node:fs';
import { runSuite } from './run-suite.ts';

const args = process.argv.slice(2);

function option(name: string): string {
  const start = `--${name}=`;
  const value = args.find((argument) => argument.startsWith(start));
  if (value === undefined) throw new Error(`${start} is missing`);
  return value.slice(start.length);
}

const workspace = args.find((argument) => !argument.startsWith('-'));
if (workspace === undefined) throw new Error('the workspace folder is missing');
const settingsFile = process.env['STATEFULSET_TEST_SETTINGS'];
const outcome = await runSuite({
  extension: option('extensionDevelopmentPath'),
  suite: option('extensionTestsPath'),
  workspace,
  settings: settingsFile === undefined ? {} : JSON.parse(readFileSync(settingsFile, 'utf8')),
  environment: Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('STATEFULSET_') && value !== undefined ? [[name, value]] : [],
    ),
  ),
  longestMs: 300_000,
});
for (const line of outcome.lines) console.log(line);
process.exitCode = outcome.code;
