import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CompletionItem,
  completionMarkdown,
  completionsAt,
} from '../../server/src/core/features/completion/completion.ts';
import { makeEffectiveObject } from '../../server/src/core/features/effective-objects.ts';
import { loadFieldTexts } from '../../server/src/core/kubernetes/field-documentation.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';
import { assertGolden, fixture, fixtures, marked } from './marked-text.ts';

function sorted(items: readonly CompletionItem[]): readonly CompletionItem[] {
  return items.toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

function itemsIn(text: string): { readonly items: readonly CompletionItem[]; readonly text: string } {
  const { text: plain, offset } = marked(text);
  return {
    items: completionsAt(snapshotOf({ 'a.yaml': plain }, { effectiveObject: makeEffectiveObject }), 'a.yaml', offset),
    text: plain,
  };
}

function applied(text: string, item: CompletionItem): string {
  return text.slice(0, item.replaced.start) + item.snippet + text.slice(item.replaced.end);
}

/** Labels as the editor would keep them for what is typed already. */
function labelsIn(text: string): readonly string[] {
  return sorted(itemsIn(text).items).map(({ label }) => label);
}

for (const name of fixtures('completion'))
  test(`completion: ${name.replaceAll('-', ' ')}`, () => {
    const { text, offset } = fixture('completion', name);
    const items = sorted(
      completionsAt(snapshotOf({ 'a.yaml': text }, { effectiveObject: makeEffectiveObject }), 'a.yaml', offset),
    );
    const list = items.map(({ label, detail }) => (detail ? `${label} (${detail})` : label)).join('\n');
    // `# take: replicas` names the item whose text is compared; without it the first one is.
    const label = /^# take: (.+)$/m.exec(text)?.[1];
    const taken = items.find((item) => label === undefined || item.label === label);
    const result = taken ? `\n--- with ${taken.label}:\n${applied(text, taken)}` : '';
    assertGolden('completion', `${name}.txt`, `${list}\n${result}`);
  });

const head = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n';

test('nothing is offered in comments, block scalars and quoted texts of several words', () => {
  assert.deepEqual(labelsIn(`${head}  # rep$0\n  replicas: 3\n`), []);
  assert.deepEqual(labelsIn(`${head}  serviceName: web # $0\n`), []);
  assert.deepEqual(labelsIn(`apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    spec:\n      $0\n`), []);
  assert.deepEqual(labelsIn(`${head}  serviceName: "a $0 b"\n`), []);
});

test('fields that are there already, of later versions, and of the server are not offered', () => {
  const labels = labelsIn(`${head}  replicas: 3\n  $0\n`);
  assert.ok(labels.includes('serviceName'));
  assert.ok(!labels.includes('replicas'));
  assert.deepEqual(labels.slice(0, 2), ['selector', 'template']);
  assert.ok(!labelsIn(`${head.replace('  name: web\n', '  name: web\n  $0\n')}`).includes('uid'));
});

test('a key in front of its colon is replaced alone', () => {
  const { items, text } = itemsIn(`${head}  repl$0icas: 3\n`);
  const item = items.find(({ label }) => label === 'revisionHistoryLimit');
  assert.ok(item);
  assert.equal(applied(text, item), `${head}  revisionHistoryLimit: 3\n`);
});

test('texts that YAML would read as something else are quoted, inside of quotes they are not', () => {
  const values = itemsIn(`apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec:\n  type: "$0"\n`);
  assert.ok(values.items.some(({ snippet }) => snippet === 'NodePort'));
});

test('units follow the number that is written', () => {
  const text = `apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  resources:\n    requests:\n      storage: 10$0\n`;
  assert.deepEqual(labelsIn(text), ['10Ki', '10Mi', '10Gi', '10Ti']);
});

test('flow style gets flow style', () => {
  const { items, text } = itemsIn(
    `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec:\n  ports: [{ port: 80, $0 }]\n`,
  );
  const item = items.find(({ label }) => label === 'protocol');
  assert.ok(item);
  assert.match(applied(text, item), /\{ port: 80, protocol: \$\{1\|TCP,SCTP,UDP\|\} \}/);
});

test('the documentation of an item is that of its field, with the value first', async () => {
  const { items } = itemsIn(`${head}  podManagementPolicy: $0\n`);
  const parallel = items.find(({ label }) => label === 'Parallel');
  assert.ok(parallel?.about);
  const text = completionMarkdown(parallel.about, await loadFieldTexts());
  assert.match(text, /`Parallel`: will create and delete pods/);
  assert.match(text, /cannot be changed later/);
});

test('JSON and CRLF manifests are completed too', () => {
  const json = '{ "apiVersion": "apps/v1", "kind": "StatefulSet", "spec": { "podManagementPolicy": "$0" } }';
  assert.deepEqual(labelsIn(json), ['OrderedReady', 'Parallel']);
  assert.ok(labelsIn(`${head}  $0\n`.replaceAll('\n', '\r\n')).includes('serviceName'));
});
