// Hover: the field's documentation and what it comes to here.

import type { Hover, HoverParams } from 'vscode-languageserver';
import { hoverAt, hoverMarkdown } from '../../core/features/hover/hover.ts';
import type { FieldTexts } from '../../core/kubernetes/field-documentation.ts';
import type { Session } from '../session.ts';

export function hover(session: Session, parameters: HoverParams): Hover | null | Promise<Hover | null> {
  const texts = session.loadTexts();
  return texts instanceof Promise
    ? texts.then((loaded) => hoverWith(session, parameters, loaded))
    : hoverWith(session, parameters, texts);
}

function hoverWith(session: Session, { textDocument, position }: HoverParams, texts: FieldTexts): Hover | null {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined || !session.settings.enable) return null;
  const { snapshot, positions } = session;
  const found = hoverAt(snapshot, name, positions.offsetAt(file, position), texts);
  if (found === undefined) return null;
  // Another extension that documents the fields is there: only what is known of this object is said.
  if (!session.explainsSchema && found.consequences.length === 0) return null;
  const markdown = hoverMarkdown(found);
  return {
    range: positions.rangeOf(file, found.span),
    contents: session.client.hasMarkdownHover
      ? { kind: 'markdown', value: markdown }
      : { kind: 'plaintext', value: markdown },
  };
}
