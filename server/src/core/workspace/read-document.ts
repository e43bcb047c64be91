// Makes a workspace document of a text: its tree, its manifests, its problems, and why it may be no plain manifest.

import type { Manifest } from '../model/manifest.ts';
import { nodeValue } from '../model/node-value.ts';
import { manifestsOf, type ReleasableManifest } from '../model/read-manifests.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { MAX_EXPANDED_NODES } from '../yaml/limits.ts';
import { readYamlDocument } from '../yaml/read-yaml.ts';
import type { FileRole } from './declarations.ts';
import { isTemplate } from './is-template.ts';
import { isCustomKind } from './known-kinds.ts';
import { readProject } from './project-file.ts';
import type { DocumentProblem, WorkspaceDocument } from './snapshot.ts';
import type { Releasable, WarmData } from './warm-data.ts';

type NotPlain = NonNullable<WorkspaceDocument['notPlain']>;

/** Reads one document of a file that is read in the given way. */
export function readDocument(text: string, role: FileRole, warm: WarmData): WorkspaceDocument {
  return new ReadDocument(text, role, warm);
}

class ReadDocument implements WorkspaceDocument, Releasable {
  readonly text: string;
  readonly manifests: readonly Manifest[];
  readonly problems: readonly DocumentProblem[];
  readonly notPlain?: NotPlain;
  readonly hasContent: boolean;
  readonly #warm: WarmData;
  readonly #releasable: readonly ReleasableManifest[];
  #yaml: YamlDocument | undefined;

  constructor(text: string, role: FileRole, warm: WarmData) {
    this.text = text;
    this.#warm = warm;
    const template = role !== 'excluded' && isTemplate(text);
    // A template is no YAML yet: reading it would only cost time.
    const isUnread = template || role === 'excluded';
    const yaml = isUnread ? unread(text) : this.yaml;
    if (isUnread) this.#yaml = yaml;
    const all = isUnread || role === 'project' ? [] : manifestsOf(this);
    const notPlain = template ? 'helm-template' : whyNotPlain(yaml, all, role);
    const isRead = notPlain === undefined || notPlain === 'custom-kind';
    this.#releasable = isRead ? all : [];
    this.manifests = this.#releasable;
    this.problems = problemsOf(yaml, notPlain);
    if (notPlain !== undefined) this.notPlain = notPlain;
    this.hasContent = template || yaml.root !== null || yaml.problems.length > 0;
  }

  get yaml(): YamlDocument {
    if (this.#yaml === undefined) {
      this.#yaml = readYamlDocument(this.text);
      this.#warm.add(this, this.text.length);
    }
    return this.#yaml;
  }

  release(): void {
    this.#yaml = undefined;
    for (const manifest of this.#releasable) manifest.release();
  }
}

function unread(text: string): YamlDocument {
  return { text, root: null, problems: [], aliases: new Map() };
}

const tooLarge: DocumentProblem = {
  code: 'expansion-too-large',
  severity: 'info',
  span: { start: 0, end: 0 },
  facts: { limit: MAX_EXPANDED_NODES },
};

/** Whether aliases make more of a document than is looked at. Documents without any cost nothing here. */
function isTooLarge(yaml: YamlDocument): boolean {
  return yaml.aliases.size > 0 && nodeValue(yaml.root, yaml).isCut;
}

function problemsOf(yaml: YamlDocument, notPlain: NotPlain | undefined): readonly DocumentProblem[] {
  switch (notPlain) {
    case undefined:
    case 'custom-kind':
      return isTooLarge(yaml) ? [...yaml.problems, tooLarge] : yaml.problems;
    case 'project-file':
      return [...yaml.problems, ...readProject(yaml).problems];
    case 'not-kubernetes':
      return looksLikeManifest(yaml.text) ? yaml.problems : [];
    default:
      return [];
  }
}

function whyNotPlain(yaml: YamlDocument, manifests: readonly Manifest[], role: FileRole): NotPlain | undefined {
  if (role === 'excluded') return 'excluded';
  if (role === 'project') return 'project-file';
  if (role === 'kustomization') return 'kustomization';
  if (role === 'patch') return 'kustomize-patch';
  const first = manifests[0];
  if (first === undefined) return yaml.root !== null || yaml.problems.length > 0 ? 'not-kubernetes' : undefined;
  if (first.kind === 'Kustomization' && first.apiVersion.startsWith('kustomize.config.k8s.io/')) return 'kustomization';
  if (isEncrypted(first)) return 'encrypted';
  return manifests.every(isCustomKind) ? 'custom-kind' : undefined;
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
