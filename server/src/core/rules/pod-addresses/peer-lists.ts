// Lists of a set's Pods in one text: `1@db-0.db:9093,2@db-1.db:9093`, one per line, JSON. A list is only what repeats
// one pattern with rising ordinals; then it can be written anew for another number of replicas.

import type { KnownAddress } from './known-addresses.ts';

export interface PeerList {
  readonly addresses: readonly KnownAddress[];
  /** From the first element's start to the last one's end, in the text. */
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  /** Whether each element has a number or name of its own before the address, as lists of all members have. */
  readonly isNumbered: boolean;
  readonly write: (ordinals: Iterable<number>) => string;
}

/** The lists of one text; `addresses` are those of that text, from left to right. */
export function peerListsOf(text: string, addresses: readonly KnownAddress[]): readonly PeerList[] {
  const lists: PeerList[] = [];
  let from = 0;
  while (from < addresses.length) {
    let to = from + 1;
    while (to < addresses.length && continues(text, addresses[to - 1], addresses[to])) to++;
    const list = to - from < 2 ? undefined : readList(text, addresses.slice(from, to));
    if (list !== undefined) lists.push(list);
    from = to;
  }
  return lists;
}

function continues(text: string, before: KnownAddress | undefined, after: KnownAddress | undefined): boolean {
  if (before?.raw.last === undefined || after?.raw.first === undefined || after.set !== before.set) return false;
  if (after.raw.first !== after.raw.last || after.raw.first !== before.raw.last + 1) {
    // `db-0=http://db-0.db` names the Pod twice.
    if (after.raw.first !== before.raw.first || before.service !== undefined) return false;
  }
  return text.slice(before.raw.end, after.raw.start).length <= 80;
}

function readList(text: string, group: readonly KnownAddress[]): PeerList | undefined {
  const hosts = group.some(({ service }) => service !== undefined)
    ? group.filter(({ service }) => service !== undefined)
    : group;
  const [one, two] = hosts;
  const last = hosts.at(-1);
  if (one?.raw.first === undefined || two === undefined || last?.raw.last === undefined) return undefined;
  const between = text.slice(one.raw.end, two.raw.start);
  const separator = /["'\]]?\s*[,;\n]+\s*(?:-\s+)?["']?|\s+/.exec(between);
  if (separator === null) return undefined;
  const tail = between.slice(0, separator.index);
  const headOfTwo = between.slice(separator.index + separator[0].length);
  const headLength = headOfTwo.length;
  const head = headFor(headOfTwo, two.raw.first ?? 0);
  if (head === undefined) return undefined;
  const body = bodyFor(text.slice(one.raw.start, one.raw.end), one.raw.first);
  const element = (ordinal: number) => `${head(ordinal)}${body(ordinal)}${tail}`;
  const written = (ordinals: Iterable<number>) => [...ordinals].map(element).join(separator[0]);
  const firstHead = head(one.raw.first).length;
  const start = one.raw.start - firstHead;
  const end = last.raw.end + (text.startsWith(tail, last.raw.end) ? tail.length : 0);
  if (start < 0 || text.slice(start, end) !== written(hosts.map(({ raw }) => raw.first ?? 0))) return undefined;
  return {
    addresses: hosts,
    start,
    end,
    first: one.raw.first,
    last: last.raw.last,
    isNumbered: headLength > 0 && /\d/.test(headOfTwo),
    write: written,
  };
}

/** `2@` of ordinal 1 becomes a function that gives `3@` for ordinal 2; without digits it stays as it is. */
function headFor(head: string, ordinal: number): ((ordinal: number) => string) | undefined {
  const numbers = [...head.matchAll(/\d+/g)];
  const number = numbers.at(0);
  if (number === undefined) return () => head;
  if (numbers.length > 1) return undefined;
  const shift = Number(number[0]) - ordinal;
  return (other) => head.slice(0, number.index) + String(other + shift) + head.slice(number.index + number[0].length);
}

function bodyFor(body: string, ordinal: number): (ordinal: number) => string {
  const at = body.search(new RegExp(`-${ordinal}(?!\\d)`));
  return (other) => `${body.slice(0, at + 1)}${other}${body.slice(at + 1 + String(ordinal).length)}`;
}
