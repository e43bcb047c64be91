// Recognises text that a template engine still has to fill in.

/** Actions that only a Helm chart has, wherever they stand. */
const chartAction = /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities)\b|include\s+")/;
const actionLine = /^(?:-\s+)*\{\{/;
const actionValue = /^[^'"#]*:\s+\{\{/;

/**
 * Whether a text is a Go template rather than YAML: an action where YAML has structure. Actions inside of quoted or
 * block scalars belong to the application and are ordinary text, unless only a chart knows what they name.
 */
export function isTemplate(text: string): boolean {
  const first = text.indexOf('{{');
  if (first < 0) return false;
  let blockIndent = -1;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    start = end + 1;
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    const isInBlock = blockIndent >= 0 && indent > blockIndent;
    if (!isInBlock) blockIndent = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/.test(line) ? indent : -1;
    if (!content.includes('{{')) continue;
    if (chartAction.test(content)) return true;
    if (!isInBlock && (actionLine.test(content) || actionValue.test(content))) return true;
  }
  return false;
}
