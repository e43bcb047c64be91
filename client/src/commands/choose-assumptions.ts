// Changes what is assumed about the cluster by picking from lists; writes settings. A project file decides over
// settings, so where there is one, the user is led to it instead.

import { ConfigurationTarget, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { SETTINGS_SECTION } from '../../../server/src/protocol/settings.ts';
import type { Server } from '../server.ts';
import { texts } from '../texts.ts';

/** Versions that can be picked; the settings' enumeration in `package.json` lists the same. */
const OLDEST_MINOR = 27;
const NEWEST_MINOR = 37;

/** Lets the user pick the Kubernetes version. */
export async function chooseVersion(server: Server): Promise<void> {
  if (await isDecidedByFile(server)) return;
  const current = workspace.getConfiguration(SETTINGS_SECTION).get<string>('kubernetesVersion');
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => NEWEST_MINOR - index);
  const items = minors.map((minor) => ({
    label: `${current === `1.${minor}` ? '$(check) ' : ''}1.${minor}`,
    version: `1.${minor}`,
    ...(minor === NEWEST_MINOR ? { description: texts.newestVersion } : {}),
  }));
  const picked = await window.showQuickPick(items, { placeHolder: texts.pickVersion });
  if (picked !== undefined) await save('kubernetesVersion', picked.version);
}

/** Lets the user pick which assumption to change, and then its value. */
export async function changeAssumptions(server: Server): Promise<void> {
  if (await isDecidedByFile(server)) return;
  const settings = workspace.getConfiguration(SETTINGS_SECTION);
  const domain = settings.get('clusterDomain', '');
  const assumed = server.status?.assumedStorageClasses[window.activeTextEditor?.document.uri.toString() ?? ''];
  const items: (QuickPickItem & { change: () => Promise<void> })[] = [
    {
      label: texts.assumeVersion(settings.get('kubernetesVersion', '')),
      change: () => chooseVersion(server),
    },
    {
      label: texts.assumeClass(settings.get('defaultStorageClass', ''), assumed),
      change: chooseClass,
    },
    { label: texts.assumeDomain(domain), change: () => enterDomain(domain) },
  ];
  const picked = await window.showQuickPick(items, { placeHolder: texts.pickAssumption });
  await picked?.change();
}

async function chooseClass(): Promise<void> {
  const items: (QuickPickItem & { value?: string })[] = [
    { label: texts.classAuto, detail: texts.classAutoDetail, value: 'auto' },
    { label: texts.classNone, detail: texts.classNoneDetail, value: 'none' },
    { label: texts.classNamed },
  ];
  const picked = await window.showQuickPick(items, { placeHolder: texts.pickClass });
  if (picked === undefined) return;
  const value = picked.value ?? (await window.showInputBox({ prompt: texts.enterClass, validateInput: checkName }));
  if (value !== undefined && value !== '') await save('defaultStorageClass', value);
}

async function enterDomain(current: string): Promise<void> {
  const value = await window.showInputBox({ prompt: texts.enterDomain, value: current, validateInput: checkName });
  if (value !== undefined && value !== '') await save('clusterDomain', value);
}

/** Labels of lower-case letters, digits and dashes, joined by dots: what both a DNS domain and a class name are. */
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function checkName(value: string): string | undefined {
  return DNS_SUBDOMAIN.test(value) && value.length <= 253 ? undefined : texts.badDomain;
}

async function save(key: string, value: string): Promise<void> {
  const target = workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await workspace.getConfiguration(SETTINGS_SECTION).update(key, value, target);
}

async function isDecidedByFile(server: Server): Promise<boolean> {
  const file = server.status?.projectFile;
  if (file === undefined) return false;
  const answer = await window.showInformationMessage(texts.decidedByFile(file), texts.openProjectFile);
  if (answer === texts.openProjectFile) await window.showTextDocument(Uri.parse(file));
  return true;
}
