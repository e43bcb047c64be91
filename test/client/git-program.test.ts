// Committed texts are read from a real repository.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readCommittedOfRepository, repositoryOf } from '../../client/src/git/git-program.ts';

let folder = '';

function git(...args: string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    stdio: 'ignore',
  });
}

before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'statefulset-git-')));
  git('init', '-q');
  mkdirSync(join(folder, 'ümlaut dir'));
  writeFileSync(join(folder, 'ümlaut dir', 'a.yaml'), 'old: a\n');
  writeFileSync(join(folder, 'b.yaml'), 'old: b\n');
  writeFileSync(join(folder, 'c.yaml'), 'old: c\n');
  writeFileSync(join(folder, 'd.txt'), 'old: d\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  writeFileSync(join(folder, 'ümlaut dir', 'a.yaml'), 'new: a\n');
  writeFileSync(join(folder, 'd.txt'), 'new: d\n');
  rmSync(join(folder, 'b.yaml'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('changed and deleted manifests come besides those asked for, other files do not', async () => {
  const texts = await readCommittedOfRepository('git', folder, 'HEAD', [
    join(folder, 'c.yaml'),
    join(folder, 'new.yaml'),
  ]);
  assert.deepEqual(
    new Map([...(texts ?? [])].sort()),
    new Map([
      [join(folder, 'b.yaml'), 'old: b\n'],
      [join(folder, 'c.yaml'), 'old: c\n'],
      [join(folder, 'ümlaut dir', 'a.yaml'), 'old: a\n'],
    ]),
  );
});

test('a reference that Git does not know, or that looks like an option, is told apart', async () => {
  assert.equal(await readCommittedOfRepository('git', folder, 'nowhere', []), undefined);
  assert.equal(await readCommittedOfRepository('git', folder, '--output=x', []), undefined);
});

test('outside a repository and without Git there is nothing', async () => {
  assert.equal(await repositoryOf('git', join(folder, 'c.yaml')), folder);
  assert.equal(await repositoryOf('git', join(tmpdir(), 'x.yaml')), undefined);
  assert.equal(await repositoryOf('no-such-git', join(folder, 'c.yaml')), undefined);
});
