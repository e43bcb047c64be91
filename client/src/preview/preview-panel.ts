// One preview panel: keeps the page up to date with the editor, and does what the page asks for.
// It draws nothing and knows no Kubernetes: models come from the server, pictures from the page.

import { type Disposable, type Event, EventEmitter, type TextEditor, type WebviewPanel, window } from 'vscode';
import {
  type FromPage,
  PREVIEW_MODEL_REQUEST,
  type PreviewModel,
  type PreviewModelParameters,
  type SetIdentity,
  type ToPage,
} from '../../../server/src/protocol/preview-messages.ts';
import { isManifestDocument } from '../manifest-documents.ts';
import type { Server } from '../server.ts';
import { texts } from '../texts.ts';
import { readPageMessage } from './page-messages.ts';
import { doPageWish } from './page-wishes.ts';
import { type Cursor, fieldAtCursor } from './place-at-cursor.ts';

/** What a panel is asked to show. */
export interface PreviewSubject {
  readonly set?: SetIdentity;
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
  readonly isPinned?: boolean;
}

export class PreviewPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #server: Server;
  readonly #disposables: Disposable[] = [];
  readonly #drawn = new EventEmitter<void>();
  #subject: PreviewSubject;
  #model: PreviewModel | undefined;
  #version = 0;
  #isPageReady = false;
  #isAsking = false;
  #mustAskAgain = false;
  #cursor = '';

  constructor(panel: WebviewPanel, server: Server, subject: PreviewSubject) {
    this.#panel = panel;
    this.#server = server;
    this.#subject = subject;
    this.#disposables.push(
      this.#drawn,
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      server.onDidChangePreview(() => this.#update()),
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      // A hidden page is thrown away by the editor; the one that comes back says `ready` again.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isPageReady = false;
      }),
    );
  }

  get isPinned(): boolean {
    return this.#subject.isPinned === true;
  }

  /** The model that the page shows; absent before the first. */
  get model(): PreviewModel | undefined {
    return this.#model;
  }

  /** Shows another set. */
  show(subject: PreviewSubject): void {
    this.#subject = subject;
    this.#panel.reveal(undefined, true);
    this.#update();
  }

  /** A model was sent to the page. */
  get onDidDraw(): Event<void> {
    return this.#drawn.event;
  }

  onDidDispose(listener: () => void): Disposable {
    return this.#panel.onDidDispose(listener);
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
    this.#panel.dispose();
  }

  #follow(editor: TextEditor | undefined): void {
    if (editor === undefined || !isManifestDocument(editor.document)) return;
    const uri = editor.document.uri.toString();
    const position = { line: editor.selection.active.line, character: editor.selection.active.character };
    const cursor: Cursor = { uri, ...position };
    if (this.#model !== undefined && this.#markCursor(this.#model, cursor)) return;
    if (this.isPinned) return;
    // Moving within one file, away from the set's own objects, keeps the set; another file asks for its own.
    if (this.#subject.set === undefined || this.#subject.set.uri !== uri || this.#hasOtherSetAt(cursor)) {
      this.#subject = { uri, position };
      this.#update();
    }
  }

  /** Whether the cursor stands in a StatefulSet of this file that is not the one shown. */
  #hasOtherSetAt(cursor: Cursor): boolean {
    return (this.#model?.sets ?? []).filter((set) => set.uri === cursor.uri).length > 1;
  }

  /** Tells the page where the cursor is. Gives whether it stands in an object of the model that is no other set. */
  #markCursor(model: PreviewModel, cursor: Cursor): boolean {
    const message = fieldAtCursor(model, cursor);
    if (message === undefined) return false;
    const isOtherSet =
      message.kind === 'StatefulSet' &&
      (message.name !== model.set?.name || message.namespace !== model.set.namespace) &&
      !this.isPinned;
    if (isOtherSet) return false;
    const key = JSON.stringify(message);
    if (key !== this.#cursor) {
      this.#cursor = key;
      this.#post(message);
    }
    return true;
  }

  /** Asks the server once; what changes meanwhile leads to one more question, not to a queue of them. */
  #update(): void {
    if (!this.#isPageReady) return;
    if (this.#isAsking) {
      this.#mustAskAgain = true;
      return;
    }
    this.#isAsking = true;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    try {
      do {
        this.#mustAskAgain = false;
        const { set, uri, position } = this.#subject;
        const parameters: PreviewModelParameters = {
          ...(set === undefined ? {} : { set }),
          ...(uri === undefined ? {} : { uri }),
          ...(position === undefined ? {} : { position }),
        };
        const model = await this.#server.request<PreviewModelParameters, PreviewModel>(
          PREVIEW_MODEL_REQUEST,
          parameters,
        );
        if (model !== null && this.#isPageReady) this.#draw(model);
      } while (this.#mustAskAgain && this.#isPageReady);
    } finally {
      this.#isAsking = false;
    }
  }

  #draw(model: PreviewModel): void {
    this.#model = model;
    this.#version += 1;
    if (model.set !== undefined) this.#subject = { ...this.#subject, set: model.set, uri: model.set.uri };
    this.#panel.title = texts.previewTitle(model.set?.name);
    this.#post({ type: 'model', version: this.#version, model });
    this.#drawn.fire();
    const editor = window.activeTextEditor;
    if (editor === undefined) return;
    const { line, character } = editor.selection.active;
    this.#cursor = '';
    this.#markCursor(model, { uri: editor.document.uri.toString(), line, character });
  }

  #post(message: ToPage): void {
    if (this.#isPageReady) void this.#panel.webview.postMessage(message);
  }

  /** Does what the page asks for; anything that is not a message of ours is dropped. */
  receive(message: unknown): void {
    const wish: FromPage | undefined = readPageMessage(message);
    if (wish === undefined) return;
    switch (wish.type) {
      case 'ready':
        this.#isPageReady = true;
        this.#post({ type: 'pinned', isPinned: this.isPinned });
        this.#update();
        return;
      case 'pick':
        this.#subject = { set: wish.set, uri: wish.set.uri, isPinned: this.isPinned };
        this.#update();
        return;
      case 'pin':
        this.#subject = { ...this.#subject, isPinned: wish.isPinned };
        this.#post({ type: 'pinned', isPinned: wish.isPinned });
        return;
      default:
        void doPageWish(wish, this.#server, this.#subject);
    }
  }
}
