// How to ask a real cluster for the names that the panel shows.

import type { Picture } from './picture.ts';

/** Image that carries `nslookup` and is kept by the Kubernetes project for this purpose. */
const IMAGE = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
const MOST_NAMES = 12;

/** A Pod's manifest, and one command line that does the same and cleans up after itself. */
export function debugTexts(picture: Picture): { readonly manifest: string; readonly command: string } {
  const names = [
    ...new Set(
      picture.names
        .filter((name) => name.group === 'service' || name.group === 'pod')
        .map((name) => name.name)
        .slice(0, MOST_NAMES),
    ),
  ];
  const lookUps = names.map((name) => `nslookup ${name}`);
  const manifest = [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    `  name: ask-${picture.name}`.slice(0, 65),
    `  namespace: ${picture.namespace}`,
    'spec:',
    '  restartPolicy: Never',
    '  containers:',
    '    - name: ask',
    `      image: ${IMAGE}`,
    '      command:',
    '        - sh',
    '        - -c',
    '        - |',
    ...(lookUps.length > 0 ? lookUps : ['true']).map((line) => `          ${line}`),
    '',
  ].join('\n');
  const script = (lookUps.length > 0 ? lookUps : ['true']).join('; ');
  const command = `kubectl run ask-dns --namespace=${picture.namespace} --rm -i --restart=Never --image=${IMAGE} -- sh -c '${script}'`;
  return { manifest, command };
}
