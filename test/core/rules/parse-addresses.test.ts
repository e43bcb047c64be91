import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseAddresses } from '../../../server/src/core/rules/pod-addresses/parse-addresses.ts';

/** What was understood of each address: set, ordinals, labels, port. */
function read(text: string): readonly string[] {
  return parseAddresses(text).map(({ set, first, last, labels, port }) => {
    const ordinals = first === last ? `${first ?? 'own'}` : `${first}…${last}`;
    return `${set}/${ordinals}/${labels.map((label) => label.text).join(',')}${port === undefined ? '' : `/${port.text}`}`;
  });
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['db-0.db.shop.svc.cluster.local', ['db/0/db,shop,svc,cluster,local']],
  ['db-0.db.shop.svc.cluster.local.:9644', ['db/0/db,shop,svc,cluster,local/9644']],
  ['db-0.db:2888:3888', ['db/0/db/2888']],
  ['es-0,es-1,es-2,', ['es/0/', 'es/1/', 'es/2/']],
  ['$(POD_NAME).db.$(NAMESPACE).svc.cluster.local', ['/own/db,$(NAMESPACE),svc,cluster,local']],
  [`db-0.db.$\{NAMESPACE}.svc`, [`db/0/db,$\{NAMESPACE},svc`]],
  ['.db.$(NAMESPACE).svc.cluster.local', ['/own/db,$(NAMESPACE),svc,cluster,local']],
  ['http://db-{0...3}.db.shop.svc/data', ['db/0…3/db,shop,svc']],
  ['1@db-0.db:9093,2@db-1.db:9093', ['db/0/db/9093', 'db/1/db/9093']],
  ['a-b-10=https://a-b-10.c:2380', ['a-b/10/', 'a-b/10/c/2380']],
  ['gcomm://db-0.db,db-1.db', ['db/0/db', 'db/1/db']],
  ['repl/db-0.db.ns.svc.cluster.local:27017', ['db/0/db,ns,svc,cluster,local/27017']],
  ['# nodes = rabbit@db-0.db', []],
  ['my.db-0.db and db-0x and DB-0', []],
  ['', []],
];

for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(read(text), expected));

it('a long text costs time in proportion to its length', () => {
  const begin = performance.now();
  parseAddresses(`${'a-'.repeat(100_000)} ${'x-1.y '.repeat(20_000)}`);
  assert.ok(performance.now() - begin < 20_000);
});
