import type { KnownKind } from '../kubernetes/objects.ts';
import { isPlainObject, type Path, type PlainValue } from '../kubernetes/plain-value.ts';
import { defineRule, type Finding, type Rule } from './rule.ts';

/** `places` are all places of placeholders, the first one included. */
type Facts = { text: string; more: number; places: (string | number)[][] };

/**
 * Said once for an object, instead of the refusals that follow from it. `${VAR}` is ordinary in what a shell or the
 * application reads, and so are braces and angles there: those fields are passed over.
 */
export const placeholderLeft: Rule = defineRule<KnownKind, Facts>({
  id: 'placeholder-left',
  family: 'yaml',
  severity: 'info',
  kinds: [
    'StatefulSet',
    'Service',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'StorageClass',
    'PodDisruptionBudget',
    'HorizontalPodAutoscaler',
    'Deployment',
    'DaemonSet',
    'Job',
    'CronJob',
    'Pod',
    'ServiceAccount',
    'Namespace',
    'NetworkPolicy',
  ],
  since: '0.1.0',
  reference: 'concepts/overview/working-with-objects/names/',
  *check({ manifest }) {
    const places = [...placeholdersIn(manifest.value, [])];
    const [first] = places;
    if (first === undefined) return;
    yield {
      at: first.at,
      facts: { text: first.text, more: places.length - 1, places: places.map(({ at }) => [...at]) },
      ...(places.length > 1 ? { text: 'several' } : {}),
    };
  },
  fixes: {},
});

/** The places of all placeholders that a finding speaks of; none where it is another rule's. */
export function placeholdersOf(finding: Finding): readonly Path[] {
  const places = finding.rule === placeholderLeft.id ? finding.facts['places'] : undefined;
  if (!Array.isArray(places)) return [];
  return places.map((place: PlainValue) =>
    Array.isArray(place) ? place.filter((step) => typeof step === 'string' || typeof step === 'number') : [],
  );
}

/** Fields whose texts a shell, the application or a driver reads. */
const FREE_TEXTS: ReadonlySet<string> = new Set([
  'annotations',
  'args',
  'command',
  'env',
  'httpHeaders',
  'parameters',
  'subPathExpr',
  'volumeAttributes',
]);

/** Longer texts are no fields of the API that somebody fills in. */
const LONGEST = 300;

function* placeholdersIn(value: PlainValue, at: Path): Iterable<{ readonly at: Path; readonly text: string }> {
  if (typeof value === 'string') {
    const text = value.length <= LONGEST ? placeholderIn(value) : undefined;
    if (text !== undefined) yield { at, text };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* placeholdersIn(item, [...at, index]);
  } else if (isPlainObject(value)) {
    for (const [key, item] of Object.entries(value))
      if (!FREE_TEXTS.has(key)) yield* placeholdersIn(item, [...at, key]);
  }
}

function placeholderIn(text: string): string | undefined {
  if (/^x{4,}$/i.test(text)) return text;
  if (text.includes('${')) return /\$\{[A-Za-z_]\w*(?:(?::?[-=?]|:)[^{}]*)?\}/.exec(text)?.[0];
  return text.includes('<') ? /<[A-Za-z][^<>]*>/.exec(text)?.[0] : undefined;
}
