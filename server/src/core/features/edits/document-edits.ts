// Changes to one document as edits of its text. Each step reads the text anew, so that steps may build on each other;
// the end is compared with what the changes mean, and nothing is given where it differs.

import { isPlainObject, type Path, type PlainValue, valueAt } from '../../kubernetes/plain-value.ts';
import { nodeValue } from '../../model/node-value.ts';
import type { TextEdit } from '../../text/span.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { readYamlDocument } from '../../yaml/read-yaml.ts';
import { applyChange, isEqualValue, orderChanges, type ValueChange } from './apply-change.ts';
import { insertItem, removeItem } from './list-edits.ts';
import { isAnchorUsed, type Located, locate } from './locate.ts';
import { insertEntry, removeEntry, renameKey } from './mapping-edits.ts';
import { contentEnd, contentStart } from './places.ts';
import { isEmptyCollection, replaceValue } from './replace-value.ts';
import { spanOfPart } from './scalar-source.ts';
import { doubleQuotedInner, isPlainText } from './scalar-text.ts';
import { lineEndOf, styleOf } from './style.ts';
import { TextPieces } from './text-pieces.ts';

export interface DocumentEdits {
  readonly edits: readonly TextEdit[];
  /** Whether places outside of the changed paths read the same text by an alias or a merge key and so change as well. */
  readonly isShared: boolean;
}

/**
 * The edits that make the changes, or undefined where the text cannot be brought to exactly that: it does not parse, a
 * place is missing, or the writing is too unusual.
 * @param text the whole document
 * @param changes paths start at the document's root
 * @param lineEnd used where the document has no line end of its own
 */
export function editsToDocument(
  text: string,
  changes: readonly ValueChange[],
  lineEnd: string = '\n',
): DocumentEdits | undefined {
  // A document of one line shows no line end: the file's is put where the text shows none.
  if (lineEnd !== '\n' && !/[\r\n]/.test(text)) {
    const plain = editsToDocument(text, changes);
    if (plain === undefined) return undefined;
    return {
      ...plain,
      edits: plain.edits.map((edit) => ({ ...edit, newText: edit.newText.replaceAll('\n', lineEnd) })),
    };
  }
  const first = readYamlDocument(text);
  if (hasErrors(first)) return undefined;
  let wanted = nodeValue(first.root, first).value;
  const pieces = new TextPieces(text);
  let isShared = false;
  for (const change of orderChanges(changes)) {
    const before = wanted;
    const after = applyChange(wanted, change);
    if (after === undefined) return undefined;
    wanted = after;
    for (const step of stepsOf(before, change)) {
      const done = makeStep(pieces, step);
      if (done === undefined) return undefined;
      if (done.isShared) isShared = true;
    }
  }
  const isReached = (after: string): boolean => {
    const last = readYamlDocument(after);
    if (hasErrors(last)) return false;
    const reached = nodeValue(last.root, last).value;
    return isShared ? changes.every((change) => isReachedAt(wanted, reached, change)) : isEqualValue(wanted, reached);
  };
  if (isReached(pieces.text)) return { edits: pieces.edits(), isShared };
  // A literal text at the end of a document without a last line break would lose its own.
  const closing = lineEndOf(text);
  if (/[\r\n]$/.test(pieces.text) || !isReached(pieces.text + closing)) return undefined;
  return { edits: withClosing(pieces.edits(), text.length, closing), isShared };
}

/** The edits, and a line break behind everything. */
function withClosing(edits: readonly TextEdit[], end: number, lineBreak: string): readonly TextEdit[] {
  const last = edits.at(-1);
  if (last?.span.end !== end) return [...edits, { span: { start: end, end }, newText: lineBreak }];
  return [...edits.slice(0, -1), { ...last, newText: last.newText + lineBreak }];
}

function hasErrors(document: YamlDocument): boolean {
  return document.problems.some(({ severity }) => severity === 'error');
}

/** Where the text is shared, only the changed places are compared: that others change with them is meant. */
function isReachedAt(wanted: PlainValue, reached: PlainValue, change: ValueChange): boolean {
  const path = change.do === 'remove' || change.do === 'rename-key' ? change.at.slice(0, -1) : change.at;
  return isEqualValue(valueAt(wanted, path), valueAt(reached, path));
}

