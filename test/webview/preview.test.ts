// The built page in a browser: every view, by mouse and keyboard, in all themes, with hostile and huge sets.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import type { FromPage } from '../../server/src/protocol/preview-messages.ts';
import { modelOf, setText } from './models.ts';
import { openBrowser, openPage } from './page-in-browser.ts';
import { THEMES } from './themes.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TABS = ['Overview', 'Names', 'Storage', 'Change', 'Findings'];

test('a set is shown with its Service, its Pods, their claims and volumes', async () => {
  const { page, show, errors } = await openPage(browser);
  await show(modelOf(setText({ volumes: 3 })));
  await page.getByRole('article').filter({ hasText: 'web-2' }).first().waitFor();
  assert.equal(await page.locator('.pod').count(), 3);
  assert.equal(await page.locator('.pod.state-ready').count(), 3);
  assert.match(await textOf(page.locator('.service').first()), /nginx[\s\S]*governing Service · headless/);
  assert.match(await textOf(page.locator('.pod').first()), /www-web-0[\s\S]*Bound[\s\S]*pv-/);
  assert.deepEqual(errors, []);
  await page.close();
});

test('claims without a volume say why they wait', async () => {
  const { page, show } = await openPage(browser);
  await show(modelOf(setText({ volumes: 1 })));
  const second = page.locator('.pod').nth(1);
  await second.waitFor();
  assert.match(await textOf(second), /www-web-1[\s\S]*Pending/);
  assert.notEqual((await textOf(second.locator('.claim .reason'))).trim(), '');
  await page.close();
});

