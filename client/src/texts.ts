// Every sentence that the extension itself shows, made from facts; a second language is a second object of this shape.
// What stands in `package.json` (commands, settings) has its texts in `package.nls.json`, as VS Code wants it.

/** The extension's sentences in English. */
export const texts = {
  clientName: 'StatefulSet',
  statusTitle: 'Kubernetes StatefulSet',
  statusStarting: 'StatefulSet: starting …',
  statusStopped: 'StatefulSet: the language server does not run',
  status: (version: string, setting: string, assumed: string | null | undefined): string =>
    `Kubernetes ${version}${hasNoDefaultClass(setting, assumed) ? ', no default class' : ''}`,
  assumeVersion: (version: string): string => `Kubernetes version: ${version}`,
  assumeDomain: (domain: string): string => `Cluster domain: ${domain}`,
  assumeClass: (setting: string, assumed: string | null | undefined): string =>
    `Default StorageClass: ${assumedClass(setting, assumed)}`,
  objects: (count: number): string => (count === 1 ? '1 object is known' : `${count} objects are known`),
  projectFile: (file: string): string => `Decided by ${file}`,
  change: 'Change …',
  notPlain: (reason: string): string => NOT_PLAIN[reason] ?? `Not read as plain manifests: ${reason}`,
  pickVersion: 'The Kubernetes version that the manifests are meant for',
  pickAssumption: 'What is assumed about the cluster',
  newestVersion: 'newest',
  enterDomain: 'The cluster’s DNS domain, such as cluster.local',
  badDomain: 'A DNS domain in lower case, without a final dot',
  pickClass: 'The default StorageClass of the cluster',
  classAuto: 'auto',
  classAutoDetail: 'None where PersistentVolumes without a class are declared, otherwise one that provisions',
  classNone: 'none',
  classNoneDetail: 'The cluster has no default StorageClass',
  classNamed: 'a name …',
  enterClass: 'Name of the default StorageClass',
  decidedByFile: (file: string): string => `${file} decides this; change it there`,
  openProjectFile: 'Open it',
  restarted: 'The StatefulSet language server was restarted',
  startFailed: (error: string): string => `The StatefulSet language server does not start: ${error}`,
  showOutput: 'Show output',
  previewTitle: (name: string | undefined): string => (name === undefined ? 'StatefulSet' : `StatefulSet ${name}`),
  fixGone: 'This repair no longer fits the text',
  cannotWrite: 'The values cannot be written into the manifest',
  cannotReveal: (file: string): string => `Cannot open ${file}`,
  copied: 'Copied',
  saved: (file: string): string => `Saved ${file}`,
  unknownReference: (reference: string): string =>
    `Git does not know "${reference}" (setting statefulset.compareWith); edits are not compared`,
} as const;

const NOT_PLAIN: Readonly<Record<string, string>> = {
  'helm-template': 'A Helm template: not read as plain manifests',
  'kustomize-patch': 'A Kustomize patch: only its place in the set is known',
  kustomization: 'A kustomization',
  encrypted: 'Encrypted: not read',
  'not-kubernetes': 'Not a Kubernetes manifest',
  'custom-kind': 'A custom kind: its fields are not checked',
};

function assumedClass(setting: string, assumed: string | null | undefined): string {
  if (setting === 'none') return 'none';
  if (setting !== 'auto') return setting;
  if (assumed === undefined) return 'auto';
  return assumed === null ? 'auto: none assumed here' : 'auto: one that provisions';
}

/** Only what is unusual is worth room in the status bar; the tooltip tells the rest. */
function hasNoDefaultClass(setting: string, assumed: string | null | undefined): boolean {
  return setting === 'none' || (setting === 'auto' && assumed === null);
}
