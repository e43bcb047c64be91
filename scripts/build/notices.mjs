// ThirdPartyNotices.txt: the licences of the packages whose code is in the bundles, found by asking the bundler.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose data goes into the bundles through generated files, where the bundler cannot see them. */
const DATA_PACKAGES = ['kubernetes-models', '@kubernetes/client-node'];

/** Writes the file for all packages named by the bundler's `metafiles`. Throws for a package without a licence text. */
export function writeNotices(root, metafiles) {
  const names = new Set(DATA_PACKAGES);
  for (const metafile of metafiles)
    for (const input of Object.keys(metafile.inputs)) {
      const name = packageOf(input);
      if (name !== undefined) names.add(name);
    }
  const parts = [...names].sort().map((name) => notice(root, name));
  writeFileSync(join(root, 'ThirdPartyNotices.txt'), `${HEADER}${parts.join('')}`);
}

const HEADER = 'The extension contains code or data of the following packages, under the licences given.\n';
const RULE = '-'.repeat(80);

/** The package's name in a path such as `node_modules/@scope/name/lib/index.js`; of nested ones the innermost. */
function packageOf(file) {
  const last = file.split('node_modules/').slice(1).pop();
  if (last === undefined) return undefined;
  const [first, second] = last.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function notice(root, name) {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `\n${RULE}\n${name} ${version} (${license})\n${RULE}\n\n${licenceText(folder, license)}\n`;
}

function licenceText(folder, license) {
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (file) return readFileSync(join(folder, file), 'utf8').trim();
  // Some packages publish only the licence's name; that name and the package's page are then all there is to repeat.
  return `No licence text is published with this package; its package.json says: ${license}`;
}
