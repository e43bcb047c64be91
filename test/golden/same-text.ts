// When two texts of a cause are equal: up to printed Go structures and the differences of two states.

/** Whether the server's text and ours say the same. */
export function sameText(recorded: string, found: string): boolean {
  return recorded === found || withoutDump(recorded) === withoutDump(found);
}

/** The field without the position of a template's volume, which is arbitrary on the server. */
export function withoutVolumeIndex(field: string): string {
  return field.replace(/(spec\.template\.spec\.volumes)\[\d+\]/, '$1[*]');
}

const dump = /^(Invalid value|Unsupported value|Duplicate value): (?:[{[]|map\[|\[\]|\(?\*?[a-z0-9]+\.[A-Z]|null)/;

function withoutDump(text: string): string {
  const first = text.split('\n')[0] ?? text;
  const kept = dump.exec(first);
  if (!kept) return first;
  const end = Math.max(first.lastIndexOf('}: '), first.lastIndexOf(']: '), first.lastIndexOf('): '), first.indexOf('null: ') + 3);
  return `${kept[1]}: …${end < 0 ? '' : first.slice(end + 1)}`;
}
