// Markdown for documentation, from texts that are no Markdown: everything that could become a link, an image, markup or
// HTML is escaped. Text between backticks is code, as in the API's texts.

/** A text as Markdown: code spans, paragraphs and lists stay, everything else is shown as it is. */
export function markdownText(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : escapeMarkdown(piece)))
    .join('');
}

/** Takes away the meaning of every character that has one in Markdown or HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (character) => `\\${character}`)
    .replace(/^( *)(\d+)([.)])/gm, '$1$2\\$3');
}

/** A value as code, whatever it holds. */
export function codeSpan(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A link to one of our own addresses. */
export function link(title: string, address: string): string {
  return `[${escapeMarkdown(title)}](${address})`;
}
