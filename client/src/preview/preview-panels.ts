// All preview panels: one that follows the editor, and any number that are pinned to a set. Panels come back after a
// restart of the window. Start reading at `PreviewPanels.open`.

import { type Disposable, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { Server } from '../server.ts';
import { texts } from '../texts.ts';
import { makeNonce, pageFolder, pageHtml } from './page-html.ts';
import { isSetIdentity } from './page-messages.ts';
import { PreviewPanel, type PreviewSubject } from './preview-panel.ts';

/** Also in `package.json`: `onWebviewPanel:statefulset.preview`. */
const VIEW_TYPE = 'statefulset.preview';

export class PreviewPanels implements Disposable {
  readonly #extension: Uri;
  readonly #server: Server;
  readonly #panels = new Set<PreviewPanel>();
  readonly #serializer: Disposable;

  constructor(extension: Uri, server: Server) {
    this.#extension = extension;
    this.#server = server;
    this.#serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
        panel.webview.options = this.#webviewOptions();
        this.#adopt(panel, readRestoredState(state));
      },
    });
  }

  /** The open panels, the oldest first. */
  get panels(): readonly PreviewPanel[] {
    return [...this.#panels];
  }

  /** Shows the subject in the panel that is not pinned, or in a new one beside the editor, which keeps the focus. */
  open(subject: PreviewSubject): PreviewPanel {
    const free = this.panels.find((panel) => !panel.isPinned);
    if (free !== undefined) {
      free.show(subject);
      return free;
    }
    const panel = window.createWebviewPanel(
      VIEW_TYPE,
      texts.previewTitle(subject.set?.name),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      this.#webviewOptions(),
    );
    return this.#adopt(panel, subject);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#panels) panel.dispose();
  }

  #adopt(panel: WebviewPanel, subject: PreviewSubject): PreviewPanel {
    const preview = new PreviewPanel(panel, this.#server, subject);
    this.#panels.add(preview);
    preview.onDidDispose(() => {
      this.#panels.delete(preview);
      preview.dispose();
    });
    // Last, so that nobody misses the page's first message.
    panel.webview.html = pageHtml(panel.webview, this.#extension, makeNonce());
    return preview;
  }

  #webviewOptions(): { enableScripts: boolean; localResourceRoots: Uri[] } {
    return { enableScripts: true, localResourceRoots: [pageFolder(this.#extension)] };
  }
}

/** Registers the panels' serializer and gives what opens them. */
export function registerPreview(extension: Uri, server: Server): PreviewPanels {
  return new PreviewPanels(extension, server);
}

/** What the page had kept with `setState`; anything else is a fresh start with the active editor. */
function readRestoredState(state: unknown): PreviewSubject {
  if (typeof state !== 'object' || state === null) return {};
  const set: unknown = 'set' in state ? state.set : undefined;
  const isPinned = 'isPinned' in state && state.isPinned === true;
  return isSetIdentity(set) ? { set, uri: set.uri, isPinned } : {};
}
