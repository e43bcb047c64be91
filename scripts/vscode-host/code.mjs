#!/usr/bin/env node
// The executable that @vscode/test-electron starts in place of a desktop VS Code; see `code.ts`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newerNode } from '../with-node.mjs';

const program = fileURLToPath(new URL('code.ts', import.meta.url));
const result = spawnSync(newerNode(), [program, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(result.status ?? 1);
