// Runs `scripts/generate.ts` when what it reads is newer than what it wrote last.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newerNode } from '../with-node.mjs';

/** Sources whose change makes the generated files stale; packages count through the lock file. */
const SOURCES = ['scripts/generate.ts', 'scripts/schema', 'server/src/core', 'package-lock.json'];

/** Brings generated files up to date; a second call with nothing changed costs milliseconds. */
export function generateWhenStale(root) {
  if (!existsSync(join(root, 'scripts/generate.ts'))) return;
  const stamp = join(root, '.build', 'generated.sha256');
  const before = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === before) return;
  console.log('generating …');
  const result = spawnSync(newerNode(), ['scripts/generate.ts'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) throw new Error('scripts/generate.ts failed');
  mkdirSync(dirname(stamp), { recursive: true });
  // Generated files lie among the sources, so the fingerprint is taken again behind the run.
  writeFileSync(stamp, fingerprint(root));
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of filesBelow(join(root, source)).sort()) {
      hash.update(file.slice(root.length));
      hash.update(readFileSync(file));
    }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = entriesOf(path);
  return entries === undefined ? [path] : entries.flatMap((entry) => filesBelow(join(path, entry)));
}

function entriesOf(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
