import { commands, type Hover, type MarkdownString, type MarkedString } from 'vscode';
import { contains, ok } from './expect.ts';
import { open, positionOf } from './manifests.ts';
import { test } from './run-tests.ts';

test('a hover tells what serviceName is and what it comes to here', async () => {
  const { document } = await open('web.yaml');
  const hovers = await commands.executeCommand<readonly Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, 'serviceName', 3),
  );
  const text = hovers.flatMap(({ contents }) => contents.map(plain)).join('\n');
  ok(text !== '', 'there is no hover');
  contains(text, 'serviceName');
  contains(text, 'web-0.web.default.svc.cluster.local');
});

function plain(content: MarkdownString | MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}
