// What the API server says to one object: the types of its answer, in the shape of its own Status object.

import type { Path, PlainObject } from '../kubernetes/plain-value.ts';

export type CauseReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueNotFound'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/** One entry of `details.causes`. */
export interface Cause {
  /** The field as the server writes it, such as `spec.template.spec.containers[0].image`. */
  readonly field: string;
  readonly reason: CauseReason;
  /** The server's text behind the field, such as `Required value: name or generateName is required`. */
  readonly message: string;
  /** Where the user's manifest holds it; differs from `field` where the server names another place. */
  readonly at: Path;
  /** The place that one would change: the key itself or its value. */
  readonly on: 'key' | 'value';
  /** The number of the rule, such as `C23`. */
  readonly rule: string;
  /** What a message or a repair needs to know, structured. */
  readonly facts: PlainObject;
}

export interface Answer {
  readonly accepted: boolean;
  /** HTTP status of a refusal: 400, 403, 404, 409, 422. */
  readonly status?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly causes: readonly Cause[];
  /** Texts of the Warning headers, each with its place. */
  readonly warnings: readonly { readonly text: string; readonly at: Path; readonly rule: string }[];
  /** Accepted only: what the server would store, defaults filled in. */
  readonly object?: PlainObject;
}
