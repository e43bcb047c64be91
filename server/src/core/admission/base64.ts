// Base64 as Go's standard decoder reads it, which tells where the first wrong character is.

const alphabet = /^[A-Za-z0-9+/]$/;

/**
 * The offset that `illegal base64 data at input byte N` names, in bytes of UTF-8, or nothing where the text is fine.
 * Line breaks are skipped; padding is required and nothing may follow it. Rule J5.
 * Source: Go `encoding/base64`, `decodeQuantum`.
 */
export function base64ErrorOffset(text: string): number | undefined {
  const bytes = /^[\x20-\x7e\r\n\t]*$/.test(text) ? text : asciiOf(text);
  let at = 0;
  for (;;) {
    let inGroup = 0;
    for (; inGroup < 4; inGroup += 1) {
      while (bytes[at] === '\n' || bytes[at] === '\r') at += 1;
      const character = bytes[at];
      if (character === undefined) return inGroup === 0 ? undefined : at - inGroup;
      at += 1;
      if (alphabet.test(character)) continue;
      if (character !== '=') return at - 1;
      return paddingErrorOffset(bytes, at, inGroup);
    }
  }
}

/** @param at offset behind the first `=`, which was met with `inGroup` characters of its group before it */
function paddingErrorOffset(bytes: string, start: number, inGroup: number): number | undefined {
  let at = start;
  if (inGroup < 2) return at - 1;
  if (inGroup === 2) {
    while (bytes[at] === '\n' || bytes[at] === '\r') at += 1;
    if (at === bytes.length) return bytes.length;
    if (bytes[at] !== '=') return at - 1;
    at += 1;
  }
  while (bytes[at] === '\n' || bytes[at] === '\r') at += 1;
  return at < bytes.length ? at : undefined;
}

/** One character per byte of UTF-8, so that positions are offsets in bytes. */
function asciiOf(text: string): string {
  let ascii = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    ascii += code < 0x80 ? character : '?'.repeat(code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }
  return ascii;
}
