// Which field of which object the cursor stands in, by the places that the server told with the model.

import type {
  PreviewModel,
  PreviewObject,
  SourcePlace,
  ToPage,
} from '../../../server/src/protocol/preview-messages.ts';

export interface Cursor {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

export type CursorMessage = Extract<ToPage, { type: 'cursor' }>;

/** The innermost known field at the cursor; undefined outside the objects of the model. */
export function fieldAtCursor(model: PreviewModel, cursor: Cursor): CursorMessage | undefined {
  let best: { object: PreviewObject; field: string; place: SourcePlace } | undefined;
  for (const object of model.objects) {
    if (object.place.uri !== cursor.uri) continue;
    const candidates: [string, SourcePlace][] = [['', object.place], ...Object.entries(object.fields)];
    for (const [field, place] of candidates)
      if (contains(place, cursor) && (best === undefined || isInside(place, best.place)))
        best = { object, field, place };
  }
  if (best === undefined) return undefined;
  const { kind, namespace, name } = best.object;
  return { type: 'cursor', kind, namespace, name, field: best.field };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

function isBefore(left: Position, right: Position): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}

function contains(place: SourcePlace, cursor: Cursor): boolean {
  return place.uri === cursor.uri && !isBefore(cursor, place.start) && !isBefore(place.end, cursor);
}

function isInside(inner: SourcePlace, outer: SourcePlace): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}
