// The injected grammar, tokenized with the libraries and the YAML grammar that VS Code itself brings.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fetchHost } from '../../scripts/vscode-host/fetch-host.ts';

interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}

interface Grammar {
  tokenizeLine(line: string, state: unknown): { readonly tokens: readonly Token[]; readonly ruleStack: unknown };
}

const root: string = join(import.meta.dirname, '..', '..');
const INJECTION = 'statefulset.manifest.injection';
let grammar: Grammar;

before(async () => {
  grammar = await loadGrammar();
});

test('what matters is marked, whatever stands around it', () => {
  expectScopes(`kind: StatefulSet # why`, { StatefulSet: 'entity.name.type.kind.kubernetes' });
  expectScopes('- kind: Service', { Service: 'entity.name.type.kind.kubernetes' });
  expectScopes('{ kind: Pod, apiVersion: v1 }', {
    Pod: 'entity.name.type.kind.kubernetes',
    v1: 'support.type.api-version.kubernetes',
  });
  expectScopes('apiVersion: apps/v1', { 'apps/v1': 'support.type.api-version.kubernetes' });
  expectScopes('  serviceName: nginx', { nginx: 'variable.other.reference.kubernetes' });
  expectScopes('    storageClassName: fast.local', { 'fast.local': 'variable.other.reference.kubernetes' });
  expectScopes('      storage: 10Gi', {
    '10': 'constant.numeric.quantity.kubernetes',
    Gi: 'keyword.other.unit.kubernetes',
  });
  expectScopes('  cpu: 500m', { m: 'keyword.other.unit.kubernetes' });
  expectScopes('  selector:', { selector: 'keyword.other.selector.kubernetes' });
  expectScopes('    app.kubernetes.io/name: web', { web: 'entity.name.label.kubernetes' });
  expectScopes('  - {key: app, operator: NotIn}', { NotIn: 'keyword.operator.selector.kubernetes' });
});

test('comments, quoted texts and block texts keep their colours', () => {
  expectNone('# kind: StatefulSet');
  expectNone('note: "kind: StatefulSet"');
  expectNone("note: 'serviceName: nginx'");
  expectNone('script: |\n  kind: StatefulSet\n  serviceName: nginx');
});

test('other keys and other values are left alone', () => {
  expectNone('kindness: StatefulSet');
  expectNone('mykind: StatefulSet');
  expectNone('kind: pipeline');
  expectNone('name: nginx');
});

test('YAML’s own colours below and behind what is marked stay as they are', () => {
  for (const text of [
    'spec:\n  selector:\n    app: nginx\n  replicas: 2',
    'spec:\n  serviceName: nginx\n  replicas: 2',
    'items:\n  - kind: Pod\n    metadata:\n      name: x',
    '{ kind: Pod, metadata: { name: x } }',
    'spec:\n  clusterIP: None\n  selector:\n    app: cache\n  ports:\n    - name: cache',
    'spec:\n  selector:\n    matchLabels:\n      app: cache\n  template:\n    metadata:',
  ]) {
    const scopes = tokensOf(text).flatMap((token) => token.scopes);
    assert.deepEqual(
      scopes.filter((scope) => scope.startsWith('invalid')),
      [],
      text,
    );
  }
});

/** Each text must have a token whose scopes name the expected one. */
function expectScopes(line: string, expected: Readonly<Record<string, string>>): void {
  const found = tokensOf(line);
  for (const [text, scope] of Object.entries(expected)) {
    const token = found.find((candidate) => candidate.text === text && candidate.scopes.includes(scope));
    assert.ok(token, `${text} is not ${scope} in ${line}: ${JSON.stringify(found)}`);
  }
}

function expectNone(text: string): void {
  const ours = tokensOf(text).filter(({ scopes }) => scopes.some((scope) => scope.endsWith('.kubernetes')));
  assert.deepEqual(ours, [], text);
}

function tokensOf(text: string): readonly { text: string; scopes: readonly string[] }[] {
  let state: unknown = null;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.flatMap((scope) => scope.split(' ')),
    }));
  });
}

async function loadGrammar(): Promise<Grammar> {
  const host = fetchHost().folder;
  const require = createRequire(join(host, 'package.json'));
  const oniguruma = require('vscode-oniguruma');
  const textmate = require('vscode-textmate');
  const wasm = readFileSync(join(host, 'node_modules', 'vscode-oniguruma', 'release', 'onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const yaml = join(host, 'extensions', 'yaml');
  const manifest = JSON.parse(readFileSync(join(yaml, 'package.json'), 'utf8'));
  const files = new Map<string, string>(
    manifest.contributes.grammars.map((entry: { scopeName: string; path: string }) => [
      entry.scopeName,
      join(yaml, entry.path),
    ]),
  );
  files.set(INJECTION, join(root, 'syntaxes', 'manifest.tmLanguage.json'));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope: string) => {
      const file = files.get(scope);
      return file === undefined ? null : textmate.parseRawGrammar(readFileSync(file, 'utf8'), file);
    },
    getInjections: (scope: string) => (scope === 'source.yaml' ? [INJECTION] : []),
  });
  return registry.loadGrammar('source.yaml');
}
