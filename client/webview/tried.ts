// What somebody tries in the page without touching the file: values assumed in place of the manifest's, and steps that
// happen after the deployment. Both can leave the page: as an edit of the manifest, and as a scenario file.

import type { SetIdentity, TriedValue } from '../../server/src/protocol/preview-messages.ts';

export interface Assumed {
  readonly replicas?: number;
  readonly partition?: number;
  readonly podManagementPolicy?: string;
  readonly start?: number;
  readonly minor?: number;
  readonly hasDefaultClass?: boolean;
}

/** A step as scenario files have it. */
export type TriedStep =
  | { readonly scale: { readonly name: string; readonly replicas: number } }
  | { readonly setImage: { readonly name: string; readonly image: string } }
  | { readonly rolloutRestart: { readonly name: string } }
  | { readonly rolloutUndo: { readonly name: string } }
  | { readonly deleteStatefulSet: { readonly name: string; readonly cascade: 'background' | 'foreground' | 'orphan' } }
  | { readonly deletePod: { readonly name: string } }
  | { readonly neverReady: { readonly pods: readonly string[] } }
  | { readonly ready: { readonly pods: readonly string[] } }
  | { readonly drain: { readonly node: string } }
  | { readonly uncordon: { readonly node: string } }
  | { readonly nodeLost: { readonly node: string } }
  | { readonly nodeBack: { readonly node: string } };

export interface Tried {
  readonly assumed: Assumed;
  readonly steps: readonly TriedStep[];
}

export const NOTHING_TRIED: Tried = { assumed: {}, steps: [] };

export function isNothingTried(tried: Tried): boolean {
  return tried.steps.length === 0 && Object.keys(tried.assumed).length === 0;
}

/** Adds a step; dragging a scale step further replaces it, so that a movement of the slider is one step. */
export function withStep(tried: Tried, step: TriedStep): Tried {
  const last = tried.steps.at(-1);
  const kept = last && 'scale' in last && 'scale' in step ? tried.steps.slice(0, -1) : tried.steps;
  return { ...tried, steps: [...kept, step] };
}

/** Fields of the set that differ from the manifest, for writing them into it. Version and default class are no fields. */
export function valuesToWrite(tried: Tried): TriedValue[] {
  const { assumed, steps } = tried;
  const values: TriedValue[] = [];
  const scaled = steps.findLast((step) => 'scale' in step);
  const image = steps.findLast((step) => 'setImage' in step);
  const replicas = scaled && 'scale' in scaled ? scaled.scale.replicas : assumed.replicas;
  if (replicas !== undefined) values.push({ field: ['spec', 'replicas'], value: replicas });
  if (assumed.podManagementPolicy !== undefined)
    values.push({ field: ['spec', 'podManagementPolicy'], value: assumed.podManagementPolicy });
  if (assumed.start !== undefined) values.push({ field: ['spec', 'ordinals', 'start'], value: assumed.start });
  if (assumed.partition !== undefined)
    values.push({ field: ['spec', 'updateStrategy', 'rollingUpdate', 'partition'], value: assumed.partition });
  if (image && 'setImage' in image)
    values.push({ field: ['spec', 'template', 'spec', 'containers', 0, 'image'], value: image.setImage.image });
  return values;
}

/**
 * The steps as a scenario file: apply the manifest, let it settle, then each step and let it settle again.
 * @param manifest name of the manifest's file, relative to where the scenario will stand
 */
export function scenarioText(set: SetIdentity, tried: Tried, manifest: string): string {
  const lines = [`# about: ${set.name}, tried in the preview`];
  if (tried.assumed.hasDefaultClass !== undefined)
    lines.push(`- cluster: {defaultStorageClass: ${tried.assumed.hasDefaultClass}}`);
  lines.push(`- apply: ${JSON.stringify(manifest)}`, '- settle: {}');
  for (const step of tried.steps)
    lines.push(`- ${JSON.stringify(step).slice(1, -1)}`.replace(/^- "(\w+)":/, '- $1: '), '- settle: {}');
  return `${lines.join('\n')}\n`;
}