/** Steps that the text is taken through: each touches one entry, item or scalar. */
type Step =
  | { readonly do: 'write'; readonly at: Path; readonly value: PlainValue }
  | { readonly do: 'write-octal'; readonly at: Path; readonly value: number }
  | { readonly do: 'insert-item'; readonly at: Path; readonly index: number; readonly value: PlainValue }
  | Extract<ValueChange, { readonly do: 'remove' | 'rename-key' | 'replace-part' }>;

function stepsOf(root: PlainValue, change: ValueChange): readonly Step[] {
  if (change.do === 'set' && change.notation === 'octal' && typeof change.value === 'number')
    return [{ do: 'write-octal', at: change.at, value: change.value }];
  if (change.do === 'set') return difference(valueAt(root, change.at), change.value, change.at);
  if (change.do === 'insert') return [{ ...change, do: 'insert-item' }];
  return [change];
}

/** The steps from one value to another that leave what is equal alone. */
function difference(before: PlainValue | undefined, after: PlainValue, at: Path): readonly Step[] {
  if (before === undefined) return [{ do: 'write', at, value: after }];
  if (isEqualValue(before, after)) return [];
  if (isPlainObject(before) && isPlainObject(after) && Object.keys(after).length > 0) {
    const kept = Object.entries(after).flatMap(([key, value]) =>
      difference(Object.hasOwn(before, key) ? before[key] : undefined, value, [...at, key]),
    );
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    return [...kept, ...gone.map((key): Step => ({ do: 'remove', at: [...at, key] }))];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length > 0 && after.length > 0)
    return listDifference(before, after, at);
  return [{ do: 'write', at, value: after }];
}

function listDifference(before: readonly PlainValue[], after: readonly PlainValue[], at: Path): readonly Step[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isEqualValue(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isEqualValue(before[before.length - 1 - tail], after[after.length - 1 - tail]))
    tail += 1;
  const steps: Step[] = [];
  const pairs = shorter - head - tail;
  for (let index = head; index < head + pairs; index += 1)
    steps.push(...difference(before[index], after[index] ?? null, [...at, index]));
  for (let index = head + pairs; index < after.length - tail; index += 1)
    steps.push({ do: 'insert-item', at, index, value: after[index] ?? null });
  for (let index = before.length - tail - 1; index >= head + pairs; index -= 1)
    steps.push({ do: 'remove', at: [...at, index] });
  return steps;
}

interface StepDone {
  readonly isShared: boolean;
}

function makeStep(pieces: TextPieces, step: Step): StepDone | undefined {
  const document = readYamlDocument(pieces.text);
  const { text } = document;
  switch (step.do) {
    case 'write':
      return write(pieces, document, step.at, step.value);
    case 'write-octal':
      return writeOctal(pieces, document, step.at, step.value);
    case 'insert-item':
      return insertInto(pieces, document, step.at, step.index, step.value);
    case 'remove':
      return remove(pieces, document, step.at);
    case 'rename-key': {
      const found = locate(document, step.at, true);
      if (found.depth < step.at.length || found.slot.in !== 'entry') return undefined;
      const isInFlow = found.isInFlow;
      pieces.apply([renameKey(text, found.slot.entry, step.key, isInFlow, styleOf(text, document.root))]);
      return found;
    }
    case 'replace-part':
      return replacePart(pieces, document, step);
  }
}

function write(pieces: TextPieces, document: YamlDocument, path: Path, value: PlainValue): StepDone | undefined {
  const { text } = document;
  const found = locate(document, path, false);
  const style = styleOf(text, document.root, found.node?.type === 'scalar' ? null : found.node);
  if (found.depth === path.length) {
    pieces.apply(replaceValue(text, found, value, style));
    // An alias itself is replaced, so that nobody else sees it; text behind an anchor is seen by all.
    return { isShared: found.isShared || isAnchorUsed(found.written, document) };
  }
  const [step, ...rest] = path.slice(found.depth);
  if (step === undefined) return undefined;
  const missing = wrapped(value, rest);
  if (missing === undefined) return undefined;
  return add(pieces, document, found, path.slice(0, found.depth), step, missing);
}

/** In place of another number: with a leading zero, as file modes are read. JSON has no such numbers. */
function writeOctal(pieces: TextPieces, document: YamlDocument, path: Path, value: number): StepDone | undefined {
  const { text } = document;
  const found = locate(document, path, false);
  const { written } = found;
  if (found.depth < path.length || written?.type !== 'scalar' || styleOf(text, document.root).isJson)
    return write(pieces, document, path, value);
  const span = { start: contentStart(text, written), end: contentEnd(text, written) };
  pieces.apply([{ span, newText: `0${value.toString(8)}` }]);
  return { isShared: found.isShared || isAnchorUsed(written, document) };
}

