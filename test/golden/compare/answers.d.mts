import type { PlainObject, PlainValue } from '../../../server/src/core/kubernetes/plain-value.ts';

interface ComparedAnswer {
  readonly accepted: boolean;
  readonly status?: number;
  readonly message?: string;
  readonly causes?: readonly { readonly field: string; readonly reason: string }[];
}

export declare function sameAnswer(
  expected: ComparedAnswer,
  found: ComparedAnswer | undefined,
): { verdict: boolean; equal: boolean; difference: string };

export declare function applied(
  base: PlainObject,
  operation: { readonly op: string; readonly path: string; readonly value?: PlainValue },
): PlainObject;
