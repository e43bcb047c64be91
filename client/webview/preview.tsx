// Entry of the preview page: keeps the last model, draws it, and remembers across hiding what was looked at.

import { render } from 'preact';
import './preview.css';
import type { PreviewModel } from '../../server/src/protocol/preview-messages.ts';
import { connect } from './host.ts';
import { simulate } from './simulate.ts';
import { texts } from './texts/en.ts';
import type { Cursor } from './views/overview.tsx';
import { Page, type Tab } from './views/page.tsx';

interface Shown {
  readonly model: PreviewModel | null;
  readonly isPinned: boolean;
  readonly cursor: Cursor | null;
  readonly tab: Tab;
}

const root = document.getElementById('preview');
let shown: Shown = { model: null, isPinned: false, cursor: null, tab: 'overview' };

const wire = connect((message) => {
  switch (message.type) {
    case 'model':
      return show({ model: message.model });
    case 'pinned':
      return show({ isPinned: message.isPinned });
    case 'cursor':
      return show({ cursor: { kind: message.kind, name: message.name, field: message.field } });
  }
});

function show(change: Partial<Shown>): void {
  shown = { ...shown, ...change };
  // What the extension restores a panel with after a restart, and the view that was open.
  wire.keep({ set: shown.model?.set, isPinned: shown.isPinned, tab: shown.tab });
  if (!root || !shown.model) return;
  render(
    <Page
      model={shown.model}
      isPinned={shown.isPinned}
      cursor={shown.cursor}
      tab={shown.tab}
      chooseTab={(tab) => show({ tab })}
      send={wire.send}
      simulate={simulate}
    />,
    root,
  );
}

function isTab(value: unknown): value is Tab {
  return typeof value === 'string' && Object.hasOwn(texts.tabs, value);
}

const kept = wire.kept();
if (typeof kept === 'object' && kept !== null && 'tab' in kept && isTab(kept.tab)) shown = { ...shown, tab: kept.tab };
wire.send({ type: 'ready' });
