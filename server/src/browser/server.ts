// Entry of the language server in a web worker: files come from the client. No logic here.

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { VERSION } from '../core/features/version.ts';
import { startServer } from '../lsp/server.ts';

// The library's type of a worker's global scope is the one that this file is compiled with.
const worker = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));

// A message to ourselves comes behind the events that wait already; timers would wait for milliseconds.
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

startServer(connection, {
  version: VERSION,
  now: () => performance.now(),
  soon: (work) => {
    waiting.push(work);
    channel.port2.postMessage(null);
  },
  later: (work, milliseconds) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
});
