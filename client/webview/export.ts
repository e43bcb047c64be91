// The picture of one moment as a file: SVG, Markdown with a Mermaid diagram, JSON.

import type { ClaimPicture, Picture, PodPicture } from './picture.ts';
import { claimState, podState, texts } from './texts/en.ts';

const COLUMN = 230;
const GAP = 14;
const LINE = 18;
const MOST_DRAWN = 120;

/** A drawing that stands alone; text stays text. */
export function exportPicture(picture: Picture): string {
  const pods = picture.pods.slice(0, MOST_DRAWN);
  const columns = Math.max(1, Math.min(pods.length, 5));
  const width = columns * (COLUMN + GAP) + GAP;
  const parts: string[] = [];
  let y = GAP;
  for (const service of picture.services) {
    const details = [service.isHeadless ? texts.headless : texts.clusterIp, service.ports].filter(Boolean).join(' · ');
    parts.push(box(GAP, y, width - 2 * GAP, 44, [service.name, details]));
    y += 44 + GAP;
  }
  for (let first = 0; first < pods.length; first += columns) {
    const row = pods.slice(first, first + columns);
    const blocks = row.map(podLines);
    const height = Math.max(...blocks.map((lines) => lines.length)) * LINE + 14;
    blocks.forEach((lines, column) => {
      parts.push(box(GAP + column * (COLUMN + GAP), y, COLUMN, height, lines));
    });
    y += height + GAP;
  }
  const omitted = picture.omitted + picture.pods.length - pods.length;
  if (omitted > 0) {
    parts.push(`<text x="${GAP}" y="${y + 12}">${escaped(texts.omitted(omitted))}</text>`);
    y += 30;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="13" fill="#1f2328">`,
    `<title>${escaped(`${picture.namespace}/${picture.name}`)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function podLines(pod: PodPicture): string[] {
  return [
    `${pod.name}: ${podState[pod.state]}`,
    [pod.node, pod.image].filter(Boolean).join(' · '),
    ...pod.claims.flatMap((claim) => [`└ ${claim.name}: ${claimState[claim.state]}`, `   ${volumeText(claim)}`]),
  ];
}

function volumeText(claim: ClaimPicture): string {
  const { volume } = claim;
  if (!volume) return claim.reason;
  return [volume.name, volume.size, volume.storageClass].filter(Boolean).join(' · ');
}

function box(x: number, y: number, width: number, height: number, lines: readonly string[]): string {
  const rows = lines.map(
    (line, index) =>
      `<text x="${x + 10}" y="${y + 20 + index * LINE}"${index === 0 ? ' font-weight="bold"' : ''}>${escaped(cut(line, width))}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="#f6f8fa" stroke="#8c959f"/>\n${rows.join('\n')}`;
}

/** As much of a line as fits; a character of this font is about 7 wide. */
function cut(line: string, width: number): string {
  const most = Math.floor((width - 20) / 7);
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** For a pull request or a runbook. */
export function exportMarkdown(picture: Picture): string {
  const pods = picture.pods.slice(0, MOST_DRAWN);
  const lines = [
    `# ${inline(`${picture.namespace}/${picture.name}`)}`,
    '',
    '```mermaid',
    'flowchart TD',
    ...picture.services.map((service, index) => `  s${index}["${quoted(service.name)}"]`),
    ...pods.flatMap((pod, index) => [
      ...picture.services.flatMap((service, position) =>
        service.selected > 0
          ? [`  s${position} --> p${index}["${quoted(pod.name)}"]`]
          : [`  p${index}["${quoted(pod.name)}"]`],
      ),
      ...pod.claims.flatMap((claim, position) => [
        `  p${index} --> c${index}_${position}["${quoted(claim.name)}"]`,
        ...(claim.volume
          ? [`  c${index}_${position} --> v${index}_${position}[("${quoted(claim.volume.name)}")]`]
          : []),
      ]),
    ]),
    '```',
    '',
    '| Pod | State | Name | Claims and volumes |',
    '| --- | --- | --- | --- |',
    ...pods.map(
      (pod) =>
        `| ${inline(pod.name)} | ${podState[pod.state]} | ${inline(pod.fullName)} | ${pod.claims
          .map((claim) => inline(`${claim.name} → ${claim.volume?.name ?? claimState[claim.state]}`))
          .join('<br>')} |`,
    ),
    '',
    `| ${texts.nameColumns.name} | ${texts.nameColumns.type} | ${texts.nameColumns.answer} |`,
    '| --- | --- | --- |',
    ...picture.names
      .slice(0, MOST_DRAWN)
      .map((name) => `| ${inline(name.name)} | ${name.type} | ${inline(name.answers.join(', ') || name.reason)} |`),
    '',
  ];
  return lines.join('\n');
}

function inline(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, (character) => `\\${character}`).replaceAll('\n', ' ');
}

function quoted(text: string): string {
  return text.replaceAll('"', '#quot;').replaceAll('\n', ' ');
}

/** The whole picture, for programs. */
export function exportJson(picture: Picture): string {
  return `${JSON.stringify(picture, null, 2)}\n`;
}
