import { commands, extensions } from 'vscode';
import type { ExtensionApi } from '../../../client/src/activation.ts';
import { equal, eventually, ok } from './expect.ts';
import { fileUri, open } from './manifests.ts';
import { test } from './run-tests.ts';

/** The extension's interface, activated where it is not yet. */
async function extensionApi(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>('vscode-statefulset.vscode-statefulset');
  ok(extension, 'the extension is not installed');
  return extension.activate();
}

test('a YAML file that is no manifest starts no server', async () => {
  await open('compose.yaml');
  const api = await extensionApi();
  equal(api.server.state, 'idle', 'state');
});

test('activation takes less than 100 ms', async () => {
  const { activationTime } = await extensionApi();
  ok(activationTime < 100, `activation took ${activationTime} ms`);
});

test('all commands are there', async () => {
  const known = await commands.getCommands(true);
  for (const command of ['openPreview', 'chooseVersion', 'changeAssumptions', 'restartServer', 'showOutput'])
    ok(known.includes(`statefulset.${command}`), `statefulset.${command} is missing`);
});

test('a manifest starts the server, which tells what its answers rest on', async () => {
  await open('web.yaml');
  const { server } = await extensionApi();
  await server.start();
  equal(server.state, 'running', `state (${server.failure ?? 'no failure'})`);
  const status = await eventually(
    [server.onDidChangeStatus],
    () => server.status,
    () => 'the server tells no status',
  );
  equal(status.minor, 37, 'minor version');
  const uri = fileUri('web.yaml').toString();
  const assumed = await eventually(
    [server.onDidChangeStatus],
    () => server.status?.assumedStorageClasses[uri],
    () => 'no class is assumed',
  );
  equal(assumed, 'standard', 'assumed class');
  equal(status.clusterDomain, 'cluster.local', 'cluster domain');
});
