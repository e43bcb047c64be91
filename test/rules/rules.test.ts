// The one runner of all rule fixtures: each file under a rule's folder is checked against its carets, and each fix of
// each finding of that rule is applied, compared and checked again. UPDATE_GOLDEN=1 writes the `.fixed.yaml` files.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixTitleOf, relatedTextOf } from '../../server/src/core/rules/finding-texts.ts';
import { RULES } from '../../server/src/core/rules/registry.ts';
import { fixesOf } from '../../server/src/core/rules/run-rules.ts';
import { RULE_TEXTS } from '../../server/src/core/rules/texts/en/catalogue.ts';
import type { Snapshot } from '../../server/src/core/workspace/snapshot.ts';
import { applyFix, type Found, findingsOf, readFixture, snapshotOfTexts, writtenFiles } from './fixture.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

function fixturesOf(rule: string): readonly string[] {
  const path = join(folder, rule);
  if (!existsSync(path)) return [];
  return readdirSync(path).filter((name) => name.endsWith('.yaml') && !name.endsWith('.fixed.yaml'));
}

/** What a fixture must account for: the rule's own findings, and whatever would be a false alarm of another. */
function counts(rule: string, { finding }: Found): boolean {
  return finding.rule === rule || finding.severity === 'error' || finding.severity === 'warning';
}

function assertReadable(snapshot: Snapshot, what: string): void {
  for (const file of snapshot.files.values())
    for (const { document } of file.documents) assert.deepEqual(document.problems, [], `${what} is valid YAML`);
}

function sentence({ text }: Found): string {
  return text.replace(/^\S+ /, '');
}

for (const rule of RULES) {
  describe(rule.id, () => {
    const names = fixturesOf(rule.id);
    const fixed = new Set<string>();

    it('has all its texts', () => {
      const texts = RULE_TEXTS[rule.id];
      assert.ok(texts, 'no texts');
      assert.ok(Object.keys(texts.messages).length > 0, 'no sentence');
      for (const sentence of Object.values(texts.messages)) assert.doesNotMatch(sentence, /\.$/);
      assert.deepEqual(Object.keys(texts.fixes ?? {}).sort(), Object.keys(rule.fixes).sort());
    });

    it('has a firing and a clean fixture', () => {
      const expected = names.map((name) => readFixture(join(folder, rule.id, name)).expected);
      const isFiring = (texts: readonly string[]) => texts.some((text) => text.includes(` ${rule.id}: `));
      assert.ok(expected.some(isFiring), 'no fixture fires');
      assert.ok(!expected.every(isFiring), 'no fixture is clean');
    });

    for (const name of names) {
      it(name.replace(/\.yaml$/, ''), () => {
        const path = join(folder, rule.id, name);
        const fixture = readFixture(path);
        const snapshot = snapshotOfTexts(fixture.files, fixture.profile);
        assertReadable(snapshot, 'the fixture');
        const all = findingsOf(snapshot);
        const expected = new Set(fixture.expected);
        const found = all.filter((each) => counts(rule.id, each) || expected.has(each.text)).map(({ text }) => text);
        const missing = fixture.expected.filter((text) => !found.includes(text));
        const unexpected = found.filter((text) => !expected.has(text));
        assert.deepEqual({ missing, unexpected }, { missing: [], unexpected: [] });

        for (const { finding, text } of all) {
          const titles = fixesOf(finding).map(({ id }) => fixTitleOf(finding, id));
          const related = finding.related.map((place) => relatedTextOf(finding, place));
          // A manifest may hold `${VAR}` itself; a fact of a sentence has no dollar.
          for (const words of [text, ...titles, ...related])
            assert.doesNotMatch(words.replaceAll(/\$\{\w+\}/g, ''), /[{}]/, 'every fact of a sentence is given');
          for (const [index, { text: id }] of finding.related.entries())
            assert.notEqual(related[index], id, 'related places have words');
        }

        const own = all.filter(({ finding }) => finding.rule === rule.id);
        const seen = new Map<string, number>();
        for (const { finding } of own)
          for (const { id } of fixesOf(finding)) {
            const nth = (seen.get(id) ?? 0) + 1;
            seen.set(id, nth);
            const files = applyFix(snapshot, finding, id);
            assert.ok(files, `fix ${id} makes edits`);
            const golden = path.replace(/\.yaml$/, `.${id}${nth === 1 ? '' : `-${nth}`}.fixed.yaml`);
            const written = writtenFiles(files);
            if (isUpdating) writeFileSync(golden, written);
            fixed.add(id);
            const after = snapshotOfTexts(files, fixture.profile);
            assertReadable(after, `what fix ${id} makes`);
            const left = findingsOf(after);
            const before = all.map(sentence);
            const news = left.filter((each) => counts('', each) && !before.includes(sentence(each)));
            assert.deepEqual(
              news.map(({ text }) => text),
              [],
              `fix ${id} makes no new finding`,
            );
            const remaining = left.filter((each) => each.finding.rule === rule.id);
            assert.ok(
              remaining.length < own.length,
              `fix ${id} removes its finding:\n${remaining.map(({ text }) => text).join('\n')}\n${written}`,
            );
            assert.equal(written, readFileSync(golden, 'utf8'), `after fix ${id}`);
          }
      });
    }

    it('has a fixture for every fix', () => {
      for (const id of Object.keys(rule.fixes)) assert.ok(fixed.has(id), `no fixture shows fix ${id}`);
    });
  });
}
