// The suites in the extension host that desktop and remote windows use, started the way VS Code documents it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runTests } from '@vscode/test-electron';
import { buildSuite } from './build-suite.ts';
import { captureOutput } from './capture-output.ts';
import { readResults } from './read-results.ts';

const root: string = join(import.meta.dirname, '..', '..');

test('in the extension host of VS Code', async (context) => {
  const workspace = mkdtempSync(join(tmpdir(), 'statefulset-workspace-'));
  try {
    cpSync(join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
    cpSync(join(root, 'examples', 'broken'), join(workspace, 'broken'), { recursive: true });
    commit(workspace);
    const suite = await buildSuite('desktop');
    const lines: string[] = [];
    let code: number | undefined;
    const failure = await captureOutput(lines, async () => {
      code = await runTests({
        vscodeExecutablePath: join(root, 'scripts', 'vscode-host', 'code.mjs'),
        extensionDevelopmentPath: root,
        extensionTestsPath: suite,
        launchArgs: [workspace],
      });
    });
    const results = readResults(lines);
    for (const { name, error } of results)
      await context.test(name, () => {
        if (error !== undefined) assert.fail(error);
      });
    if (results.every(({ error }) => error === undefined)) {
      assert.equal(failure, undefined);
      assert.equal(code, 0);
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
});

/** The workspace is a repository whose files are all committed, so that edits can be compared. */
function commit(workspace: string): void {
  const git = (...args: string[]): unknown => execFileSync('git', ['-C', workspace, ...args], { stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '-q', '-m', 'start');
}
