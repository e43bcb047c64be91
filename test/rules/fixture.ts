// Reads a fixture: manifests in one or several files, with carets under what is expected to be found.

import { readFileSync } from 'node:fs';
import { effectiveObject } from '../../server/src/core/admission/effective-object.ts';
import { spanOfPlace } from '../../server/src/core/features/diagnostics/place-span.ts';
import { editsFor } from '../../server/src/core/features/edits/edits.ts';
import { type ClusterProfile, DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { messageOf } from '../../server/src/core/rules/finding-texts.ts';
import type { Finding } from '../../server/src/core/rules/rule.ts';
import { changesOf, checkResource, fixesOf } from '../../server/src/core/rules/run-rules.ts';
import { applyEdits } from '../../server/src/core/text/apply-edits.ts';
import type { Snapshot } from '../../server/src/core/workspace/snapshot.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';

export type Texts = Readonly<Record<string, string>>;

export interface Fixture {
  readonly about: string;
  readonly profile: ClusterProfile;
  /** Texts by file name, without the lines of carets. */
  readonly files: Texts;
  /** As written behind the carets, with file, line and columns in front. */
  readonly expected: readonly string[];
}

export interface Found {
  readonly finding: Finding;
  /** `FILE:LINE:COLUMN-COLUMN severity rule: message [fixes]` */
  readonly text: string;
}

const caretLine = /^(\s*#\s*?)(\^+)\s+((?:error|warning|info|hint) [a-z][-a-z]*: .*)$/;

export function readFixture(path: string): Fixture {
  return parseFixture(readFileSync(path, 'utf8'));
}

export function parseFixture(source: string): Fixture {
  const files = new Map<string, string[]>();
  const expected: string[] = [];
  let profile = DEFAULT_PROFILE;
  let about = '';
  let name = 'manifests.yaml';
  for (const line of source.split('\n')) {
    const withSettings = /^# with: (.*)$/.exec(line);
    const file = /^# file: (\S+)$/.exec(line);
    const said = /^# about: (.*)$/.exec(line);
    if (withSettings !== null) profile = { ...profile, ...settingsOf(withSettings[1] ?? '') };
    else if (said !== null) about = said[1] ?? '';
    else if (file !== null) name = file[1] ?? name;
    else {
      const lines = files.get(name) ?? [];
      if (!files.has(name)) files.set(name, lines);
      const carets = caretLine.exec(line);
      if (carets === null) lines.push(line);
      else {
        const from = (carets[1] ?? '').length;
        // A caret that touches the number sign counts the sign's own column.
        const start = /#$/.test(carets[1] ?? '') ? from - 1 : from;
        expected.push(`${name}:${lines.length}:${start + 1}-${from + (carets[2] ?? '').length + 1} ${carets[3]}`);
      }
    }
  }
  const texts = [...files].filter(([, lines]) => lines.some((line) => line.trim() !== ''));
  return {
    about,
    profile,
    files: Object.fromEntries(texts.map(([key, lines]) => [key, lines.join('\n')])),
    expected,
  };
}

function settingsOf(text: string): Partial<ClusterProfile> {
  const settings: Record<string, unknown> = {};
  for (const pair of text.trim().split(/\s+/)) {
    const [key = '', value = ''] = pair.split('=');
    if (key === 'kubernetes') settings['minor'] = Number(value.replace(/^1\./, ''));
    else if (key === 'gate') settings['featureGates'] = { [value]: true };
    else settings[key] = value;
  }
  return settings;
}

export function snapshotOfTexts(files: Texts, profile: ClusterProfile): Snapshot {
  return snapshotOf(files, {
    settings: { profile },
    effectiveObject: (manifest, kind, own) => effectiveObject(manifest.value, kind, own),
  });
}

/** All findings of all manifests, in the order of the text. */
export function findingsOf(snapshot: Snapshot): readonly Found[] {
  const found: { readonly found: Found; readonly key: string }[] = [];
  for (const file of [...snapshot.files.values()])
    for (const { document, offset } of file.documents)
      for (const manifest of document.manifests) {
        const resource = snapshot.resourceOf(file.name, manifest);
        if (resource === undefined) continue;
        for (const finding of checkResource(resource, snapshot.unitOf(file.name, manifest))) {
          const span = spanOfPlace(manifest, finding.place);
          const start = offset + span.start;
          const before = file.text.slice(0, start);
          const line = before.split('\n').length;
          const column = start - before.lastIndexOf('\n');
          const fixes = fixesOf(finding).map(({ id }) => id);
          const where = `${file.name}:${line}:${column}-${column + span.end - span.start}`;
          const offered = fixes.length === 0 ? '' : ` [${fixes.join(', ')}]`;
          const text = `${where} ${finding.severity} ${finding.rule}: ${messageOf(finding)}${offered}`;
          found.push({ found: { finding, text }, key: `${file.name} ${String(start).padStart(9, '0')}` });
        }
      }
  return found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((each) => each.found);
}

/** The files after a fix, or undefined where it makes no edits. */
export function applyFix(snapshot: Snapshot, finding: Finding, fixId: string): Texts | undefined {
  const unit = snapshot.unitOf(finding.file, finding.resource.manifest);
  const changes = changesOf(finding, fixId, unit);
  const edits = changes.length === 0 ? undefined : editsFor(snapshot, changes, { canMakeFiles: true });
  if (edits === undefined) return undefined;
  const files = new Map([...snapshot.files.values()].map(({ name, text }) => [name, text]));
  for (const { file, edits: own } of edits.files) files.set(file, applyEdits(files.get(file) ?? '', own));
  for (const { file, text } of edits.newFiles) files.set(file, text);
  return Object.fromEntries(files);
}

/** The text of a `.fixed.yaml`: the files one behind the other. */
export function writtenFiles(files: Texts): string {
  const names = Object.keys(files);
  return names.map((name) => (names.length === 1 ? (files[name] ?? '') : `# file: ${name}\n${files[name]}`)).join('');
}
