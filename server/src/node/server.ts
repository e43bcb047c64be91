// Entry of the language server in Node: over `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. No logic here.

import { createConnection } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import { nodeHost } from './node-host.ts';

const isTold = process.argv.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(argument));
if (!isTold) process.argv.push('--stdio');
startServer(createConnection(), nodeHost());
