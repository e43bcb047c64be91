// `fix`: applies the safe repairs to the files, again and again until none is left.

import { Diagnostics } from '../core/features/diagnostics/diagnostics.ts';
import { safeFixes } from '../core/features/fixes/choose-fixes.ts';
import { editsOfFixes } from '../core/features/fixes/fixes.ts';
import { applyEdits } from '../core/text/apply-edits.ts';
import type { FileName } from '../core/workspace/snapshot.ts';
import { load } from './check.ts';
import type { CliHost } from './host.ts';
import type { Options } from './options.ts';
import { texts } from './texts.ts';

/** A repair can uncover the next finding; more rounds than this mean that two repairs undo each other. */
const MAX_ROUNDS = 5;

/** The exit code. */
export async function fix(options: Options, host: CliHost): Promise<number> {
  const loaded = await load(options, host);
  if (loaded === undefined) return 2;
  const { workspace, shown } = loaded;
  const diagnostics = new Diagnostics();
  diagnostics.configure({ severities: options.severities, advice: options.advice });
  const changed = new Map<FileName, string>();
  let repairs = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { snapshot } = workspace;
    diagnostics.update(snapshot);
    const chosen = [...shown.keys()].flatMap((name) => safeFixes(diagnostics.ofFile(snapshot, name)));
    const { edits, made } = editsOfFixes(snapshot, chosen, { canMakeFiles: false });
    if (edits.files.length === 0) break;
    repairs += made.length;
    for (const { file, edits: own } of edits.files) {
      const text = applyEdits(snapshot.files.get(file)?.text ?? '', own);
      changed.set(file, text);
      workspace.apply([{ kind: 'text', file, text }]);
    }
  }
  for (const [file, text] of changed) await host.save(file, text);
  for (const file of changed.keys()) host.write(`${shown.get(file) ?? file}\n`);
  host.write(`${texts.fixed(repairs, changed.size)}\n`);
  return 0;
}
