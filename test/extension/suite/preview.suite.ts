// The preview panel's host side: opens beside, follows, leads back. What the page draws is tested in test/webview.

import { commands, extensions, type Tab, TabInputWebview, window, workspace } from 'vscode';
import type { ExtensionApi } from '../../../client/src/activation.ts';
import type { PreviewPanel } from '../../../client/src/preview/preview-panel.ts';
import { contains, equal, eventually, ok } from './expect.ts';
import { open, positionOf, replace } from './manifests.ts';
import { test } from './run-tests.ts';

async function api(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>('vscode-statefulset.vscode-statefulset');
  ok(extension, 'the extension is not installed');
  return extension.activate();
}

function previewTabs(): readonly Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.includes('statefulset.preview'));
}

/** Waits until the panel shows a model that fits. */
async function shown(panel: PreviewPanel, fits: (text: string) => boolean, what: string): Promise<string> {
  return eventually(
    [panel.onDidDraw],
    () => {
      const text = JSON.stringify(panel.model ?? null);
      return fits(text) ? text : undefined;
    },
    () => `${what}: ${JSON.stringify(panel.model ?? null).slice(0, 300)}`,
  );
}

async function openPreview(): Promise<PreviewPanel> {
  await commands.executeCommand('statefulset.openPreview');
  const [panel] = (await api()).previews.panels;
  ok(panel, 'no panel is open');
  return panel;
}

test('the preview opens beside the editor and leaves it the focus', async () => {
  const editor = await open('web.yaml');
  const panel = await openPreview();
  await shown(panel, (text) => text.includes('"name":"web"'), 'the set web');
  equal(previewTabs().length, 1, 'preview tabs');
  equal(window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString(), 'the active editor');
});

test('the preview follows an edit', async () => {
  const { document } = await open('web.yaml');
  const panel = await openPreview();
  await replace(document, 'replicas: 2', 'replicas: 5');
  const text = await shown(panel, (model) => model.includes('"replicas":5'), 'five replicas');
  contains(text, '"replicas":5');
  await replace(document, 'replicas: 5', 'replicas: 2');
  await shown(panel, (model) => model.includes('"replicas":2'), 'two replicas');
});

test('a click in the preview moves the cursor', async () => {
  const { document } = await open('web.yaml');
  const panel = await openPreview();
  await shown(panel, (text) => text.includes('"name":"web"'), 'the set web');
  const position = positionOf(document, 'replicas');
  const place = { line: position.line, character: position.character };
  panel.receive({ type: 'reveal', place: { uri: document.uri.toString(), start: place, end: place } });
  await eventually(
    [window.onDidChangeTextEditorSelection, window.onDidChangeActiveTextEditor],
    () => (window.activeTextEditor?.selection.active.line === position.line ? true : undefined),
    () => `the cursor stands in line ${window.activeTextEditor?.selection.active.line}`,
  );
});

test('what the page sends is checked', async () => {
  const panel = await openPreview();
  for (const message of [
    null,
    7,
    'reveal',
    {},
    { type: 'reveal' },
    { type: 'copy', text: 7 },
    { type: 'write', set: {} },
  ])
    panel.receive(message);
  equal(previewTabs().length, 1, 'preview tabs');
});

test('a value that was tried in the preview is written into the manifest', async () => {
  const { document } = await open('web.yaml');
  const panel = await openPreview();
  await shown(panel, (text) => text.includes('"name":"web"'), 'the set web');
  const set = panel.model?.set;
  ok(set, 'no set is shown');
  panel.receive({ type: 'write', set, values: [{ field: ['spec', 'replicas'], value: 4 }] });
  await eventually(
    [workspace.onDidChangeTextDocument],
    () => (document.getText().includes('replicas: 4') ? true : undefined),
    () => document.getText(),
  );
  contains(document.getText(), 'serviceName: web\n  replicas: 4\n  selector:');
  await replace(document, 'replicas: 4', 'replicas: 2');
});

test('the preview follows to another file, picks another set, and stays when it is pinned', async () => {
  await open('web.yaml');
  const panel = await openPreview();
  await shown(panel, () => panel.model?.set?.name === 'web', 'the set web');
  const { document } = await open('database.yaml');
  await shown(panel, () => panel.model?.set?.name === 'database', 'the set database');
  const web = panel.model?.sets.find(({ name }) => name === 'web');
  ok(web, 'the picker does not list the set web');
  panel.receive({ type: 'pick', set: web });
  await shown(panel, () => panel.model?.set?.name === 'web', 'the set web again');
  panel.receive({ type: 'pin', isPinned: true });
  await open('web.yaml');
  await open('database.yaml');
  await replace(document, 'replicas: 1', 'replicas: 3');
  await shown(panel, () => panel.model?.set?.name === 'web', 'the pinned set');
  equal(panel.model?.set?.name, 'web', 'the pinned set');
  panel.receive({ type: 'pin', isPinned: false });
  await replace(document, 'replicas: 3', 'replicas: 1');
});
