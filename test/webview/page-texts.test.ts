// What leaves the page as text, and what is let in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { debugTexts } from '../../client/webview/debug-texts.ts';
import { exportJson, exportMarkdown, exportPicture } from '../../client/webview/export.ts';
import { checkedMessage } from '../../client/webview/host.ts';
import type { Picture } from '../../client/webview/picture.ts';
import { NOTHING_TRIED, scenarioText, valuesToWrite, withStep } from '../../client/webview/tried.ts';

const HOSTILE = '<script>alert("x")</script>|`[a](b)';

function picture(name: string): Picture {
  return {
    name,
    namespace: 'shop',
    replicas: 1,
    omitted: 2_147_483_646,
    isOrdered: true,
    services: [
      { namespace: 'shop', name, isGoverning: true, isHeadless: true, isDeclared: true, ports: 'web:80', selected: 1 },
    ],
    pods: [
      {
        ordinal: 0,
        name: `${name}-0`,
        state: 'ready',
        reason: '',
        hostname: `${name}-0`,
        fullName: `${name}-0.${name}.shop.svc.cluster.local`,
        resolves: true,
        node: 'node-a',
        image: 'nginx:1.27',
        revision: 'abc',
        isNewestRevision: true,
        claims: [
          {
            template: 'data',
            name: `data-${name}-0`,
            state: 'pending',
            request: '1Gi',
            storageClass: '',
            reason: 'no volume fits',
            isArbitrary: false,
          },
        ],
      },
    ],
    nodes: [],
    names: [
      { group: 'pod', name: `${name}-0.${name}.shop.svc.cluster.local`, type: 'A', answers: [`${name}-0`], reason: '' },
    ],
    storage: { claims: [], volumes: [], cells: [], requested: '1Gi', provisioned: [], fates: [] },
  };
}

test('exports show hostile names as text', () => {
  const svg = exportPicture(picture(HOSTILE));
  assert.ok(!svg.includes('<script'));
  assert.ok(svg.includes('&lt;script&gt;'));
  const markdown = exportMarkdown(picture(HOSTILE));
  const table = markdown.slice(markdown.indexOf('| Pod |'));
  assert.doesNotMatch(table, /(^|[^\\])<script/);
  assert.deepEqual(JSON.parse(exportJson(picture('web'))), picture('web'));
});

test('the picture tells how many Pods it leaves out', () => {
  assert.match(exportPicture(picture('web')), /2,147,483,646 more Pods/);
});

test('a dragged slider is one step of the scenario, and what it wrote last goes into the manifest', () => {
  let tried = withStep(NOTHING_TRIED, { scale: { name: 'web', replicas: 4 } });
  tried = withStep(tried, { scale: { name: 'web', replicas: 5 } });
  tried = withStep(tried, { neverReady: { pods: ['web-1'] } });
  assert.equal(tried.steps.length, 2);
  assert.deepEqual(valuesToWrite(tried), [{ field: ['spec', 'replicas'], value: 5 }]);
  const steps: unknown = parse(
    scenarioText({ uri: 'file:///web.yaml', namespace: 'shop', name: 'web' }, tried, 'web.yaml'),
  );
  assert.deepEqual(steps, [
    { apply: 'web.yaml' },
    { settle: {} },
    { scale: { name: 'web', replicas: 5 } },
    { settle: {} },
    { neverReady: { pods: ['web-1'] } },
    { settle: {} },
  ]);
});

test('the debugging Pod is a manifest that asks for exactly the names shown', () => {
  const { manifest, command } = debugTexts(picture('web'));
  const pod: unknown = parse(manifest);
  assert.ok(JSON.stringify(pod).includes('nslookup web-0.web.shop.svc.cluster.local'));
  assert.ok(command.includes('nslookup web-0.web.shop.svc.cluster.local'));
});

test('messages of another shape are dropped', () => {
  for (const data of [null, 1, 'x', {}, { type: 'model', version: '1' }, { type: 'model', version: 1, model: {} }])
    assert.equal(checkedMessage(data), undefined);
  assert.deepEqual(checkedMessage({ type: 'pinned', isPinned: true, more: 1 }), { type: 'pinned', isPinned: true });
});