/** Adds an entry or item to a collection that is there, or writes the whole collection where it is empty. */
function add(
  pieces: TextPieces,
  document: YamlDocument,
  holder: Located,
  path: Path,
  step: string | number,
  value: PlainValue,
): StepDone | undefined {
  const { text } = document;
  const style = styleOf(text, document.root, holder.node);
  if (typeof step === 'number') {
    if (isEmptyCollection(holder.node) && step === 0) {
      pieces.apply(replaceValue(text, holder, [value], style));
      return holder;
    }
    if (holder.node?.type !== 'sequence' || step !== holder.node.items.length) return undefined;
    pieces.apply(insertItem(text, holder.node, step, value, style));
    return shared(holder, document);
  }
  if (isEmptyCollection(holder.node)) {
    pieces.apply(replaceValue(text, holder, { [step]: value }, style));
    return holder;
  }
  if (holder.node?.type !== 'mapping') return undefined;
  pieces.apply(insertEntry(text, holder.node, path, step, value, style));
  return shared(holder, document);
}

function shared(holder: Located, document: YamlDocument): StepDone {
  return {
    isShared: holder.isShared || holder.written !== holder.node || isAnchorUsed(holder.node, document),
  };
}

function insertInto(
  pieces: TextPieces,
  document: YamlDocument,
  path: Path,
  index: number,
  value: PlainValue,
): StepDone | undefined {
  const found = locate(document, path, true);
  if (found.depth < path.length) return write(pieces, document, path, [value]);
  if (isEmptyCollection(found.node)) {
    pieces.apply(replaceValue(document.text, found, [value], styleOf(document.text, document.root)));
    return found;
  }
  if (found.node?.type !== 'sequence') return undefined;
  const style = styleOf(document.text, document.root, found.node);
  pieces.apply(insertItem(document.text, found.node, index, value, style));
  return shared(found, document);
}

function remove(pieces: TextPieces, document: YamlDocument, path: Path): StepDone | undefined {
  const { text } = document;
  const found = locate(document, path, true);
  if (found.depth < path.length) return undefined;
  const { slot } = found;
  const holderPath = path.slice(0, -1);
  if (slot.in === 'entry') {
    if (slot.mapping.entries.length > 1) pieces.apply(removeEntry(text, slot.mapping, slot.entry));
    else pieces.apply(replaceValue(text, locate(document, holderPath, true), {}, styleOf(text, document.root)));
    return found;
  }
  if (slot.in === 'root') return undefined;
  if (slot.list.items.length > 1) pieces.apply(removeItem(text, slot.list, slot.index));
  else pieces.apply(replaceValue(text, locate(document, holderPath, true), [], styleOf(text, document.root)));
  return found;
}

function replacePart(
  pieces: TextPieces,
  document: YamlDocument,
  step: Extract<Step, { readonly do: 'replace-part' }>,
): StepDone | undefined {
  const found = locate(document, step.at, true);
  const { node } = found;
  if (found.depth < step.at.length || node?.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const whole = node.value.slice(0, step.part.start) + step.text + node.value.slice(step.part.end);
  const span = spanOfPart(document.text, node, step.part);
  const newText = span === undefined ? undefined : partText(step.text, whole, node.style, found.isInFlow);
  if (span === undefined || newText === undefined) {
    const style = styleOf(document.text, document.root);
    pieces.apply(replaceValue(document.text, { ...found, written: node }, whole, style));
  } else pieces.apply([{ span, newText }]);
  return shared(found, document);
}

/** The part as it is written in a scalar of that style, or undefined where the whole scalar must be written anew. */
function partText(part: string, whole: string, style: string, isInFlow: boolean): string | undefined {
  if (style === 'double-quoted') return doubleQuotedInner(part);
  if (part.includes('\n') || part.includes('\r')) return undefined;
  if (style === 'single-quoted') return part.replaceAll("'", "''");
  if (style === 'plain') return isPlainText(whole, isInFlow) ? part : undefined;
  return part;
}

/** The value inside of the mappings and lists that a path still lacks. */
function wrapped(value: PlainValue, path: Path): PlainValue | undefined {
  let result = value;
  for (const step of [...path].reverse()) {
    if (typeof step === 'number') {
      if (step !== 0) return undefined;
      result = [result];
    } else result = { [step]: result };
  }
  return result;
}
