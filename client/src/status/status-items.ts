// What the answers rest on, in the status bar and in the language status: Kubernetes version and cluster assumptions.
// A click changes them. Shown only beside documents that hold manifests.

import {
  Disposable,
  LanguageStatusSeverity,
  languages,
  MarkdownString,
  StatusBarAlignment,
  type TextEditor,
  window,
} from 'vscode';
import { isManifestDocument, MANIFEST_SELECTOR } from '../manifest-documents.ts';
import type { Server } from '../server.ts';
import { texts } from '../texts.ts';

/** The command that both items call. */
const CHANGE = { title: texts.change, command: 'statefulset.changeAssumptions' };

/** Shows both items until disposed. */
export function registerStatus(server: Server): Disposable {
  const bar = window.createStatusBarItem('statefulset.assumptions', StatusBarAlignment.Right, 90);
  bar.name = texts.statusTitle;
  bar.command = CHANGE.command;
  const language = languages.createLanguageStatusItem('statefulset.assumptions', MANIFEST_SELECTOR);
  language.name = texts.statusTitle;
  language.command = CHANGE;
  const update = (editor: TextEditor | undefined = window.activeTextEditor): void => {
    const lines = statusLines(server, editor);
    bar.text = lines.short;
    bar.tooltip = new MarkdownString().appendText([texts.statusTitle, ...lines.details].join('\n\n'));
    language.text = lines.short;
    language.detail = lines.details[0] ?? '';
    language.busy = server.state === 'starting';
    language.severity = server.state === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    if (editor !== undefined && isManifestDocument(editor.document)) bar.show();
    else bar.hide();
  };
  update();
  return Disposable.from(
    bar,
    language,
    window.onDidChangeActiveTextEditor(update),
    server.onDidChangeState(() => update()),
    server.onDidChangeStatus(() => update()),
  );
}

interface StatusLines {
  readonly short: string;
  readonly details: readonly string[];
}

function statusLines(server: Server, editor: TextEditor | undefined): StatusLines {
  const status = server.status;
  if (server.state === 'failed') return { short: texts.statusStopped, details: [server.failure ?? ''] };
  if (status === undefined) return { short: texts.statusStarting, details: [] };
  const version = `1.${status.minor}`;
  const uri = editor?.document.uri.toString() ?? '';
  const reason = status.notPlain[uri];
  const assumed = status.assumedStorageClasses[uri];
  const short = texts.status(version, status.defaultStorageClass, assumed);
  return {
    short: reason === undefined ? short : `${short} $(info)`,
    details: [
      ...(reason === undefined ? [] : [texts.notPlain(reason)]),
      texts.assumeVersion(version),
      texts.assumeClass(status.defaultStorageClass, assumed),
      texts.assumeDomain(status.clusterDomain),
      texts.objects(status.objects),
      ...(status.projectFile === undefined ? [] : [texts.projectFile(status.projectFile)]),
    ],
  };
}
