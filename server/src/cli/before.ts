// The earlier state that `--before` or `--base` names, as objects that run already.

import { BeforeObjects } from '../core/features/committed/before-objects.ts';
import { makeEffectiveObject } from '../core/features/effective-objects.ts';
import { isBelow } from '../core/workspace/folder-tree.ts';
import type { FileName } from '../core/workspace/snapshot.ts';
import { Workspace, type WorkspaceChange } from '../core/workspace/workspace.ts';
import type { CliHost } from './host.ts';
import type { Options } from './options.ts';
import { texts } from './texts.ts';

/** The objects, nothing where none were asked for, or what is wrong with what was asked for. */
export async function loadBefore(
  options: Options,
  host: CliHost,
): Promise<{ readonly objects?: BeforeObjects } | { readonly problem: string }> {
  const { base, before, profile, boundClaims } = options;
  if (base === undefined && before.length === 0) return {};
  const changes: WorkspaceChange[] = [];
  if (before.length > 0) {
    const found = await host.find(before, []);
    const [missing] = found.missing;
    if (missing !== undefined)
      return { problem: missing.isUnreadable ? texts.unreadablePath(missing.path) : texts.missingPath(missing.path) };
    for (const { path } of found.files) {
      const read = await host.read(path);
      if ('text' in read) changes.push({ kind: 'text', file: path, text: read.text });
    }
  }
  if (base !== undefined) {
    const committed = await committedFiles(base, options.paths, host);
    if (committed === undefined) return { problem: texts.unknownReference(base) };
    for (const [file, text] of committed) changes.push({ kind: 'text', file, text });
  }
  const workspace = new Workspace({ effectiveObject: makeEffectiveObject, settings: { roots: [], profile } });
  return { objects: new BeforeObjects(workspace.apply(changes), profile, new Set(boundClaims)) };
}

/** The manifests of a Git reference below the given paths, by absolute name; undefined where Git does not know it. */
async function committedFiles(
  reference: string,
  paths: readonly string[],
  host: CliHost,
): Promise<ReadonlyMap<FileName, string> | undefined> {
  const files = new Map<FileName, string>();
  for (const path of paths) {
    const { folder, absolute } = await host.place(path);
    const git = (...parameters: string[]): Promise<string | undefined> => host.run('git', parameters, folder);
    const top = (await git('rev-parse', '--show-toplevel'))?.trimEnd();
    // A reference that starts with a dash would be an option.
    if (top === undefined || reference.startsWith('-')) return undefined;
    if ((await git('rev-parse', '--verify', '--quiet', `${reference}^{commit}`)) === undefined) return undefined;
    const listed = (await git('ls-tree', '-r', '-z', '--name-only', '--full-tree', reference)) ?? '';
    const changed = new Set(
      ((await git('diff', '--name-only', '-z', '--no-relative', '--no-renames', reference)) ?? '').split('\0'),
    );
    for (const name of listed.split('\0')) {
      const file = `${top}/${name}`;
      if (!/\.(?:ya?ml|json)$/i.test(name) || (file !== absolute && !isBelow(file, absolute))) continue;
      const text = changed.has(name) ? await git('show', `${reference}:${name}`) : await textOnDisk(file, host);
      if (text !== undefined) files.set(file, text);
    }
  }
  return files;
}

async function textOnDisk(file: FileName, host: CliHost): Promise<string | undefined> {
  const read = await host.read(file);
  return 'text' in read ? read.text : undefined;
}
