// Access to the recorded answers of real control planes: which there are, and the objects that they answer to.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlainObject, PlainValue } from '../../server/src/core/kubernetes/plain-value.ts';
import type { Manifest } from '../../server/src/core/model/manifest.ts';
import { readManifests } from '../../server/src/core/model/read-manifests.ts';
import { readYamlDocument } from '../../server/src/core/yaml/read-yaml.ts';
import { splitDocuments } from '../../server/src/core/yaml/split-documents.ts';

export const GOLDEN: string = dirname(fileURLToPath(import.meta.url));

/** Minor versions of the recorded control planes. */
export const RECORDED_MINORS = [33, 34, 36, 37] as const;

export interface RecordedAnswer {
  readonly accepted: boolean;
  readonly status?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly causes?: readonly { readonly field: string; readonly reason: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  readonly object?: PlainObject;
}

export interface RecordedDocument extends RecordedAnswer {
  readonly answer: 'server' | 'client';
  readonly index: number;
  readonly item?: number;
  readonly apiVersion?: string;
  readonly kind?: string;
  /** What kubectl prints where it sends nothing though the server would answer. */
  readonly client?: string;
  /** The answer to the JSON that kubectl makes of the document, where it differs. */
  readonly fromJson?: RecordedAnswer;
}

export interface Mutation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: PlainValue;
  readonly create: RecordedAnswer;
  readonly update?: RecordedAnswer;
}

export function recordingNames(minor: number, part: 'validation' | 'update' | 'mutations'): readonly string[] {
  return readdirSync(join(GOLDEN, `recordings/1.${minor}`, part)).map((name) => name.replace(/\.json$/, ''));
}

/** The recording's JSON; its shape is described in the README beside it. */
export function recording<T>(minor: number, part: 'validation' | 'update' | 'mutations', name: string): T {
  return JSON.parse(readFileSync(join(GOLDEN, `recordings/1.${minor}`, part, `${name}.json`), 'utf8'));
}

/** The input file of a numbered case such as `v133`. */
export function caseText(name: string, part: 'validation' | 'update', file = ''): string {
  const folder = join(GOLDEN, 'cases', part);
  const found = readdirSync(folder).find((entry) => entry.startsWith(`${name.slice(1)}-`));
  if (found === undefined) throw new Error(`no input of ${name}`);
  return readFileSync(join(folder, found, file).replace(/\/$/, ''), 'utf8');
}

export interface PlacedManifest {
  readonly index: number;
  readonly manifest: Manifest;
}

/** The manifests of a file, each with the position of its document among those with content. */
export function manifestsIn(text: string): readonly PlacedManifest[] {
  const placed: PlacedManifest[] = [];
  let index = 0;
  for (const { start, end } of splitDocuments(text)) {
    const document = readYamlDocument(text.slice(start, end));
    if (document.root === null) continue;
    for (const manifest of readManifests(document)) placed.push({ index, manifest });
    index += 1;
  }
  return placed;
}

export function mutationBase(name: string): PlainObject {
  const text = readFileSync(join(GOLDEN, 'mutations/bases', `${name}.yaml`), 'utf8');
  const [only] = manifestsIn(text);
  if (!only) throw new Error(`no manifest in ${name}`);
  return only.manifest.value;
}
