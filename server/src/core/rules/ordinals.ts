// Which Pods a StatefulSet has. Behaviour reference 5.1: ordinals start … start + replicas − 1, decimal, no padding.

import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { autoscalerOf } from './unit-indexes.ts';

export interface OrdinalRange {
  readonly start: number;
  /** As the spec says it now. */
  readonly replicas: number;
  /** The highest number of replicas that something in the unit scales to. */
  readonly most: number;
}

/** Without enumerating anything: replicas may be two billion. */
export function ordinalsOf(set: Resource<'StatefulSet'>, unit: UnitView): OrdinalRange {
  const replicas = set.object.spec?.replicas ?? 1;
  const start = set.object.spec?.ordinals?.start ?? 0;
  const scaler = autoscalerOf(unit, set);
  return { start, replicas, most: Math.max(replicas, scaler?.object.spec?.maxReplicas ?? 0) };
}

/** The first ordinals as text, such as `0, 1, 2` or `0 … 99`. */
export function rangeText({ start, replicas }: OrdinalRange): string {
  if (replicas <= 0) return '';
  if (replicas === 1) return `${start}`;
  return `${start} to ${start + replicas - 1}`;
}
