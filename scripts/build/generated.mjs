// Brings what `scripts/generate.ts` writes up to date before a build.
import { spawnSync } from 'node:child_process';
import { isSchemaStale } from '../schema/staleness.mjs';
import { newerNode } from '../with-node.mjs';

/** Generates where something is missing or older than its sources. Throws where that fails. */
export function generateWhenStale(root) {
  if (!isSchemaStale(root)) return;
  console.log('generating the API structure from the published packages …');
  const result = spawnSync(newerNode(), ['scripts/generate.ts', '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) throw new Error('scripts/generate.ts failed');
}
