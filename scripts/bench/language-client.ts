// A bare language client over standard input and output of a process, for measuring: no library between the clock and
// the wire but a frame reader.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

export interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly severity?: number }[];
}

export interface ServerCommand {
  readonly program: string;
  readonly parameters: readonly string[];
  /** Answers to `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: unknown;
}

export class BenchClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #settings: ServerCommand['settings'];
  readonly #answers: Map<number, (result: unknown) => void> = new Map();
  readonly #listeners: Set<(message: Message) => void> = new Set();
  #buffer: Buffer = Buffer.alloc(0);
  #id = 0;
  readonly published: Map<string, Published> = new Map();

  constructor(command: ServerCommand) {
    this.#settings = command.settings;
    this.#process = spawn(command.program, [...command.parameters], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stdout.on('data', (data: Buffer) => this.#read(data));
    this.#process.stderr.resume();
  }

  async initialize(folder: string | null, initializationOptions?: unknown): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: folder === null ? null : [{ uri: folder, name: 'bench' }],
      initializationOptions,
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: {} },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          hover: { contentFormat: ['markdown'] },
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
          codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
        },
      },
    });
    this.notify('initialized', {});
    this.notify('workspace/didChangeConfiguration', { settings: this.#settings });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  request(method: string, params: unknown): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  open(uri: string, text: string): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  /** Replaces a range of one line. */
  change(uri: string, version: number, line: number, start: number, end: number, text: string): void {
    const range = { start: { line, character: start }, end: { line, character: end } };
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
  }

  /** Milliseconds until a message comes that is as wanted. */
  async until(isWanted: (message: Message) => boolean, limit: number = 60_000): Promise<number> {
    const started = performance.now();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nothing came in time')), limit);
      const listener = (message: Message): void => {
        if (!isWanted(message)) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
    return performance.now() - started;
  }

  /** Milliseconds until diagnostics of a file come that are as wanted. */
  untilDiagnostics(uri: string, isWanted: (published: Published) => boolean): Promise<number> {
    return this.until(({ method, params }) => {
      // The method's name is the proof of its parameters' type.
      return (
        method === 'textDocument/publishDiagnostics' &&
        (params as Published).uri === uri &&
        isWanted(params as Published)
      );
    });
  }

  /** Resident memory in MiB, where the system tells it. */
  memory(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      const match = /VmRSS:\s+(\d+) kB/.exec(status);
      return match === null ? undefined : Number(match[1]) / 1024;
    } catch {
      // A system without such a file.
      return undefined;
    }
  }

  stop(): void {
    this.#process.kill();
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(data: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, head).toString())?.[1] ?? 0);
      if (this.#buffer.length < head + 4 + length) return;
      const text = this.#buffer.subarray(head + 4, head + 4 + length).toString();
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      // What the server sends is a message of the protocol.
      this.#receive(JSON.parse(text) as Message);
    }
  }

  #receive(message: Message): void {
    if (message.id !== undefined && message.method === undefined) {
      this.#answers.get(message.id)?.(message.result);
      this.#answers.delete(message.id);
    } else if (message.id !== undefined && message.method === 'workspace/configuration') {
      const { items } = message.params as { readonly items: readonly { readonly section?: string }[] };
      this.#send({ id: message.id, result: items.map(({ section }) => this.#settings[section ?? ''] ?? null) });
    } else if (message.id !== undefined) this.#send({ id: message.id, result: null });
    if (message.method === 'textDocument/publishDiagnostics') {
      const published = message.params as Published;
      this.published.set(published.uri, published);
    }
    for (const listener of [...this.#listeners]) listener(message);
  }
}
