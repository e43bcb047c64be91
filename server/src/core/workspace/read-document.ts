// Makes a workspace document of a text: its tree, its manifests, its problems, and why it may be no plain manifest.

import type { Manifest } from '../model/manifest.ts';
import { readManifests } from '../model/read-manifests.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { readYamlDocument } from '../yaml/read-yaml.ts';
import { knownKindOf } from './known-kinds.ts';
import type { DocumentProblem, FileName, WorkspaceDocument } from './snapshot.ts';

type NotPlain = NonNullable<WorkspaceDocument['notPlain']>;

/** Reads one document. `file` matters only for what a file's name tells: a kustomization, a chart's template. */
export function readDocument(text: string, file: FileName): WorkspaceDocument {
  const yaml = readYamlDocument(text);
  const all = readManifests(yaml);
  const notPlain = whyNotPlain(yaml, all, file);
  const isRead = notPlain === undefined || notPlain === 'custom-kind';
  const manifests = isRead ? all : [];
  const problems: readonly DocumentProblem[] =
    isRead || (notPlain === 'not-kubernetes' && looksLikeManifest(text)) ? yaml.problems : [];
  return { text, yaml, manifests, problems, ...(notPlain === undefined ? {} : { notPlain }) };
}

function whyNotPlain(yaml: YamlDocument, manifests: readonly Manifest[], file: FileName): NotPlain | undefined {
  if (isTemplate(yaml.text)) return 'helm-template';
  if (/(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(file)) return 'kustomization';
  const first = manifests[0];
  if (first === undefined) return hasContent(yaml) ? 'not-kubernetes' : undefined;
  if (first.kind === 'Kustomization' && first.apiVersion.startsWith('kustomize.config.k8s.io/')) return 'kustomization';
  if (isEncrypted(first)) return 'encrypted';
  return manifests.every((manifest) => knownKindOf(manifest) === undefined) ? 'custom-kind' : undefined;
}

/** Whether anything but comments and markers stands in a document. */
export function hasContent(yaml: YamlDocument): boolean {
  return yaml.root !== null || yaml.problems.length > 0;
}

/** A broken text that is meant as a manifest, so that its YAML mistakes are ours to report. */
function looksLikeManifest(text: string): boolean {
  return /^["'{\s]*apiVersion["']?\s*:/m.test(text) && /^["'{\s]*kind["']?\s*:/m.test(text);
}

/** Files under sops carry a top-level field of that name with a message authentication code. */
function isEncrypted(manifest: Manifest): boolean {
  const sops = manifest.root.entries.find((entry) => entry.name === 'sops')?.value;
  return (
    sops?.type === 'mapping' && sops.entries.some((entry) => entry.name === 'mac' || entry.name === 'lastmodified')
  );
}

/**
 * Whether a text is a Go template rather than YAML: an action where YAML has structure. Actions inside of quoted or block
 * scalars belong to the application and are ordinary text.
 */
function isTemplate(text: string): boolean {
  let at = text.indexOf('{{');
  if (at < 0) return false;
  let blockIndent = -1;
  let lineStart = 0;
  while (lineStart < text.length) {
    let lineEnd = text.indexOf('\n', lineStart);
    if (lineEnd < 0) lineEnd = text.length;
    const line = text.slice(lineStart, lineEnd);
    lineStart = lineEnd + 1;
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    if (blockIndent >= 0 && indent > blockIndent) continue;
    blockIndent = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/.test(line) ? indent : -1;
    if (at < lineEnd && /^(?:[^'"#]*:\s+|(?:-\s+)*)\{\{/.test(content)) return true;
    if (at < lineEnd && /\{\{-?\s*(?:\.|include\b|template\b|if\b|end\b|range\b|with\b|toYaml\b|\$)/.test(content)) {
      const quoted = /(["'])(?:(?!\1).)*\{\{.*\1/.test(content);
      if (!quoted || /\{\{-?\s*(?:\.Values|\.Release|\.Chart|include\b)/.test(content)) return true;
    }
    at = text.indexOf('{{', lineStart);
    if (at < 0) return false;
  }
  return false;
}
