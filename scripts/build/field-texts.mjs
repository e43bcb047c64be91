// The API's field texts are a third of the server. For Node they are a file of their own, read at the first hover or
// completion; a worker gets them in its only file, because what it may load later depends on where it was served from.
import { join } from 'node:path';
import * as esbuild from 'esbuild';

/** The name that sources import. */
const NAME = '#kubernetes-texts';
const FILE = 'field-texts.js';

/** Plugin that leaves the texts outside a bundle for Node. */
export const fieldTextsOutside = {
  name: 'field-texts-outside',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${NAME}$`) }, () => ({ path: `./${FILE}`, external: true }));
  },
};

/** Writes the file beside the bundles. */
export async function buildFieldTexts(root) {
  await esbuild.build({
    stdin: { contents: `export { texts } from '${NAME}';`, resolveDir: root },
    outfile: join(root, 'dist', FILE),
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
}
