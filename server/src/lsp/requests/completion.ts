// Completion of fields, values, kinds and whole objects; documentation comes when an item is looked at.

import {
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem as ProtocolItem,
} from 'vscode-languageserver';
import {
  type CompletionItem,
  completionMarkdown,
  completionsAt,
  type ItemSubject,
} from '../../core/features/completion/completion.ts';
import type { WorkspaceFile } from '../../core/workspace/snapshot.ts';
import type { Session } from '../session.ts';

export function completion(session: Session, { textDocument, position }: CompletionParams): CompletionList | null {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined || !session.settings.enable) return null;
  const found = completionsAt(session.snapshot, name, session.positions.offsetAt(file, position));
  // Where another extension completes the fields, whole objects are still ours alone.
  const items = session.explainsSchema ? found : found.filter(({ is }) => is === 'object');
  return { isIncomplete: false, items: items.map((item) => toItem(session, file, item)) };
}

export async function resolveCompletion(session: Session, item: ProtocolItem): Promise<ProtocolItem> {
  // Only this server wrote `data`.
  const about = item.data as ItemSubject | undefined;
  if (about === undefined) return item;
  const value = completionMarkdown(about, await session.loadTexts());
  return value === '' ? item : { ...item, documentation: { kind: 'markdown', value } };
}

function toItem(session: Session, file: WorkspaceFile, item: CompletionItem): ProtocolItem {
  const { hasSnippets } = session.client;
  return {
    label: item.label,
    kind: kindOf(item.is),
    sortText: item.order,
    filterText: item.label,
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    insertTextFormat: hasSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.asIs,
    textEdit: {
      range: session.positions.rangeOf(file, item.replaced),
      newText: hasSnippets ? item.snippet : plainText(item.snippet),
    },
    ...(item.about === undefined ? {} : { data: item.about }),
  };
}

function kindOf(is: CompletionItem['is']): CompletionItemKind {
  switch (is) {
    case 'field':
      return CompletionItemKind.Property;
    case 'value':
      return CompletionItemKind.Value;
    case 'kind':
      return CompletionItemKind.Class;
    case 'object':
      return CompletionItemKind.Snippet;
  }
}

/** A snippet without its tab stops, for clients that know none. */
function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')
    .replace(/\\([$}\\])/g, '$1');
}
