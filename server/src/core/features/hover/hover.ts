// Hover: which field is under the cursor, what is documented of it, and what it comes to in this object.
// Start at `hoverAt`. It answers with data; `hoverMarkdown` makes the text.

import type { MinorVersion } from '../../kubernetes/cluster-profile.ts';
import {
  documentationOf,
  documentedPath,
  type FieldDocumentation,
  type FieldTexts,
} from '../../kubernetes/field-documentation.ts';
import type { KnownKind } from '../../kubernetes/objects.ts';
import type { Path } from '../../kubernetes/plain-value.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Span } from '../../text/span.ts';
import { knownKindOf } from '../../workspace/known-kinds.ts';
import type { FileName, PlacedDocument, Resource, Snapshot } from '../../workspace/snapshot.ts';
import { nodeAt } from '../../yaml/node-at.ts';
import { fieldMarkdown } from '../documentation/field-markdown.ts';
import { consequenceMarkdown } from './consequence-markdown.ts';
import { type Consequence, consequencesOf } from './consequences.ts';

/** The field under an offset. Spans are offsets in the file. */
export interface HoverTarget {
  readonly span: Span;
  readonly kind: KnownKind;
  /** Without the steps into a `kind: List`. */
  readonly path: Path;
  readonly minor: MinorVersion;
  /** The value under the cursor, where it is on a value. */
  readonly value?: string;
  readonly resource?: Resource;
}

export interface Hover {
  readonly span: Span;
  readonly field: FieldDocumentation;
  readonly value?: string;
  readonly consequences: readonly Consequence[];
}

/** What is documented of the field under an offset of the file; absent outside of fields that the product knows. */
export function hoverAt(snapshot: Snapshot, file: FileName, offset: number, texts: FieldTexts): Hover | undefined {
  const target = hoverTargetAt(snapshot, file, offset);
  if (!target) return undefined;
  const field = documentationOf(target.kind, documentedPath(target.kind, target.path), target.minor, texts);
  if (!field) return undefined;
  return {
    span: target.span,
    field,
    ...(target.value === undefined ? {} : { value: target.value }),
    consequences: target.resource ? consequencesOf(target.resource, target.path, snapshot.profileOf(file)) : [],
  };
}

export function hoverMarkdown(hover: Hover): string {
  const here = hover.consequences.map(consequenceMarkdown);
  const text = fieldMarkdown(hover.field, hover.value);
  return here.length === 0 ? text : `${here.join('\n\n')}\n\n---\n\n${text}`;
}

/** Which field the offset is on; a cheap question that needs no texts. */
export function hoverTargetAt(snapshot: Snapshot, file: FileName, offset: number): HoverTarget | undefined {
  const placed = documentAt(snapshot, file, offset);
  if (!placed) return undefined;
  const { document, offset: start } = placed;
  const found = nodeAt(document.yaml.root, offset - start);
  const last = found?.steps.at(-1);
  if (!found || !last) return undefined;
  const steps: (string | number)[] = [];
  for (const step of found.steps) {
    const name = step.in === 'entry' ? step.entry.name : step.index;
    if (name === null) return undefined;
    steps.push(name);
  }
  const manifest = manifestAt(document.manifests, steps);
  const kind = manifest && knownKindOf(manifest);
  if (!manifest || !kind) return undefined;
  const isValue = found.node.type === 'scalar' && !(last.in === 'entry' && last.on === 'key');
  // The white space inside of a mapping or list is on no field.
  if (found.node.type !== 'scalar') return undefined;
  const resource = snapshot.resourceOf(file, manifest);
  return {
    span: { start: start + found.node.span.start, end: start + found.node.span.end },
    kind,
    path: manifest.item === undefined ? steps : steps.slice(2),
    minor: snapshot.profileOf(file).minor,
    ...(isValue ? { value: found.node.text } : {}),
    ...(resource ? { resource } : {}),
  };
}

function manifestAt(manifests: readonly Manifest[], path: Path): Manifest | undefined {
  return manifests.find(
    (manifest) => manifest.item === undefined || (path[0] === 'items' && path[1] === manifest.item && path.length > 2),
  );
}

/** The document of a file that holds an offset; at a boundary the later one. */
export function documentAt(snapshot: Snapshot, file: FileName, offset: number): PlacedDocument | undefined {
  return snapshot.files.get(file)?.documents.findLast((placed) => placed.offset <= offset);
}
