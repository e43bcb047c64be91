// Runs inside VS Code for `npm start -- --headless`: asks VS Code, not the extension, what it shows for each example.

import {
  type CodeAction,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  languages,
  type MarkdownString,
  type MarkedString,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { PREVIEW_MARK, PRINT_MARK } from './print-marks.ts';

/** Called by VS Code. */
export async function run(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error('no folder is open');
  // Written by `print-examples.ts`.
  const files = JSON.parse(process.env['STATEFULSET_EXAMPLES'] ?? '[]') as readonly string[];
  if (files.length === 0) throw new Error('no examples');
  for (const file of files) await showFile(Uri.joinPath(folder, file), file);
  await window.showTextDocument(Uri.joinPath(folder, 'first', 'web.yaml'));
  await commands.executeCommand('statefulset.openPreview');
  print('preview of first/web.yaml');
  console.log(PREVIEW_MARK);
  // The page is read from outside; whoever reads it ends the run.
  await new Promise(() => undefined);
}

function print(text: string): void {
  for (const line of text.split('\n')) console.log(PRINT_MARK + line);
}

async function showFile(uri: Uri, name: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  const hover = await hoverAt(document, 'serviceName');
  print(`\n${name}`);
  const found = await settledDiagnostics(uri);
  if (found.length === 0) print('    nothing to report');
  for (const diagnostic of found) await showDiagnostic(document, diagnostic);
  if (hover !== '') print(`    hover on serviceName\n${indent(hover, 8)}`);
}

/** Waits until no diagnostics have come for a while; the extension has answered a hover before, so it is running. */
async function settledDiagnostics(uri: Uri): Promise<readonly Diagnostic[]> {
  await new Promise<void>((resolve) => {
    let timer = setTimeout(done, 1500);
    const listener = languages.onDidChangeDiagnostics(() => {
      clearTimeout(timer);
      timer = setTimeout(done, 400);
    });
    function done(): void {
      listener.dispose();
      resolve();
    }
  });
  return [...languages.getDiagnostics(uri)].sort((left, right) => left.range.start.compareTo(right.range.start));
}

const SEVERITIES: Readonly<Record<DiagnosticSeverity, string>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'info',
  [DiagnosticSeverity.Hint]: 'hint',
};

async function showDiagnostic(document: TextDocument, diagnostic: Diagnostic): Promise<void> {
  const { start } = diagnostic.range;
  const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  print(`    ${start.line + 1}:${start.character + 1} ${SEVERITIES[diagnostic.severity]} ${code}`);
  print(indent(diagnostic.message, 8));
  for (const related of diagnostic.relatedInformation ?? [])
    print(
      `        see ${workspace.asRelativePath(related.location.uri)}:${related.location.range.start.line + 1} ${related.message}`,
    );
  const actions = await commands.executeCommand<readonly CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnostic.range,
    'quickfix',
  );
  for (const action of actions) print(`        fix: ${action.title}`);
}

async function hoverAt(document: TextDocument, key: string): Promise<string> {
  const offset = document.getText().indexOf(`${key}:`);
  if (offset < 0) return '';
  const hovers = await commands.executeCommand<readonly Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset + 1),
  );
  return hovers.flatMap((hover) => hover.contents.map(markdownText)).join('\n');
}

function markdownText(content: MarkdownString | MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}

function indent(text: string, spaces: number): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(spaces) + line)
    .join('\n');
}
