// Bundles all suites into one module for the extension host.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder: string = import.meta.dirname;

/** Builds the suites for one extension host into `.build/extension/TARGET/` and gives that path. */
export async function buildSuite(target: 'desktop' | 'web'): Promise<string> {
  const suites = readdirSync(join(folder, 'suite')).filter((name) =>
    name.endsWith(target === 'web' ? '.web.suite.ts' : '.suite.ts'),
  );
  const outfile = join(folder, '..', '..', '.build', 'extension', target, target === 'web' ? 'suite.js' : 'suite.cjs');
  await build({
    stdin: {
      contents: [...suites.map((name) => `import './${name}';`), "export { run } from './run-tests.ts';"].join('\n'),
      resolveDir: join(folder, 'suite'),
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: target === 'web' ? 'browser' : 'node',
    target: 'es2022',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
