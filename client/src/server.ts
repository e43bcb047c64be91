// The language server as the rest of the extension sees it: started at most once at a time, asked through `request`.
// It answers what the server asks of an editor: files it cannot read itself, and committed texts.

import {
  type CancellationToken,
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  extensions,
  type LogOutputChannel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, WorkspaceEdit } from 'vscode-languageclient';
import {
  COMMITTED_CHANGED_NOTIFICATION,
  COMMITTED_FILES_REQUEST,
  type CommittedFilesParameters,
  type CommittedFilesResult,
  FIND_FILES_REQUEST,
  type InitializationOptions,
  READ_FILE_REQUEST,
  type ReadFileParameters,
  type ServerStatus,
  STATUS_NOTIFICATION,
} from '../../server/src/protocol/editor-messages.ts';
import { PREVIEW_CHANGED_NOTIFICATION } from '../../server/src/protocol/preview-messages.ts';
import { findManifestFiles, readTextFile } from './files/workspace-files.ts';
import type { CommittedReader, Host } from './host.ts';
import { MANIFEST_LANGUAGES } from './manifest-documents.ts';
import { texts } from './texts.ts';

export type ServerState = 'idle' | 'starting' | 'running' | 'failed';

/** Extensions that bring Kubernetes schemas of their own for YAML. */
const OTHER_SCHEMA_EXTENSIONS: readonly string[] = [
  'redhat.vscode-yaml',
  'ms-kubernetes-tools.vscode-kubernetes-tools',
];

export class Server implements Disposable {
  readonly #context: ExtensionContext;
  readonly #host: Host;
  readonly #output: LogOutputChannel;
  readonly #committed: CommittedReader;
  readonly #states = new EventEmitter<ServerState>();
  readonly #statuses = new EventEmitter<ServerStatus>();
  readonly #previewChanges = new EventEmitter<void>();
  readonly #disposables: Disposable[] = [];
  readonly #warnedReferences = new Set<string>();
  #client: BaseLanguageClient | undefined;
  #starting: Promise<BaseLanguageClient | undefined> | undefined;
  #state: ServerState = 'idle';
  #status: ServerStatus | undefined;
  #failure: string | undefined;

  constructor(context: ExtensionContext, host: Host, output: LogOutputChannel) {
    this.#context = context;
    this.#host = host;
    this.#output = output;
    this.#committed = host.createCommittedReader();
    this.#disposables.push(this.#states, this.#statuses, this.#previewChanges, this.#committed);
    this.#disposables.push(this.#committed.watch(() => this.#notify(COMMITTED_CHANGED_NOTIFICATION)));
    this.#disposables.push(workspace.onDidGrantWorkspaceTrust(() => this.#notify(COMMITTED_CHANGED_NOTIFICATION)));
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Why the server does not start; absent where it does. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The last status that the server told; absent until the first. */
  get status(): ServerStatus | undefined {
    return this.#status;
  }

  get onDidChangeState(): Event<ServerState> {
    return this.#states.event;
  }

  get onDidChangeStatus(): Event<ServerStatus> {
    return this.#statuses.event;
  }

  /** Something that a shown preview rests on has changed. */
  get onDidChangePreview(): Event<void> {
    return this.#previewChanges.event;
  }

  /** Starts the server, or waits for the start that is under way. Gives undefined where it cannot be started. */
  start(): Promise<BaseLanguageClient | undefined> {
    this.#starting ??= this.#startNow();
    return this.#starting;
  }

  /** Stops a server that runs, and starts a new one. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.start();
  }

  /** Asks the server, starting it where needed. Gives null where it does not run. */
  async request<P, R>(method: string, parameters: P, token?: CancellationToken): Promise<R | null> {
    const client = await this.start();
    if (client === undefined) return null;
    // The library takes a token that is there but undefined for a second parameter of the request.
    return token === undefined
      ? client.sendRequest<R>(method, parameters)
      : client.sendRequest<R>(method, parameters, token);
  }

  /** Asks for a workspace edit and applies it. Gives false where there is none or the editor refuses it. */
  async applyEditOf<P>(method: string, parameters: P): Promise<boolean> {
    const client = await this.start();
    const edit = await client?.sendRequest<WorkspaceEdit | null>(method, parameters);
    if (client === undefined || edit === undefined || edit === null) return false;
    return workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
  }

  dispose(): void {
    void this.#stop();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #startNow(): Promise<BaseLanguageClient | undefined> {
    this.#setState('starting');
    try {
      const client = await this.#host.createClient(this.#context, this.#options());
      this.#client = client;
      this.#listen(client);
      await client.start();
      this.#failure = undefined;
      this.#setState('running');
      return client;
    } catch (error) {
      // A server that cannot start is reported once, and every later question is answered with nothing.
      const message = error instanceof Error ? error.message : String(error);
      this.#failure = message;
      this.#setState('failed');
      this.#output.error(message);
      void this.#offerOutput(texts.startFailed(message));
      return undefined;
    }
  }

  async #stop(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    await starting;
    const client = this.#client;
    this.#client = undefined;
    this.#setState('idle');
    await client?.dispose();
  }

  #options(): LanguageClientOptions {
    const cacheFolder = this.#host.cacheFolder(this.#context);
    const initializationOptions: InitializationOptions = {
      readsFiles: true,
      readsCommitted: true,
      hasOtherSchemas: OTHER_SCHEMA_EXTENSIONS.some((id) => extensions.getExtension(id) !== undefined),
      ...(cacheFolder === undefined ? {} : { cacheFolder: cacheFolder.toString() }),
    };
    return {
      documentSelector: MANIFEST_LANGUAGES.map((language) => ({ language })),
      outputChannel: this.#output,
      initializationOptions,
      markdown: { supportHtml: false, isTrusted: false },
    };
  }

  #listen(client: BaseLanguageClient): void {
    client.onNotification(STATUS_NOTIFICATION, (status: ServerStatus) => {
      this.#status = status;
      this.#statuses.fire(status);
    });
    client.onNotification(PREVIEW_CHANGED_NOTIFICATION, () => this.#previewChanges.fire());
    client.onRequest(FIND_FILES_REQUEST, (_: unknown, token: CancellationToken) => findManifestFiles(token));
    client.onRequest(READ_FILE_REQUEST, (parameters: ReadFileParameters) => readTextFile(parameters));
    client.onRequest(COMMITTED_FILES_REQUEST, (parameters: CommittedFilesParameters) =>
      this.#readCommitted(parameters),
    );
  }

  async #readCommitted(parameters: CommittedFilesParameters): Promise<CommittedFilesResult> {
    if (!workspace.isTrusted) return { files: [] };
    const result = await this.#committed.read(parameters);
    const unknown = result.unknownReference;
    if (unknown !== undefined && !this.#warnedReferences.has(unknown)) {
      this.#warnedReferences.add(unknown);
      void window.showWarningMessage(texts.unknownReference(unknown));
    }
    return result;
  }

  #notify(method: string): void {
    if (this.#state === 'running') void this.#client?.sendNotification(method);
  }

  async #offerOutput(message: string): Promise<void> {
    if ((await window.showErrorMessage(message, texts.showOutput)) === texts.showOutput) this.#output.show();
  }

  #setState(state: ServerState): void {
    this.#state = state;
    this.#states.fire(state);
  }
}
