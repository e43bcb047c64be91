// The commands of the palette, the menus and the code lenses. Each is a few lines here or a file beside this one.

import { commands, Disposable, type LogOutputChannel, window } from 'vscode';
import { OPEN_PREVIEW_COMMAND } from '../../../server/src/protocol/editor-messages.ts';
import { openPreview } from '../preview/open-preview.ts';
import type { PreviewPanels } from '../preview/preview-panels.ts';
import type { Server } from '../server.ts';
import { texts } from '../texts.ts';
import { changeAssumptions, chooseVersion } from './choose-assumptions.ts';

/** Registers all commands until disposed. */
export function registerCommands(server: Server, previews: PreviewPanels, output: LogOutputChannel): Disposable {
  return Disposable.from(
    commands.registerCommand(OPEN_PREVIEW_COMMAND, (argument: unknown) => openPreview(previews, argument)),
    commands.registerCommand('statefulset.chooseVersion', () => chooseVersion(server)),
    commands.registerCommand('statefulset.changeAssumptions', () => changeAssumptions(server)),
    commands.registerCommand('statefulset.showOutput', () => output.show()),
    commands.registerCommand('statefulset.restartServer', async () => {
      await server.restart();
      if (server.state === 'running') void window.showInformationMessage(texts.restarted);
    }),
  );
}
