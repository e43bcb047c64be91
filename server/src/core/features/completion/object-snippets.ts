// Whole objects, where a document is still empty: a StatefulSet with its headless Service, and what goes with the
// StatefulSets that the file has already, under their names and labels.

import type { Span } from '../../text/span.ts';
import { knownKindOf } from '../../workspace/known-kinds.ts';
import type { FileName, Resource, Snapshot } from '../../workspace/snapshot.ts';
import type { CompletionItem } from './completion.ts';
import { escapeSnippet, type SnippetStyle } from './skeleton.ts';

/** Snippets for the start of an empty document of a file. */
export function objectSnippets(
  snapshot: Snapshot,
  file: FileName,
  style: SnippetStyle,
  replaced: Span,
): readonly CompletionItem[] {
  const sets = statefulSetsOf(snapshot, file);
  const drafts = [
    { label: 'StatefulSet with headless Service', lines: statefulSetLines(style) },
    ...sets.flatMap((set) => companionDrafts(set, style)),
  ];
  return drafts.map(({ label, lines }, index) => ({
    label,
    is: 'object',
    snippet: `${lines.join(style.lineEnd)}${style.lineEnd}`,
    replaced,
    order: `1${index}`,
  }));
}

function statefulSetsOf(snapshot: Snapshot, file: FileName): readonly Resource<'StatefulSet'>[] {
  const manifests = snapshot.files.get(file)?.documents.flatMap(({ document }) => document.manifests) ?? [];
  return manifests.flatMap((manifest) => {
    if (knownKindOf(manifest) !== 'StatefulSet') return [];
    const resource = snapshot.resourceOf(file, manifest);
    // The kind was asked for above.
    return resource && resource.name !== '' ? [resource as Resource<'StatefulSet'>] : [];
  });
}

/** A place where the person goes on writing; equal numbers are written together. */
function stop(number: number, text: string): string {
  return `\${${number}:${text}}`;
}

/** Lines with levels of indentation, so that every file gets its own step. */
type Line = readonly [level: number, text: string];

function indented(lines: readonly Line[], style: SnippetStyle): readonly string[] {
  return lines.map(([level, text]) => `${' '.repeat(level * style.step)}${text}`);
}

/** Dashes stand where the file has them: below the key or deeper. */
function item(level: number, lines: readonly string[], style: SnippetStyle): readonly string[] {
  const margin = ' '.repeat(level * style.step + style.dashIndent);
  return lines.map((line, index) => `${margin}${index === 0 ? '- ' : '  '}${line}`);
}

function statefulSetLines(style: SnippetStyle): readonly string[] {
  const inner = ' '.repeat(style.step);
  const dash = ' '.repeat(style.dashIndent);
  return [
    'apiVersion: v1',
    'kind: Service',
    ...indented(
      [
        [0, 'metadata:'],
        [1, `name: ${stop(1, 'web')}`],
        [0, 'spec:'],
        [1, 'clusterIP: None'],
        [1, 'selector:'],
        [2, `app: ${stop(1, 'web')}`],
        [1, 'ports:'],
      ],
      style,
    ),
    ...item(1, [`name: ${stop(2, 'http')}`, `port: ${stop(3, '80')}`], style),
    '---',
    'apiVersion: apps/v1',
    'kind: StatefulSet',
    ...indented(
      [
        [0, 'metadata:'],
        [1, `name: ${stop(1, 'web')}`],
        [0, 'spec:'],
        [1, `serviceName: ${stop(1, 'web')}`],
        [1, `replicas: ${stop(4, '3')}`],
        [1, 'selector:'],
        [2, 'matchLabels:'],
        [3, `app: ${stop(1, 'web')}`],
        [1, 'template:'],
        [2, 'metadata:'],
        [3, 'labels:'],
        [4, `app: ${stop(1, 'web')}`],
        [2, 'spec:'],
        [3, 'containers:'],
      ],
      style,
    ),
    ...item(
      3,
      [
        `name: ${stop(1, 'web')}`,
        `image: ${stop(5, 'nginx:1.27')}`,
        'ports:',
        `${dash}- name: ${stop(2, 'http')}`,
        `${dash}  containerPort: ${stop(3, '80')}`,
        'volumeMounts:',
        `${dash}- name: ${stop(6, 'data')}`,
        `${dash}  mountPath: ${stop(7, '/data')}`,
      ],
      style,
    ),
    ...indented([[1, 'volumeClaimTemplates:']], style),
    ...item(
      1,
      [
        'metadata:',
        `${inner}name: ${stop(6, 'data')}`,
        'spec:',
        `${inner}accessModes:`,
        `${inner}${dash}- ReadWriteOnce`,
        `${inner}resources:`,
        `${inner}${inner}requests:`,
        `${inner}${inner}${inner}storage: ${stop(8, '1Gi')}`,
      ],
      style,
    ),
  ];
}

interface Draft {
  readonly label: string;
  readonly lines: readonly string[];
}

function companionDrafts(set: Resource<'StatefulSet'>, style: SnippetStyle): readonly Draft[] {
  const labels = Object.entries(set.object.spec?.selector?.matchLabels ?? {});
  if (labels.length === 0) return [];
  const name = escapeSnippet(set.name);
  const namespace: readonly Line[] =
    set.manifest.namespace === undefined ? [] : [[1, `namespace: ${escapeSnippet(set.manifest.namespace)}`]];
  const labelLines = (level: number): readonly Line[] =>
    labels.map(([key, value]) => [level, `${plainOrQuoted(key)}: ${plainOrQuoted(String(value))}`]);
  const serviceName = set.object.spec?.serviceName;
  const budget = indented(
    [
      [0, 'apiVersion: policy/v1'],
      [0, 'kind: PodDisruptionBudget'],
      [0, 'metadata:'],
      [1, `name: ${name}`],
      ...namespace,
      [0, 'spec:'],
      [1, `maxUnavailable: ${stop(1, '1')}`],
      [1, 'selector:'],
      [2, 'matchLabels:'],
      ...labelLines(3),
    ],
    style,
  );
  const service = [
    ...indented(
      [
        [0, 'apiVersion: v1'],
        [0, 'kind: Service'],
        [0, 'metadata:'],
        [1, `name: ${escapeSnippet(typeof serviceName === 'string' && serviceName !== '' ? serviceName : set.name)}`],
        ...namespace,
        [0, 'spec:'],
        [1, 'clusterIP: None'],
        [1, 'selector:'],
        ...labelLines(2),
        [1, 'ports:'],
      ],
      style,
    ),
    ...item(1, portLines(set), style),
  ];
  return [
    { label: `Headless Service for ${set.name}`, lines: service },
    { label: `PodDisruptionBudget for ${set.name}`, lines: budget },
  ];
}

/** The first port of the Pods, or places for one. */
function portLines(set: Resource<'StatefulSet'>): readonly string[] {
  const port = set.object.spec?.template?.spec?.containers?.flatMap((container) => container?.ports ?? [])[0];
  if (port?.containerPort === undefined) return [`name: ${stop(1, 'http')}`, `port: ${stop(2, '80')}`];
  return [`name: ${escapeSnippet(port.name ?? stop(1, 'http'))}`, `port: ${port.containerPort}`];
}

/** Keys and values of labels are texts; what YAML reads as something else needs quotes. */
function plainOrQuoted(text: string): string {
  const isPlain = /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:y|yes|n|no|on|off|true|false|null)$/i.test(text);
  return isPlain ? text : `"${escapeSnippet(text)}"`;
}
