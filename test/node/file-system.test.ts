import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { decode, findManifests, readTextFile } from '../../server/src/node/file-system.ts';

/** Makes files in a new folder, runs the work there and removes it. */
async function withFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'statefulset-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function found(folder: string, exclude: readonly string[] = []): Promise<readonly string[]> {
  const files = await findManifests(folder, { exclude, isCancelled: () => false });
  return files.map((file) => file.slice(folder.length + 1));
}

test('manifests are found everywhere but in what Git or the user leaves out', async () => {
  const files = {
    '.gitignore': 'secret.yaml\nbuild/\n*.tmp.yaml\n!keep.tmp.yaml\n',
    'a.yaml': '',
    'b.yml': '',
    'c.json': '',
    'd.txt': '',
    '.statefulset.yaml': '',
    'secret.yaml': '',
    'x.tmp.yaml': '',
    'keep.tmp.yaml': '',
    'build/out.yaml': '',
    'deep/.gitignore': '!secret.yaml\n/only-here.yaml\n',
    'deep/secret.yaml': '',
    'deep/only-here.yaml': '',
    'deep/below/only-here.yaml': '',
    'node_modules/x/y.yaml': '',
    '.git/config.yaml': '',
    'vendor/z.yaml': '',
    'package-lock.json': '{}',
  };
  await withFiles(files, async (folder) => {
    assert.deepEqual(await found(folder, ['vendor/**']), [
      '.statefulset.yaml',
      'a.yaml',
      'b.yml',
      'c.json',
      'deep/below/only-here.yaml',
      'deep/secret.yaml',
      'keep.tmp.yaml',
    ]);
  });
});

test('a loop of symbolic links ends, and what a link leads to is found once', async () => {
  await withFiles({ 'real/a.yaml': '' }, async (folder) => {
    symlinkSync(folder, join(folder, 'real', 'loop'));
    symlinkSync(join(folder, 'gone'), join(folder, 'nowhere.yaml'));
    assert.deepEqual(await found(folder), ['real/a.yaml']);
  });
});

test('a search that is called off ends with what it has', async () => {
  await withFiles({ 'a.yaml': '' }, async (folder) => {
    assert.deepEqual(await findManifests(folder, { exclude: [], isCancelled: () => true }), []);
  });
});

test('a folder that is not there has no manifests', async () => {
  assert.deepEqual(await findManifests('/no/such/folder', { exclude: [], isCancelled: () => false }), []);
});

test('bytes are text in UTF-8 or in UTF-16 with a mark, and nothing else', () => {
  assert.deepEqual(decode(new Uint8Array(Buffer.from('é: 1'))), { text: 'é: 1' });
  assert.deepEqual(decode(new Uint8Array([0xff, 0xfe, 0x61, 0])), { text: 'a' });
  assert.deepEqual(decode(new Uint8Array([0xfe, 0xff, 0, 0x61])), { text: 'a' });
  assert.deepEqual(decode(new Uint8Array([0x61, 0xe9])), { why: 'not-text' });
  assert.deepEqual(decode(new Uint8Array([0x61, 0])), { why: 'not-text' });
});

test('a file that is gone, a folder or no text has no text, and says why', async () => {
  await withFiles({ 'a.yaml': 'a: b', 'b.yaml': new Uint8Array([0, 1, 2]) }, async (folder) => {
    assert.deepEqual(await readTextFile(join(folder, 'a.yaml')), { text: 'a: b' });
    assert.deepEqual(await readTextFile(join(folder, 'b.yaml')), { why: 'not-text' });
    assert.deepEqual(await readTextFile(folder), { why: 'gone' });
    assert.deepEqual(await readTextFile(join(folder, 'c.yaml')), { why: 'gone' });
  });
});
