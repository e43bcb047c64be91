// What a change means for the plain value: the yardstick for every edit of the text.

import { isPlainObject, type Path, type PlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';

/** A change to one value, at a path from its root. */
export type ValueChange =
  | { readonly do: 'set'; readonly at: Path; readonly value: PlainValue; readonly notation?: 'octal' }
  | { readonly do: 'insert'; readonly at: Path; readonly index: number; readonly value: PlainValue }
  | { readonly do: 'remove'; readonly at: Path }
  | { readonly do: 'rename-key'; readonly at: Path; readonly key: string }
  | {
      readonly do: 'replace-part';
      readonly at: Path;
      readonly part: { readonly start: number; readonly end: number };
      readonly text: string;
    };

/**
 * All paths speak of the value as it was before any of the changes. Returns them in an order in which each still finds
 * its place: values first, then what moves other places, the last place first.
 */
export function orderChanges<C extends ValueChange>(changes: readonly C[]): readonly C[] {
  const settled = changes.filter(({ do: kind }) => kind === 'set' || kind === 'replace-part');
  const moving = changes.filter(({ do: kind }) => kind !== 'set' && kind !== 'replace-part');
  // Stable for equal places after the turn: of two items put in at one index the first given comes first.
  const ordered = [...moving].reverse().sort((a, b) => comparePaths(placeOf(b), placeOf(a)));
  // Two parts of one text: the later one first, so that the earlier keeps its place.
  const parts = [...settled].sort((a, b) =>
    a.do === 'replace-part' && b.do === 'replace-part' && comparePaths(a.at, b.at) === 0
      ? b.part.start - a.part.start
      : 0,
  );
  return [...parts, ...ordered];
}

function placeOf(change: ValueChange): Path {
  return change.do === 'insert' ? [...change.at, change.index] : change.at;
}

/** By steps; what is deeper comes behind what holds it. */
function comparePaths(a: Path, b: Path): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const left = a[index] ?? '';
    const right = b[index] ?? '';
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}

/** The value after one change, or undefined where the change finds no place. */
export function applyChange(root: PlainValue, change: ValueChange): PlainValue | undefined {
  switch (change.do) {
    case 'set':
      return setAt(root, change.at, change.value);
    case 'insert':
      return updateAt(root, change.at, (list) => {
        if (list === undefined || list === null) return [change.value];
        if (!Array.isArray(list)) return undefined;
        const index = Math.min(change.index, list.length);
        return [...list.slice(0, index), change.value, ...list.slice(index)];
      });
    case 'remove':
      return removeAt(root, change.at);
    case 'rename-key':
      return renameAt(root, change.at, change.key);
    case 'replace-part':
      return updateAt(root, change.at, (text) =>
        typeof text === 'string'
          ? text.slice(0, change.part.start) + change.text + text.slice(change.part.end)
          : undefined,
      );
  }
}

function setAt(root: PlainValue, path: Path, value: PlainValue): PlainValue | undefined {
  return updateAt(root, path, () => value);
}

/** Replaces the value at a path; missing mappings on the way are made, and a list may grow by one item at its end. */
function updateAt(
  root: PlainValue | undefined,
  path: Path,
  update: (value: PlainValue | undefined) => PlainValue | undefined,
): PlainValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return update(root);
  if (typeof step === 'number') {
    const list: PlainValue | undefined = root === undefined || root === null ? [] : root;
    if (!Array.isArray(list) || step > list.length) return undefined;
    const changed = updateAt(list[step], rest, update);
    return changed === undefined ? undefined : [...list.slice(0, step), changed, ...list.slice(step + 1)];
  }
  const object = root === undefined || root === null ? newObject({}) : root;
  if (!isPlainObject(object)) return undefined;
  const changed = updateAt(Object.hasOwn(object, step) ? object[step] : undefined, rest, update);
  return changed === undefined ? undefined : newObject({ ...object, [step]: changed });
}

function removeAt(root: PlainValue, path: Path): PlainValue | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  return updateAt(root, path.slice(0, -1), (holder) => {
    if (Array.isArray(holder) && typeof last === 'number')
      return last < holder.length ? holder.filter((_, index) => index !== last) : undefined;
    if (!isPlainObject(holder) || typeof last !== 'string' || !Object.hasOwn(holder, last)) return undefined;
    return newObject(Object.fromEntries(Object.entries(holder).filter(([key]) => key !== last)));
  });
}

function renameAt(root: PlainValue, path: Path, key: string): PlainValue | undefined {
  const last = path.at(-1);
  if (typeof last !== 'string') return undefined;
  return updateAt(root, path.slice(0, -1), (holder) => {
    if (!isPlainObject(holder) || !Object.hasOwn(holder, last)) return undefined;
    if (key !== last && Object.hasOwn(holder, key)) return undefined;
    return newObject(
      Object.fromEntries(Object.entries(holder).map(([name, value]) => [name === last ? key : name, value])),
    );
  });
}

function newObject(entries: PlainObject): PlainObject {
  return Object.assign(Object.create(null), entries);
}

/** Equal as JSON is: the order of keys does not count. */
export function isEqualValue(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqualValue(item, b[index]));
  if (!isPlainObject(a) || !isPlainObject(b)) return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqualValue(a[key], b[key]))
  );
}