test('the time line is scrubbed by keyboard and the picture follows', async () => {
  const { page, show } = await openPage(browser);
  await show(modelOf(setText()));
  await page.locator('.pod.state-ready').nth(2).waitFor();
  await page.getByRole('button', { name: 'To the start' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.pod.state-absent').nth(2).waitFor();
  await page.getByRole('slider', { name: 'Time line' }).focus();
  await page.keyboard.press('End');
  await page.locator('.pod.state-ready').nth(2).waitFor();
  assert.notEqual(await textOf(page.locator('.time-line .cause')), '');
  await page.close();
});

test('trying replicas changes the picture, not the file, until it is written', async () => {
  const { page, show, messages } = await openPage(browser);
  await show(modelOf(setText()));
  await page.locator('.pod.state-ready').nth(2).waitFor();
  await page.getByRole('spinbutton', { name: 'Replicas' }).fill('5');
  await page.keyboard.press('Tab');
  await page.locator('.pod.state-ready').nth(4).waitFor();
  assert.ok(!(await messages()).some(({ type }) => type === 'write'));
  await page.getByRole('button', { name: 'Write this into the manifest' }).click();
  assert.deepEqual(lastOf(await messages(), 'write')?.values, [{ field: ['spec', 'replicas'], value: 5 }]);
  await page.close();
});

test('a Pod that is made not ready holds up the next roll-out', async () => {
  const { page, show, messages } = await openPage(browser);
  await show(modelOf(setText()));
  await page.locator('.pod.state-ready').nth(2).waitFor();
  await page.getByRole('button', { name: 'Make web-1 not ready' }).click();
  await page.locator('.pod.state-not-ready').first().waitFor();
  await page.getByRole('button', { name: 'Save as a scenario' }).click();
  assert.match(lastOf(await messages(), 'save')?.text ?? '', /neverReady: \{"pods":\["web-1"\]\}/);
  await page.close();
});

test('names are listed with their answers and can be copied', async () => {
  const { page, show, messages } = await openPage(browser);
  await show(modelOf(setText()));
  await page.getByRole('tab', { name: 'Names' }).click();
  const row = page.locator('.name-row').filter({ hasText: 'web-1.nginx.default.svc.cluster.local' }).first();
  assert.match(await textOf(row), /web-1/);
  await page.getByRole('button', { name: 'Copy web-1.nginx.default.svc.cluster.local' }).first().click();
  assert.equal(lastOf(await messages(), 'copy')?.text, 'web-1.nginx.default.svc.cluster.local');
  await page.close();
});

test('what is clicked leads to the line', async () => {
  const { page, show, messages } = await openPage(browser);
  await show(modelOf(setText()));
  await page.locator('.service .link').first().click();
  assert.equal(lastOf(await messages(), 'reveal')?.place.uri, 'file:///web.yaml');
  await page.close();
});

test('two thousand million Pods are told, not drawn', async () => {
  const { page, show, errors } = await openPage(browser);
  await show(modelOf(setText({ replicas: 2147483647, policy: 'Parallel', claims: false })));
  await page.locator('.omitted').waitFor();
  assert.match(await textOf(page.locator('.omitted')), /2,147,48\d,\d{3} more Pods/);
  assert.ok((await page.locator('.pod').count()) < 300);
  assert.deepEqual(errors, []);
  await page.close();
});

test('hostile names are text', async () => {
  const { page, show, errors } = await openPage(browser);
  const name = '<script>window.hacked=1</script>😀\u202eabc';
  await show(modelOf(setText({ name, replicas: 1, claims: false })));
  await page.locator('.top select').waitFor();
  assert.equal(await page.evaluate(() => Reflect.get(window, 'hacked')), undefined);
  assert.ok((await textOf(page.locator('.top select'))).includes('<script>'));
  assert.deepEqual(errors, []);
  await page.close();
});

test('an older model that arrives late is dropped', async () => {
  const { page, send } = await openPage(browser);
  await send({ type: 'model', version: 5, model: modelOf(setText({ replicas: 2 })) });
  await page.locator('.pod').nth(1).waitFor();
  await send({ type: 'model', version: 4, model: modelOf(setText({ replicas: 4 })) });
  await send({ type: 'pinned', isPinned: true });
  await page.getByRole('checkbox', { name: 'Keep showing this set', checked: true }).waitFor();
  assert.equal(await page.locator('.pod').count(), 2);
  await page.close();
});

test('focus survives an update', async () => {
  const { page, show } = await openPage(browser);
  await show(modelOf(setText()));
  await page.locator('.pod .name').nth(1).focus();
  await show(modelOf(setText({ replicas: 4 })));
  await page.locator('.pod').nth(3).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'web-1');
  await page.close();
});

test('without a set the panel says what it is for and offers one', async () => {
  const { page, show, messages } = await openPage(browser);
  await show(modelOf('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'));
  await page.getByRole('button', { name: 'Insert a StatefulSet with its Service' }).click();
  assert.ok(lastOf(await messages(), 'insert-snippet'));
  await page.close();
});

test('no replicas, a stale manifest and a refusal are said', async () => {
  const { page, show } = await openPage(browser);
  const model = modelOf(setText({ replicas: 0 }));
  const place = { uri: 'file:///web.yaml', start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  await show({ ...model, isStale: true, refusals: [{ field: 'spec.replicas', message: 'Invalid value: -1', place }] });
  await page.locator('.banner.refused').waitFor();
  assert.equal(await page.locator('.pod').count(), 0);
  assert.match(await textOf(page.locator('.banner').first()), /last good state/);
  await page.close();
});

for (const theme of THEMES) {
  test(`no accessibility violation in any view: ${theme}`, async () => {
    const { page, show } = await openPage(browser, { theme });
    await show(modelOf(setText({ volumes: 2 })));
    await page.locator('.pod').first().waitFor();
    for (const tab of TABS) {
      await page.getByRole('tab', { name: tab }).click();
      await page.evaluate(AXE);
      const violations = await page.evaluate(async () => {
        const result = await Reflect.get(window, 'axe').run(document, { resultTypes: ['violations'] });
        return result.violations.map((each: { id: string; nodes: { html: string }[] }) => [
          each.id,
          ...each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)),
        ]);
      });
      assert.deepEqual(violations, [], tab);
    }
    await page.close();
  });
}

function lastOf<T extends FromPage['type']>(
  messages: readonly FromPage[],
  type: T,
): Extract<FromPage, { readonly type: T }> | undefined {
  return messages.findLast((message): message is Extract<FromPage, { readonly type: T }> => message.type === type);
}

async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? '';
}
