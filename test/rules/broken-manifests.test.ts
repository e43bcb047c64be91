// No rule trips over what is missing or of another type: required fields are required by the API server, not by typing.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { relatedTextOf } from '../../server/src/core/rules/finding-texts.ts';
import { changesOf, fixesOf } from '../../server/src/core/rules/run-rules.ts';
import type { Snapshot } from '../../server/src/core/workspace/snapshot.ts';
import { findingsOf, snapshotOfTexts } from './fixture.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const validation = join(folder, '..', 'golden', 'cases', 'validation');

/** Everything that is asked of findings: sentences, places, changes. */
function useAll(snapshot: Snapshot, what: string): number {
  try {
    const found = findingsOf(snapshot);
    for (const { finding, text } of found) {
      assert.doesNotMatch(text, /\{[A-Za-z]+[}:|]/, 'every fact is given');
      for (const related of finding.related) relatedTextOf(finding, related);
      const unit = snapshot.unitOf(finding.file, finding.resource.manifest);
      for (const { id } of fixesOf(finding)) changesOf(finding, id, unit);
    }
    return found.length;
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

it('refused manifests', () => {
  let found = 0;
  for (const name of readdirSync(validation)) {
    const text = readFileSync(join(validation, name), 'utf8');
    found += useAll(snapshotOfTexts({ [name]: text }, DEFAULT_PROFILE), name);
  }
  assert.ok(found > 100);
});

it('fixtures with one line less', () => {
  let tried = 0;
  for (const rule of readdirSync(folder, { withFileTypes: true })) {
    if (!rule.isDirectory()) continue;
    const [name] = readdirSync(join(folder, rule.name)).filter((each) => !each.endsWith('.fixed.yaml'));
    const lines = readFileSync(join(folder, rule.name, name ?? ''), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '' || line.startsWith('#') || line === '---') continue;
      tried++;
      const without = lines.filter((_, at) => at !== index).join('\n');
      useAll(snapshotOfTexts({ 'a.yaml': without }, DEFAULT_PROFILE), `${rule.name}/${name} without line ${index + 1}`);
      const emptied = lines.map((each, at) => (at === index ? each.replace(/: .*$/, ':') : each)).join('\n');
      useAll(snapshotOfTexts({ 'a.yaml': emptied }, DEFAULT_PROFILE), `${rule.name}/${name} emptied line ${index + 1}`);
    }
  }
  assert.ok(tried > 500);
});
