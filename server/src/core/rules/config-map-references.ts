// Where a Pod template names ConfigMaps, and the keys that it wants of them.

import type { Path } from '../kubernetes/plain-value.ts';
import { containersOf, type PodTemplate } from './pod-templates.ts';

export interface ConfigMapReference {
  readonly name: string;
  /** Where the name stands. */
  readonly at: Path;
  readonly keys: readonly { readonly key: string; readonly at: Path }[];
  readonly isOptional: boolean;
}

export function configMapReferences(template: PodTemplate): readonly ConfigMapReference[] {
  const found: ConfigMapReference[] = [];
  const add = (
    source:
      | { readonly name?: string; readonly optional?: boolean; readonly items?: readonly { readonly key: string }[] }
      | undefined,
    at: Path,
  ): void => {
    if (!source?.name) return;
    const keys = (source.items ?? []).map(({ key }, index) => ({ key, at: [...at, 'items', index, 'key'] }));
    found.push({ name: source.name, at: [...at, 'name'], keys, isOptional: source.optional === true });
  };
  for (const [index, volume] of (template.spec?.volumes ?? []).entries()) {
    const at = [...template.at, 'spec', 'volumes', index];
    add(volume.configMap, [...at, 'configMap']);
    for (const [source, projected] of (volume.projected?.sources ?? []).entries())
      add(projected.configMap, [...at, 'projected', 'sources', source, 'configMap']);
  }
  for (const { container, at } of containersOf(template)) {
    for (const [index, source] of (container.envFrom ?? []).entries())
      add(source.configMapRef, [...at, 'envFrom', index, 'configMapRef']);
    for (const [index, { valueFrom }] of (container.env ?? []).entries()) {
      const reference = valueFrom?.configMapKeyRef;
      const place = [...at, 'env', index, 'valueFrom', 'configMapKeyRef'];
      if (reference?.name)
        found.push({
          name: reference.name,
          at: [...place, 'name'],
          keys: [{ key: reference.key, at: [...place, 'key'] }],
          isOptional: reference.optional === true,
        });
    }
  }
  return found;
}
