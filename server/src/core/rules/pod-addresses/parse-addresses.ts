// Finds what looks like the address of a StatefulSet's Pod in a text, in all the styles that manifests use: with and
// without namespace and domain, final dot, port, variables in place of a part, ellipsis. Whether a set of that name
// exists is not known here, so most of what is found is no address at all.

export interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Positions count UTF-16 code units of the text. */
export interface RawAddress {
  /** Name of the set; empty where a variable stands for the Pod's own name, or only the suffix is written. */
  readonly set: string;
  /** Both the same for one Pod; `undefined` for the Pod's own name. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** The ordinal, or the range in braces. */
  readonly ordinal: Part | undefined;
  /** Service, namespace, `svc` and the labels of the domain, as far as written. */
  readonly labels: readonly Part[];
  readonly port: Part | undefined;
  readonly start: number;
  readonly end: number;
}

const label = String.raw`(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?|\$\([A-Za-z_0-9]+\)|\$\{[A-Za-z_][^{}\s]*\}|\$[A-Za-z_][A-Za-z_0-9]*|\{\{[^{}]*\}\})`;
const suffix = String.raw`(?<labels>(?:\.${label})*)\.?(?::(?<port>\d{1,5})(?!\d))?`;
const named = String.raw`(?<set>[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)-(?:(?<ordinal>\d{1,10})|\{(?<first>\d{1,10})\.{2,3}(?<last>\d{1,10})\})(?![-\w])`;
const own = String.raw`(?<own>\$\((?:MY_)?(?:K8S_)?(?:POD_?NAME|HOSTNAME)\)|\$\{?(?:HOSTNAME|POD_NAME|MY_POD_NAME)\}?(?![A-Za-z_0-9]))`;

/** All candidates, from left to right. Comment lines of configuration files are passed over. */
export function parseAddresses(text: string): readonly RawAddress[] {
  if (!/-[\d{]|HOSTNAME|POD_?NAME|^\./.test(text)) return [];
  const found: RawAddress[] = [];
  const pattern = new RegExp(`(?<![-\\w.])(?:${named}|${own})${suffix}`, 'gd');
  let line = lineFrom(text, 0);
  for (const match of text.matchAll(pattern)) {
    const groups = match.indices?.groups;
    // Matches come from left to right, so that each line is looked at once.
    while (match.index >= line.end) line = lineFrom(text, line.end);
    if (groups === undefined || line.isComment) continue;
    found.push(asAddress(text, match, groups));
  }
  const alone = new RegExp(`^(?=\\.)${suffix}$`, 'd').exec(text);
  if (alone?.indices?.groups !== undefined && /\.svc(\.|$)/.test(text))
    found.push(asAddress(text, alone, alone.indices.groups));
  return found;
}

function asAddress(
  text: string,
  match: RegExpMatchArray,
  groups: Readonly<Record<string, [number, number]>>,
): RawAddress {
  const part = (name: string): Part | undefined => {
    const span = groups[name];
    return span === undefined ? undefined : { text: text.slice(span[0], span[1]), start: span[0], end: span[1] };
  };
  const start = match.index ?? 0;
  const ordinal = part('ordinal');
  const first = part('first');
  const last = part('last');
  const range =
    first && last
      ? { text: text.slice(first.start - 1, last.end + 1), start: first.start - 1, end: last.end + 1 }
      : undefined;
  return {
    set: part('set')?.text ?? '',
    first: numberOf(ordinal ?? first),
    last: numberOf(ordinal ?? last),
    ordinal: ordinal ?? range,
    labels: labelsOf(part('labels')),
    port: part('port'),
    start,
    end: start + match[0].length,
  };
}

function numberOf(part: Part | undefined): number | undefined {
  return part === undefined ? undefined : Number(part.text);
}

function labelsOf(part: Part | undefined): readonly Part[] {
  const labels: Part[] = [];
  if (part === undefined) return labels;
  for (const match of part.text.matchAll(new RegExp(`\\.(${label})`, 'g'))) {
    const start = part.start + match.index + 1;
    labels.push({ text: match[1] ?? '', start, end: start + (match[1]?.length ?? 0) });
  }
  return labels;
}

interface Line {
  readonly end: number;
  readonly isComment: boolean;
}

function lineFrom(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length + 1 : newline + 1;
  return { end, isComment: /^\s*(#|\/\/|;|--\s)/.test(text.slice(start, Math.min(end, start + 200))) };
}

/** Whether a label is written out, so that something can be said about it. */
export function isLiteral(part: Part | undefined): part is Part {
  return part !== undefined && !/[${]/.test(part.text);
}
