// A scenario as read from its file: steps with their places, and what is wrong with it. Nothing is played here.

import type { PlainObject, PlainValue } from '../../kubernetes/plain-value.ts';
import type { Span } from '../../text/span.ts';

/** Where something stands: a file as the host names it, and a place in its text, in UTF-16 code units. */
export interface ScenarioPlace {
  readonly file: string;
  readonly span: Span;
}

/** Why a scenario cannot be played, as an id in the catalogue of texts and what to fill in. */
export interface ScenarioProblem {
  readonly code: ScenarioProblemCode;
  readonly place: ScenarioPlace;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type ScenarioProblemCode =
  | 'file-missing'
  | 'no-list-of-steps'
  | 'step-not-one-key'
  | 'step-unknown'
  | 'field-missing'
  | 'field-unknown'
  | 'field-type'
  | 'yaml-error'
  | 'manifest-refused'
  | 'object-missing'
  | 'nothing-settled'
  | 'too-many-writes';

/** What a reader must know of a scenario that was played all the same. */
export interface ScenarioNote {
  readonly code: 'kind-unknown' | 'pods-limited';
  /** Where it stands in a file, if it does. */
  readonly place?: ScenarioPlace;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface ScenarioStep {
  /** From 1. */
  readonly number: number;
  readonly verb: StepVerb;
  readonly argument: PlainValue;
  /** The argument where it is an object, otherwise `{}`. */
  readonly fields: PlainObject;
  readonly place: ScenarioPlace;
}

export const STEP_VERBS = [
  'cluster',
  'apply',
  'settle',
  'scale',
  'setImage',
  'rolloutUndo',
  'rolloutRestart',
  'deletePod',
  'forceDelete',
  'deleteClaim',
  'deleteStatefulSet',
  'neverReady',
  'ready',
  'crash',
  'drain',
  'uncordon',
  'nodeLost',
  'nodeBack',
  'expect',
] as const;

export type StepVerb = (typeof STEP_VERBS)[number];
