// The texts in which people write addresses of Pods: environment, arguments, annotations, ConfigMaps. What is not here:
// Secrets (nobody's business), and texts inside images.

import type { Path } from '../../kubernetes/plain-value.ts';
import type { Resource } from '../../workspace/snapshot.ts';
import { containersOf, isKind, podTemplateOf } from '../pod-templates.ts';

export interface PlacedText {
  readonly text: string;
  readonly at: Path;
  /** What the text is called: the variable, the annotation, the key; empty for arguments. */
  readonly label: string;
}

const byResource = new WeakMap<Resource, readonly PlacedText[]>();

/** All texts of a workload or ConfigMap that may hold addresses; those of other kinds are none. */
export function placedTextsOf(resource: Resource): readonly PlacedText[] {
  const known = byResource.get(resource);
  if (known !== undefined) return known;
  const texts = isKind(resource, 'ConfigMap') ? configMapTexts(resource) : templateTexts(resource);
  byResource.set(resource, texts);
  return texts;
}

function configMapTexts(resource: Resource<'ConfigMap'>): readonly PlacedText[] {
  return Object.entries(resource.object.data ?? {}).map(([key, text]) => ({ text, at: ['data', key], label: key }));
}

function templateTexts(resource: Resource): readonly PlacedText[] {
  const template = podTemplateOf(resource);
  if (template === undefined) return [];
  const texts: PlacedText[] = [];
  for (const [key, text] of Object.entries(template.annotations))
    texts.push({ text, at: [...template.at, 'metadata', 'annotations', key], label: key });
  for (const { container, at } of containersOf(template)) {
    for (const [index, { name, value }] of (container.env ?? []).entries())
      if (value) texts.push({ text: value, at: [...at, 'env', index, 'value'], label: name });
    for (const field of ['command', 'args'] as const)
      for (const [index, text] of (container[field] ?? []).entries())
        texts.push({ text, at: [...at, field, index], label: '' });
  }
  return texts;
}
