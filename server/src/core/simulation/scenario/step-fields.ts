// Which fields a step has and of which type: one table for reading, for the schema and for the documentation.

import type { StepVerb } from './scenario.ts';

export type FieldType = 'text' | 'count' | 'flag' | 'texts' | 'object' | 'objects' | 'cascade';

export interface StepField {
  readonly type: FieldType;
  readonly isRequired: boolean;
}

const required = (type: FieldType): StepField => ({ type, isRequired: true });
const optional = (type: FieldType): StepField => ({ type, isRequired: false });

/** Fields by step; a step whose argument is no object has `undefined`. */
export const STEP_FIELDS: Readonly<Record<StepVerb, Readonly<Record<string, StepField>> | undefined>> = {
  cluster: { defaultStorageClass: optional('flag'), nodes: optional('objects'), existing: optional('text') },
  apply: undefined,
  settle: {},
  scale: { name: required('text'), replicas: required('count') },
  setImage: { name: required('text'), container: optional('text'), image: required('text') },
  rolloutUndo: { name: required('text'), toRevision: optional('count') },
  rolloutRestart: { name: required('text') },
  deletePod: { name: required('text') },
  forceDelete: { pod: required('text') },
  deleteClaim: { name: required('text') },
  deleteStatefulSet: { name: required('text'), cascade: required('cascade') },
  neverReady: { pods: required('texts'), image: optional('text') },
  ready: { pods: required('texts') },
  crash: { pods: required('texts') },
  drain: { node: required('text') },
  uncordon: { node: required('text') },
  nodeLost: { node: required('text') },
  nodeBack: { node: required('text') },
  expect: {
    pods: optional('object'),
    claims: optional('object'),
    volumes: optional('object'),
    sets: optional('object'),
    dns: optional('object'),
    order: optional('texts'),
  },
};

export const CASCADES = ['background', 'foreground', 'orphan'] as const;
