// Which open documents concern this extension.

import { type DocumentSelector, type TextDocument, Uri } from 'vscode';
import { looksLikeKubernetes } from './looks-like-kubernetes.ts';

/** Languages of documents that may hold manifests. Other languages over YAML (Compose, Helm) are other tools' work. */
export const MANIFEST_LANGUAGES: readonly string[] = ['yaml', 'json'];

export const MANIFEST_SELECTOR: DocumentSelector = MANIFEST_LANGUAGES.map((language) => ({ language }));

/** The project file whose contents decide settings; it is no manifest, and still a reason to start. */
const PROJECT_FILE = '.statefulset.yaml';

/** Whether the document is a reason to start the server and to show the preview button. */
export function isManifestDocument(document: TextDocument): boolean {
  if (!MANIFEST_LANGUAGES.includes(document.languageId) || document.uri.scheme === 'git') return false;
  return looksLikeKubernetes(document.getText());
}

/** Whether a document that was just opened or edited makes the server worth its memory. */
export function isReasonToStart(document: TextDocument): boolean {
  return isManifestDocument(document) || document.uri.path.endsWith(`/${PROJECT_FILE}`);
}

/** The file's name for people. */
export function baseName(uri: string | Uri): string {
  const path = typeof uri === 'string' ? Uri.parse(uri).path : uri.path;
  return path.slice(path.lastIndexOf('/') + 1);
}
