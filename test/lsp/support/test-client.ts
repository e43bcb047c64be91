// A language client for tests over any pair of streams. Speaks the protocol by method names, as the wire does.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Message,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startServer } from '../../../server/src/lsp/server.ts';
import { nodeHost } from '../../../server/src/node/node-host.ts';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: unknown;
  /** Answers to the server's questions for files and committed texts, by URI. */
  readonly files?: Readonly<Record<string, string>>;
  readonly committed?: Readonly<Record<string, string>>;
  /** False: the server asks the client for files, as in a worker. */
  readonly hasDisk?: boolean;
  /** Path of a bundle to spawn; absent: the server runs in this process. */
  readonly bundle?: string;
  /** Path of a worker's bundle to start. */
  readonly worker?: string;
}

export const FULL_CAPABILITIES: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    codeAction: {
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: {
        codeActionKind: { valueSet: ['quickfix', 'source', 'source.fixAll'] },
      },
    },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
  },
};

export class TestClient {
  readonly connection: ProtocolConnection;
  readonly result: InitializeResult;
  readonly published: Map<string, PublishDiagnosticsParams> = new Map();
  readonly notifications: { readonly method: string; readonly parameters: unknown }[] = [];
  readonly #waiting: Set<() => void> = new Set();
  readonly #texts: Map<string, string> = new Map();
  readonly #versions: Map<string, number> = new Map();
  readonly #end: () => Promise<void>;

  private constructor(connection: ProtocolConnection, result: InitializeResult, end: () => Promise<void>) {
    this.connection = connection;
    this.result = result;
    this.#end = end;
  }

  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const { connection, end } = wireFor(options);
    const early: { method: string; parameters: unknown }[] = [];
    let client: TestClient | undefined;
    connection.onUnhandledNotification((message) => {
      const { method } = message;
      const parameters: unknown = 'params' in message ? message.params : undefined;
      if (client === undefined) early.push({ method, parameters });
      else client.#receive(method, parameters);
    });
    connection.onRequest('workspace/configuration', () => [options.settings ?? {}]);
    connection.onRequest('statefulset/findFiles', () => ({ uris: Object.keys(options.files ?? {}) }));
    connection.onRequest('statefulset/readFile', ({ uri }: { readonly uri: string }) => ({
      text: options.files?.[uri] ?? null,
    }));
    connection.onRequest('statefulset/committedFiles', () => ({
      reference: 'HEAD',
      files: Object.entries(options.committed ?? {}).map(([uri, text]) => ({ uri, text })),
    }));
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.listen();
    const result: InitializeResult = await connection.sendRequest('initialize', {
      processId: null,
      rootUri: options.folder ?? null,
      workspaceFolders: options.folder === undefined ? null : [{ uri: options.folder, name: 'test' }],
      capabilities: options.capabilities ?? FULL_CAPABILITIES,
      initializationOptions: options.initializationOptions,
    });
    client = new TestClient(connection, result, end);
    for (const { method, parameters } of early) client.#receive(method, parameters);
    await connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, text: string): Promise<void> {
    this.#texts.set(uri, text);
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  }

  /** Replaces the first occurrence of `old` by an incremental change. */
  async replace(uri: string, old: string, replacement: string): Promise<number> {
    const text = this.#texts.get(uri) ?? '';
    const at = text.indexOf(old);
    assert.ok(at >= 0, `"${old}" is in the text`);
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    this.#texts.set(uri, text.slice(0, at) + replacement + text.slice(at + old.length));
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [
        { range: { start: positionAt(text, at), end: positionAt(text, at + old.length) }, text: replacement },
      ],
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.#texts.get(uri) ?? '';
  }

  /** The position of the first occurrence of a text, plus some characters. */
  position(uri: string, words: string, plus: number = 0): { line: number; character: number } {
    const text = this.text(uri);
    const at = text.indexOf(words);
    assert.ok(at >= 0, `"${words}" is in the text`);
    return positionAt(text, at + plus);
  }

  request<R>(method: string, parameters: unknown): Promise<R> {
    return this.connection.sendRequest(method, parameters);
  }

  /** Waits until the diagnostics of a file are as asked. */
  async diagnostics(
    uri: string,
    isWanted: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    await this.until(() => {
      const last = this.published.get(uri);
      return last !== undefined && isWanted(last.diagnostics, last.version);
    });
    return this.published.get(uri)?.diagnostics ?? [];
  }

  /** Waits until something that the server sends makes the condition true. */
  async until(isTrue: () => boolean, milliseconds: number = 10_000): Promise<void> {
    if (isTrue()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`nothing came: ${JSON.stringify([...this.published.values()])}`));
      }, milliseconds);
      const look = (): void => {
        if (!isTrue()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown', undefined);
    await this.#end();
    this.connection.dispose();
  }

  #receive(method: string, parameters: unknown): void {
    this.notifications.push({ method, parameters });
    if (method === 'textDocument/publishDiagnostics') {
      // The method's name is the proof of its parameters' type.
      const published = parameters as PublishDiagnosticsParams;
      this.published.set(published.uri, published);
    }
    for (const look of [...this.#waiting]) look();
  }
}

export function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

interface Wire {
  readonly connection: ProtocolConnection;
  readonly end: () => Promise<void>;
}

function wireFor({ bundle, worker, hasDisk }: ClientOptions): Wire {
  if (worker !== undefined) return inWorker(worker);
  return bundle === undefined ? inProcess(hasDisk !== false) : spawned(bundle);
}

/** What a worker of a browser has and a thread of Node has not. */
const workerGlobals = `
  const { parentPort, workerData } = require('node:worker_threads');
  globalThis.self = globalThis;
  const listeners = [];
  globalThis.addEventListener = (name, listener) => name === 'message' && listeners.push(listener);
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => {
    globalThis.onmessage?.({ data });
    for (const listener of listeners) listener({ data });
  });
  require(workerData);
`;

function inWorker(bundle: string): Wire {
  const worker = new Worker(workerGlobals, { eval: true, workerData: bundle });
  const connection = createProtocolConnection(new WorkerReader(worker), new WorkerWriter(worker));
  return {
    connection,
    end: async () => {
      await worker.terminate();
    },
  };
}

class WorkerReader extends AbstractMessageReader {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  listen(callback: (message: Message) => void): { dispose(): void } {
    this.#worker.on('message', callback);
    return { dispose: () => this.#worker.off('message', callback) };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  async write(message: Message): Promise<void> {
    this.#worker.postMessage(message);
  }

  end(): void {
    // A worker has no stream to end.
  }
}

function inProcess(hasDisk: boolean): Wire {
  const up = new PassThrough();
  const down = new PassThrough();
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const { files, ...rest } = nodeHost();
  startServer(server, hasDisk && files !== undefined ? { files, ...rest } : rest);
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  // The library ends the process on `exit`: in this process, where the tests go on, none is sent.
  return { connection, end: async () => server.dispose() };
}

function spawned(bundle: string): Wire {
  const child: ChildProcess = spawn(plainNode(), [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  assert.ok(child.stdout !== null && child.stdin !== null);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const gone = once(child, 'exit');
  const end = async (): Promise<void> => {
    await connection.sendNotification('exit');
    await gone;
  };
  return { connection, end };
}

/** The machine's own Node, which may be older than the one that runs the tests. */
export function plainNode(): string {
  return process.env['npm_node_execpath'] ?? 'node';
}
